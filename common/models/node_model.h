// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/node_mirror.h"

#include <QAbstractTableModel>

namespace cid {

/// The nodes of a mirror as a table. Speaks in values and stable names: words, colours and units are the view's.
/// Lives on the mirror's thread; the mirror is borrowed.
class NodeModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Name, State, Since, Image, Wanted, ProgressDone, JobColumn, Address, Groups };
    static constexpr int columnTotal = Groups + 1;
    enum Role : int {
        StatusRole = Qt::UserRole, ///< the whole NodeStatus
        SortRole, ///< what to sort by: numbers and names, padded where they are counted
    };

    explicit NodeModel(NodeMirror &mirror, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Written bytes in parts of a thousand; -1 where nothing is being installed.
    [[nodiscard]] static int permille(const NodeStatus &node);

private:
    [[nodiscard]] static QVariant cell(const NodeStatus &node, int column);
    void announce(const QList<int> &rows);

    NodeMirror &m_mirror;
};

} // namespace cid

Q_DECLARE_METATYPE(cid::NodeStatus)
