// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/node_table_model.h"

namespace cid {

/// The node table in words: units, ages, headings, what screen readers say.
class NodeTable : public NodeTableModel
{
    Q_OBJECT
public:
    using NodeTableModel::NodeTableModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString columnTitle(int column);
    /// The stable name of a column, for settings and exports.
    [[nodiscard]] static QString columnKey(int column);

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] static QVariant alignment(int column);
    [[nodiscard]] QString sectionText(const Section &section) const;
};

/// "84.2 MB/s" in the locale's spelling; empty below 1 B/s.
[[nodiscard]] QString rateText(double bytesPerSecond);
/// "12 s", "1 min 20 s"; empty below 0.
[[nodiscard]] QString durationText(qint64 milliseconds);

} // namespace cid
