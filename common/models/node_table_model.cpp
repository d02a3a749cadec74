// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/node_table_model.h"

#include "common/models/natural_order.h"

#include <algorithm>

namespace cid {

namespace {

bool isNumber(int column)
{
    switch (column) {
    case NodeTableModel::Stage:
    case NodeTableModel::ProgressColumn:
    case NodeTableModel::Rate:
    case NodeTableModel::Trend:
    case NodeTableModel::Left:
    case NodeTableModel::Elapsed:
    case NodeTableModel::Seen:
    case NodeTableModel::Attempt:
        return true;
    default:
        return false;
    }
}

} // namespace

NodeTableModel::NodeTableModel(const NodeBoard &board, QObject *parent)
    : QAbstractTableModel(parent)
    , m_board(board)
{
    connect(&board, &NodeBoard::aboutToReset, this, [this] {
        beginResetModel();
        m_rows.clear();
        m_sections.clear();
        endResetModel();
    });
    connect(&board, &NodeBoard::reset, this, &NodeTableModel::refresh);
    connect(&board, &NodeBoard::pulsed, this, &NodeTableModel::pulsed);
    refresh();
}

int NodeTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NodeTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columnTotal;
}

int NodeTableModel::boardRow(int row) const
{
    return row < 0 || row >= m_rows.size() ? -1 : std::max(-1, m_rows[row]);
}

const NodeTableModel::Section *NodeTableModel::section(int row) const
{
    return row >= 0 && row < m_rows.size() && m_rows[row] < 0 ? &m_sections[~m_rows[row]] : nullptr;
}

int NodeTableModel::rowOf(const NodeName &node) const
{
    const int wanted = m_board.rowOf(node);
    return wanted < 0 ? -1 : static_cast<int>(m_rows.indexOf(wanted));
}

QStringList NodeTableModel::matchingNodes() const
{
    QStringList names;
    const QList<int> rows = matching();
    for (const int row : rows)
        names.append(m_board.status(row).name);
    return names;
}

int NodeTableModel::permille(const NodeStatus &node)
{
    if (node.state != NodeState::Installing || node.progress.total <= 0)
        return -1;
    return static_cast<int>(std::clamp<qint64>(node.progress.written * 1000 / node.progress.total, 0, 1000));
}

QVariant NodeTableModel::value(int boardRow, int column) const
{
    const NodeStatus &node = m_board.status(boardRow);
    const NodeFigures &figures = m_board.figures(boardRow);
    switch (column) {
    case Name:
        return node.name;
    case Group:
        return groupOf(node);
    case Stage:
        return static_cast<int>(node.state);
    case ProgressColumn:
        return permille(node);
    case Rate:
    case Trend:
        return figures.rate;
    case Left:
        return figures.left;
    case Elapsed:
        return node.since > 0 ? m_board.now() - node.since : -1;
    case Image:
        return node.image.toString();
    case Wanted:
        return node.wanted.toString();
    case JobColumn:
        return node.job;
    case Reason:
        return node.conflict.isEmpty() ? node.failure.reason : node.conflict;
    case Seen:
        return node.lastSeen > 0 ? m_board.now() - node.lastSeen : -1;
    case Address:
        return node.address;
    case Attempt:
        return node.attempt;
    default:
        return {};
    }
}

QVariant NodeTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != ValueRole))
        return {};
    if (const Section *group = section(index.row()))
        return index.column() == Name ? QVariant(group->name) : QVariant();
    return value(m_rows[index.row()], index.column());
}

Qt::ItemFlags NodeTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractTableModel::flags(index);
    if (section(index.row()))
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return QAbstractTableModel::flags(index) | Qt::ItemNeverHasChildren;
}

void NodeTableModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column < 0 || column >= columnTotal ? int(Name) : column;
    m_sortOrder = order;
    refresh();
}

void NodeTableModel::setFilter(const NodeFilter &filter)
{
    m_filter = filter;
    refresh();
}

void NodeTableModel::setGrouped(bool grouped)
{
    m_isGrouped = grouped;
    refresh();
}

void NodeTableModel::toggleSection(int row)
{
    const Section *group = section(row);
    if (!group)
        return;
    if (group->isFolded)
        m_folded.removeAll(group->name);
    else
        m_folded.append(group->name);
    refresh();
}

void NodeTableModel::watch(int first, int last)
{
    m_firstWatched = first;
    m_lastWatched = last;
}

void NodeTableModel::pulsed()
{
    const bool isLiveOrder = m_sortColumn != Name && m_sortColumn != Group;
    if ((isLiveOrder || m_filter.isLive() || m_isGrouped) && m_board.now() - m_lastOrder >= reorderMs)
        refresh();
    const int last = m_lastWatched < 0 ? rowCount() - 1 : std::min(m_lastWatched, rowCount() - 1);
    if (m_firstWatched <= last)
        Q_EMIT dataChanged(index(m_firstWatched, 0), index(last, columnTotal - 1));
}

QList<int> NodeTableModel::matching() const
{
    QList<int> rows;
    rows.reserve(m_board.count());
    const qint64 now = m_board.now();
    for (int row = 0; row < m_board.count(); ++row) {
        if (m_filter.isEmpty() || m_filter.matches({m_board.status(row), m_board.figures(row), now}))
            rows.append(row);
    }
    return rows;
}

void NodeTableModel::order(QList<int> &rows) const
{
    const auto byName = [this](int a, int b) { return m_board.nameRank(a) < m_board.nameRank(b); };
    const bool isDescending = m_sortOrder == Qt::DescendingOrder;
    const auto byKeys = [&](const auto &keys, const auto &less) {
        // Equal keys stay in the order of names whichever way the column is sorted.
        std::sort(rows.begin(), rows.end(), [&](int a, int b) {
            const auto &left = isDescending ? keys[b] : keys[a];
            const auto &right = isDescending ? keys[a] : keys[b];
            if (less(left, right))
                return true;
            return !less(right, left) && byName(a, b);
        });
    };
    if (m_sortColumn == Name) {
        std::sort(rows.begin(), rows.end(), byName);
        if (isDescending)
            std::reverse(rows.begin(), rows.end());
    } else if (isNumber(m_sortColumn)) {
        QList<double> keys(m_board.count());
        for (const int row : std::as_const(rows))
            keys[row] = value(row, m_sortColumn).toDouble();
        byKeys(keys, std::less<>());
    } else {
        QStringList keys(m_board.count());
        for (const int row : std::as_const(rows))
            keys[row] = value(row, m_sortColumn).toString();
        byKeys(keys, naturalLess);
    }
}

QList<int> NodeTableModel::grouped(const QList<int> &rows, QList<Section> &sections) const
{
    QMap<QString, QList<int>> members;
    for (const int row : rows)
        members[groupOf(m_board.status(row))].append(row);
    QStringList names = members.keys();
    std::sort(names.begin(), names.end(), naturalLess);
    QList<int> result;
    for (const QString &name : std::as_const(names)) {
        Section group{name, 0, 0, 0, 0, m_folded.contains(name)};
        for (const int row : std::as_const(members[name])) {
            const NodeState state = m_board.status(row).state;
            ++group.total;
            group.running += state == NodeState::Running;
            group.busy += isBusy(state);
            group.failed += state == NodeState::Failed || state == NodeState::Lost;
        }
        result.append(~static_cast<int>(sections.size()));
        if (!group.isFolded)
            result += members[name];
        sections.append(group);
    }
    return result;
}

void NodeTableModel::refresh()
{
    m_lastOrder = m_board.now();
    QList<int> rows = matching();
    m_matchCount = static_cast<int>(rows.size());
    order(rows);
    QList<Section> sections;
    if (m_isGrouped)
        rows = grouped(rows, sections);
    replaceRows(rows, sections);
}

void NodeTableModel::replaceRows(const QList<int> &rows, const QList<Section> &sections)
{
    if (rows == m_rows) {
        m_sections = sections;
        return;
    }
    QList<int> was = m_rows;
    QList<int> will = rows;
    std::sort(was.begin(), was.end());
    std::sort(will.begin(), will.end());
    if (was != will) {
        beginResetModel();
        m_rows = rows;
        m_sections = sections;
        endResetModel();
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QHash<int, int> places;
    for (qsizetype i = 0; !from.isEmpty() && i < rows.size(); ++i)
        places.insert(rows[i], static_cast<int>(i));
    QModelIndexList to;
    for (const QModelIndex &index : from)
        to.append(createIndex(places.value(m_rows[index.row()]), index.column()));
    m_rows = rows;
    m_sections = sections;
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

} // namespace cid
