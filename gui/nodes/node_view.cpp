// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_view.h"

#include "gui/nodes/node_delegate.h"
#include "gui/nodes/state_look.h"
#include "gui/widgets/tinted_icon.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace cid {

namespace {

constexpr std::array<int, NodeTableModel::columnTotal> widths{104, 78,  192, 120, 84, 96,  92, 92,
                                                              150, 150, 110, 240, 92, 110, 70};

} // namespace

NodeView::NodeView(NodeTable &table, NodeSelection &selection, QWidget *parent)
    : QTreeView(parent)
    , m_table(table)
    , m_selection(selection)
{
    setAccessibleName(tr("Nodes"));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new NodeDelegate(this));
    setModel(&table);
    makeColumns();
    connect(header(), &QWidget::customContextMenuRequested, this, &NodeView::showColumnMenu);
    connect(&selection, &NodeSelection::changed, this, &NodeView::showSelection);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &NodeView::takeSelection);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &NodeView::takeSelection);
    // The selection is ours by name: row by row it would be dragged through every sorting.
    const auto before = [this] {
        m_keptScroll = verticalScrollBar()->value();
        const QScopedValueRollback guard(m_isSyncing, true);
        selectionModel()->clear();
    };
    const auto after = [this] {
        showSelection();
        verticalScrollBar()->setValue(m_keptScroll);
        watchVisible();
    };
    connect(&table, &QAbstractItemModel::modelAboutToBeReset, this, before);
    connect(&table, &QAbstractItemModel::layoutAboutToBeChanged, this, before);
    connect(&table, &QAbstractItemModel::modelReset, this, after);
    connect(&table, &QAbstractItemModel::layoutChanged, this, after);
}

void NodeView::makeColumns()
{
    header()->setSectionsMovable(true);
    header()->setSortIndicator(NodeTableModel::Name, Qt::AscendingOrder);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setAccessibleName(tr("Columns"));
    setSortingEnabled(true);
    m_chooseColumns = new QAction(tintedIcon(QStringLiteral("table")), tr("Columns…"), this);
    connect(m_chooseColumns, &QAction::triggered, this, [this] { showColumnMenu(QPoint(0, header()->height())); });
    for (int column = 0; column < NodeTableModel::columnTotal; ++column)
        setColumnWidth(column, widths[static_cast<size_t>(column)]);
    for (const int column : {NodeTableModel::Address, NodeTableModel::Attempt})
        setColumnHidden(column, true);
}

QByteArray NodeView::layoutState() const
{
    return header()->saveState();
}

void NodeView::restoreLayout(const QByteArray &state)
{
    if (!state.isEmpty() && header()->restoreState(state))
        m_table.sort(header()->sortIndicatorSection(), header()->sortIndicatorOrder());
}

void NodeView::watchVisible()
{
    const QModelIndex first = indexAt(QPoint(1, 1));
    const QModelIndex last = indexAt(QPoint(1, viewport()->height() - 1));
    m_table.watch(first.isValid() ? first.row() : 0, last.isValid() ? last.row() : m_table.rowCount() - 1);
}

void NodeView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    watchVisible();
}

void NodeView::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    watchVisible();
}

void NodeView::updateGeometries()
{
    QTreeView::updateGeometries();
    watchVisible();
}

void NodeView::showSelection()
{
    if (m_isSyncing)
        return;
    const QScopedValueRollback guard(m_isSyncing, true);
    QItemSelection selected;
    const int rows = m_table.rowCount();
    for (int row = 0; !m_selection.nodes().isEmpty() && row < rows; ++row) {
        const auto isChosen = [this](int at) {
            return m_table.boardRow(at) >= 0 && m_selection.contains(m_table.status(at).name);
        };
        if (!isChosen(row))
            continue;
        int last = row;
        while (last + 1 < rows && isChosen(last + 1))
            ++last;
        selected.append({m_table.index(row, 0), m_table.index(last, NodeTableModel::columnTotal - 1)});
        row = last;
    }
    selectionModel()->select(selected, QItemSelectionModel::ClearAndSelect);
    const int current = m_table.rowOf(m_selection.current());
    if (current >= 0)
        selectionModel()->setCurrentIndex(m_table.index(current, 0), QItemSelectionModel::NoUpdate);
}

void NodeView::takeSelection()
{
    if (m_isSyncing)
        return;
    const QScopedValueRollback guard(m_isSyncing, true);
    QSet<NodeName> names;
    const QItemSelection ranges = selectionModel()->selection();
    for (const QItemSelectionRange &range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (m_table.boardRow(row) >= 0)
                names.insert(m_table.status(row).name);
        }
    }
    const int current = currentIndex().row();
    const bool isNode = currentIndex().isValid() && m_table.boardRow(current) >= 0;
    m_selection.set(names, isNode ? m_table.status(current).name : NodeName());
}

void NodeView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_table.section(index.row())) {
        m_table.toggleSection(index.row());
        return;
    }
    QTreeView::mousePressEvent(event);
}

void NodeView::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().row();
    const bool wantsToggle =
        event->key() == Qt::Key_Space || event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (currentIndex().isValid() && wantsToggle && m_table.section(row))
        m_table.toggleSection(row);
    else
        QTreeView::keyPressEvent(event);
}

void NodeView::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT menuWanted(event->globalPos());
}

void NodeView::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < NodeTableModel::columnTotal; ++column) {
        QAction *action = menu->addAction(NodeTable::columnTitle(column));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != NodeTableModel::Name);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(header()->mapToGlobal(position));
}

void NodeView::setStale(bool isStale)
{
    m_isStale = isStale;
    viewport()->update();
}

void NodeView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (m_isStale)
        QPainter(viewport()).fillRect(viewport()->rect(), veil(palette()));
}

void NodeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const NodeTableModel::Section *group = m_table.section(index.row());
    if (!group) {
        QTreeView::drawRow(painter, option, index);
        return;
    }
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    painter->fillRect(row, palette().color(QPalette::Window));
    if (index.row() == currentIndex().row())
        painter->fillRect(QRect(0, row.top(), 3, row.height()), palette().color(QPalette::Highlight));
    QStyleOption arrow;
    arrow.rect = QRect(6, row.center().y() - 6, 12, 12);
    arrow.palette = palette();
    arrow.state = QStyle::State_Enabled;
    style()->drawPrimitive(group->isFolded ? QStyle::PE_IndicatorArrowRight : QStyle::PE_IndicatorArrowDown, &arrow,
                           painter, this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(palette().color(QPalette::Text));
    constexpr int barWidth = 160;
    const QRect bar(row.width() - barWidth - 12, row.top() + row.height() / 2 - 3, barWidth, 6);
    painter->drawText(row.adjusted(24, 0, -barWidth - 24, 0), Qt::AlignLeft | Qt::AlignVCenter,
                      index.data().toString());
    int x = bar.left();
    const auto part = [&](int count, Accent accent) {
        const int width = group->total > 0 ? count * bar.width() / group->total : 0;
        painter->fillRect(x, bar.top(), width, bar.height(), accentColour(accent, palette()));
        x += width;
    };
    painter->fillRect(bar, mixed(palette().color(QPalette::Window), palette().color(QPalette::Text), 0.15));
    part(group->running, Accent::Good);
    part(group->busy, Accent::Busy);
    part(group->failed, Accent::Bad);
}

} // namespace cid
