// SPDX-License-Identifier: GPL-3.0-or-later
// What mouse and keyboard do to the heat map.
#include "gui/nodes/heat_map.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace cid {

void HeatMap::resizeEvent(QResizeEvent *)
{
    arrange();
}

void HeatMap::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        arrange();
    QAbstractScrollArea::changeEvent(event);
}

void HeatMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool adds = event->modifiers() & Qt::ControlModifier;
    m_dragStart = toContent(event->position().toPoint());
    m_beforeDrag = m_selection.nodes();
    const int row = rowAt(m_dragStart);
    if (row < 0) {
        if (!adds)
            m_selection.clear();
        return;
    }
    const NodeName name = m_board.status(row).name;
    QSet<NodeName> names = adds ? m_beforeDrag : QSet<NodeName>();
    if (adds && names.contains(name))
        names.remove(name);
    else
        names.insert(name);
    m_selection.set(names, name);
}

void HeatMap::mouseMoveEvent(QMouseEvent *event)
{
    if (!(event->buttons() & Qt::LeftButton))
        return;
    const QPoint here = toContent(event->position().toPoint());
    if (m_drag.isNull() && (here - m_dragStart).manhattanLength() < 5)
        return;
    m_drag = QRect(m_dragStart, here).normalized();
    selectInside(m_drag, event->modifiers() & Qt::ControlModifier);
    viewport()->update();
}

void HeatMap::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = {};
    viewport()->update();
}

void HeatMap::moveCurrent(int by, bool adds)
{
    if (m_order.isEmpty())
        return;
    const auto at = static_cast<int>(m_order.indexOf(m_board.rowOf(m_selection.current())));
    const int next = at < 0 ? 0 : std::clamp(at + by, 0, static_cast<int>(m_order.size()) - 1);
    const NodeName name = m_board.status(m_order[next]).name;
    QSet<NodeName> names = adds ? m_selection.nodes() : QSet<NodeName>();
    names.insert(name);
    m_selection.set(names, name);
    const int y = cellCenter(name).y();
    if (y < m_cell || y > viewport()->height() - m_cell)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + y - viewport()->height() / 2);
}

void HeatMap::keyPressEvent(QKeyEvent *event)
{
    const bool adds = event->modifiers() & Qt::ShiftModifier;
    int columns = 1;
    const int current = m_board.rowOf(m_selection.current());
    for (const Block &block : std::as_const(m_blocks)) {
        if (block.rows.contains(current))
            columns = block.columns;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        moveCurrent(-1, adds);
        break;
    case Qt::Key_Right:
        moveCurrent(1, adds);
        break;
    case Qt::Key_Up:
        moveCurrent(-columns, adds);
        break;
    case Qt::Key_Down:
        moveCurrent(columns, adds);
        break;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void HeatMap::contextMenuEvent(QContextMenuEvent *event)
{
    Q_EMIT menuWanted(event->globalPos());
}

bool HeatMap::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(toContent(help->pos()));
    QToolTip::showText(help->globalPos(), row < 0 ? QString() : describe(row), viewport());
    return true;
}

} // namespace cid
