// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <QAbstractTableModel>

namespace cid {

/// The newest events, the last of them first; older ones fall out.
class EventTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : quint8 { Time, Node, What, Change, Took, JobColumn, Who, Reason };
    static constexpr int columnTotal = Reason + 1;
    static constexpr qsizetype kept = 5'000;

    using QAbstractTableModel::QAbstractTableModel;

    /// By id, ascending, as cidd gives them; those that are known already are skipped.
    void add(const QList<Event> &events);
    [[nodiscard]] qint64 lastId() const { return m_events.isEmpty() ? -1 : m_events.first().id; }
    [[nodiscard]] const Event &eventAt(int row) const { return m_events[row]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static QString columnKey(int column);

private:
    [[nodiscard]] static QString text(const Event &event, int column);
    [[nodiscard]] static QString whatWord(const QByteArray &what);

    QList<Event> m_events;
};

} // namespace cid
