// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_model.h"

namespace cid {

NodeModel::NodeModel(NodeMirror &mirror, QObject *parent)
    : QAbstractTableModel(parent)
    , m_mirror(mirror)
{
    connect(&mirror, &NodeMirror::aboutToReset, this, [this] { beginResetModel(); });
    connect(&mirror, &NodeMirror::reset, this, [this] { endResetModel(); });
    connect(&mirror, &NodeMirror::aboutToAppend, this,
            [this](int count) { beginInsertRows({}, rowCount(), rowCount() + count - 1); });
    connect(&mirror, &NodeMirror::appended, this, [this] { endInsertRows(); });
    connect(&mirror, &NodeMirror::rowsChanged, this, &NodeModel::announce);
}

void NodeModel::announce(const QList<int> &rows)
{
    // One signal for each run of neighbours: a boot storm changes rows in long runs.
    QList<int> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    for (qsizetype i = 0; i < sorted.size();) {
        qsizetype last = i;
        while (last + 1 < sorted.size() && sorted[last + 1] == sorted[last] + 1)
            ++last;
        Q_EMIT dataChanged(index(sorted[i], 0), index(sorted[last], columnTotal - 1));
        i = last + 1;
    }
}

int NodeModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_mirror.nodes().size());
}

int NodeModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

int NodeModel::permille(const NodeStatus &node)
{
    if (node.state != NodeState::Installing || node.progress.total <= 0)
        return -1;
    return static_cast<int>(std::clamp<qint64>(node.progress.written * 1000 / node.progress.total, 0, 1000));
}

QVariant NodeModel::cell(const NodeStatus &node, int column)
{
    switch (column) {
    case Name:
        return node.name;
    case State:
        return QString(nodeStateName(node.state));
    case Since:
        return node.since;
    case Image:
        return node.image.toString();
    case Wanted:
        return node.wanted.toString();
    case ProgressDone:
        return permille(node);
    case JobColumn:
        return node.job;
    case Address:
        return node.address;
    case Groups:
        return node.groups.join(u' ');
    default:
        return {};
    }
}

QVariant NodeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NodeStatus &node = m_mirror.nodes()[index.row()];
    if (role == StatusRole)
        return QVariant::fromValue(node);
    if (role == SortRole && index.column() == State)
        return static_cast<int>(node.state);
    if (role == Qt::DisplayRole || role == SortRole)
        return cell(node, index.column());
    return {};
}

} // namespace cid
