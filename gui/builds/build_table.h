// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QAbstractTableModel>

namespace cid {

/// The builds of one kind, the newest first.
class BuildTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Number, What, State, Who, Asked, Took, Command };
    static constexpr int columnTotal = Command + 1;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows keep their place; no reset where nothing came or went.
    void setBuilds(const QList<Build> &builds);
    /// Changes one that is there; nothing happens for others.
    void update(const Build &build);
    [[nodiscard]] const QList<Build> &builds() const { return m_builds; }
    /// -1 where it is not there.
    [[nodiscard]] int rowOf(qint64 build) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString subject(const BuildRequest &request);
    [[nodiscard]] static QString stateWord(BuildState state);

private:
    [[nodiscard]] static QString text(const Build &build, int column);

    QList<Build> m_builds;
};

} // namespace cid
