// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/heat_map.h"

#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSvgGenerator>
#include <QToolTip>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 14; // between blocks
constexpr int border = 10;
constexpr std::array cellSizes{26, 22, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4};
constexpr int smallestWithMark = 7;

} // namespace

HeatMap::HeatMap(const NodeBoard &board, NodeSelection &selection, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_board(board)
    , m_selection(selection)
{
    setAccessibleName(tr("Heat map of all nodes"));
    setAccessibleDescription(tr("Arrow keys move, Shift selects more, the node table shows the same nodes"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(180, 120);
    viewport()->setMouseTracking(true);
    connect(&board, &NodeBoard::reset, this, &HeatMap::arrange);
    connect(&board, &NodeBoard::pulsed, viewport(), qOverload<>(&QWidget::update));
    connect(&selection, &NodeSelection::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&selection, &NodeSelection::currentChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&board, &NodeBoard::aboutToReset, this, [this] {
        m_blocks.clear();
        m_order.clear();
    });
    arrange();
}

void HeatMap::setFilter(const NodeFilter &filter)
{
    m_filter = filter;
    viewport()->update();
}

void HeatMap::setStale(bool isStale)
{
    m_isStale = isStale;
    viewport()->update();
}

void HeatMap::arrange()
{
    QMap<QString, QList<int>> groups;
    for (int row = 0; row < m_board.count(); ++row)
        groups[NodeTableModel::groupOf(m_board.status(row))].append(row);
    QStringList names = groups.keys();
    const QStringList known = m_board.groups();
    std::sort(names.begin(), names.end(),
              [&known](const QString &a, const QString &b) { return known.indexOf(a) < known.indexOf(b); });
    m_blocks.clear();
    m_order.clear();
    for (const QString &name : std::as_const(names)) {
        QList<int> rows = groups.take(name);
        std::sort(rows.begin(), rows.end(), [this](int a, int b) { return m_board.nameRank(a) < m_board.nameRank(b); });
        m_order += rows;
        m_blocks.append({name, rows, {}, 1});
    }
    for (const int size : cellSizes) {
        m_height = tryArrange(size);
        if (m_height <= viewport()->height())
            break;
    }
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_cell * 2);
    verticalScrollBar()->setRange(0, std::max(0, m_height - viewport()->height()));
    viewport()->update();
}

// Lays the blocks out with cells of that size; the height that they need.
int HeatMap::tryArrange(int cell)
{
    m_cell = cell;
    const int title = fontMetrics().height() + 4;
    int x = border;
    int y = border;
    int lineHeight = 0;
    for (Block &block : m_blocks) {
        const auto count = static_cast<int>(block.rows.size());
        // About twice as wide as high, as racks are easier to tell apart side by side.
        block.columns = std::clamp(static_cast<int>(std::ceil(std::sqrt(count * 2.0))), 1,
                                   std::max(1, (viewport()->width() - 2 * border) / cell));
        const int lines = (count + block.columns - 1) / block.columns;
        const int nameWidth = fontMetrics().horizontalAdvance(block.name) + 4;
        const int width = std::max(block.columns * cell, nameWidth);
        if (x > border && x + width > viewport()->width() - border) {
            x = border;
            y += lineHeight + gap;
            lineHeight = 0;
        }
        block.box = QRect(x, y + title, block.columns * cell, lines * cell);
        lineHeight = std::max(lineHeight, title + lines * cell);
        x += width + gap;
    }
    return y + lineHeight + border;
}

QRect HeatMap::cellRect(const Block &block, qsizetype i) const
{
    const auto column = static_cast<int>(i % block.columns);
    const auto line = static_cast<int>(i / block.columns);
    const int inner = m_cell - (m_cell >= smallestWithMark ? 2 : 1);
    return {block.box.left() + column * m_cell, block.box.top() + line * m_cell, inner, inner};
}

void HeatMap::paintCell(QPainter &painter, const QRect &cell, int row) const
{
    const NodeStatus &node = m_board.status(row);
    const bool passes = m_filter.isEmpty() || m_filter.matches({node, m_board.figures(row), m_board.now()});
    const QColor back = palette().color(QPalette::Base);
    QColor colour = accentColour(StateLook::accent(node.state), palette());
    if (!passes)
        colour = mixed(back, colour, 0.18);
    const bool hasMark = cell.width() >= smallestWithMark - 2;
    switch (StateLook::shape(node.state)) {
    case StateLook::Shape::Pie: {
        painter.fillRect(cell, mixed(back, colour, 0.35));
        const int permille = NodeTableModel::permille(node);
        const int level = permille < 0 ? cell.height() / 3 : cell.height() * permille / 1000;
        painter.fillRect(cell.adjusted(0, cell.height() - level, 0, 0), colour);
        break;
    }
    case StateLook::Shape::Cross:
        painter.fillRect(cell, colour);
        painter.setPen(back);
        if (hasMark)
            painter.drawLines(QList<QLine>{{cell.topLeft(), cell.bottomRight()}, {cell.topRight(), cell.bottomLeft()}});
        break;
    case StateLook::Shape::Ring:
        painter.fillRect(cell, mixed(back, colour, 0.15));
        painter.setPen(colour);
        painter.drawRect(cell.adjusted(0, 0, -1, -1));
        break;
    case StateLook::Shape::Diamond:
        painter.fillRect(cell, mixed(back, colour, 0.3));
        painter.fillRect(
            QRect(cell.left(), cell.center().y() - cell.height() / 6, cell.width(), std::max(1, cell.height() / 3)),
            colour);
        break;
    case StateLook::Shape::Dot:
        painter.fillRect(cell, mixed(back, colour, 0.35));
        break;
    default:
        painter.fillRect(cell, colour);
    }
}

void HeatMap::paintBlock(QPainter &painter, const Block &block, const QRect &visible) const
{
    const int title = fontMetrics().height() + 4;
    if (!block.box.adjusted(0, -title, 0, 0).intersects(visible))
        return;
    painter.setPen(quietText(palette()));
    painter.drawText(QPoint(block.box.left(), block.box.top() - 6),
                     block.name.isEmpty() ? tr("(no group)") : block.name);
    const QColor mark = palette().color(QPalette::Text);
    for (qsizetype i = 0; i < block.rows.size(); ++i) {
        const QRect cell = cellRect(block, i);
        paintCell(painter, cell, block.rows[i]);
        const NodeName &name = m_board.status(block.rows[i]).name;
        if (m_selection.contains(name)) {
            painter.setPen(QPen(mark, m_cell >= 12 ? 2 : 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(cell.adjusted(-1, -1, 0, 0));
        }
    }
}

void HeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    const int top = verticalScrollBar()->value();
    painter.translate(0, -top);
    const QRect visible(0, top, viewport()->width(), viewport()->height());
    for (const Block &block : std::as_const(m_blocks))
        paintBlock(painter, block, visible);
    if (!m_drag.isNull()) {
        QColor frame = palette().color(QPalette::Highlight);
        painter.setPen(frame);
        frame.setAlpha(40);
        painter.setBrush(frame);
        painter.drawRect(m_drag);
    }
    if (m_isStale)
        painter.fillRect(visible, veil(palette()));
    if (m_board.count() == 0) {
        painter.setPen(quietText(palette()));
        painter.drawText(visible, Qt::AlignCenter, tr("No nodes yet"));
    }
}

void HeatMap::paintAll(QPainter &painter) const
{
    painter.fillRect(QRect(QPoint(), contentSize()), palette().color(QPalette::Base));
    for (const Block &block : m_blocks)
        paintBlock(painter, block, QRect(QPoint(), contentSize()));
}

QSize HeatMap::contentSize() const
{
    return {viewport()->width(), std::max(m_height, 1)};
}

bool HeatMap::writeTo(const QString &path, const QString &title) const
{
    const QSize size = contentSize();
    if (path.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive)) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(), size));
        svg.setTitle(title);
        QPainter painter;
        if (!painter.begin(&svg))
            return false;
        paintAll(painter);
        return painter.end();
    }
    QImage image(size * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2);
    QPainter painter(&image);
    paintAll(painter);
    painter.end();
    return image.save(path, "PNG");
}

QPoint HeatMap::toContent(const QPoint &viewportPoint) const
{
    return viewportPoint + QPoint(0, verticalScrollBar()->value());
}

int HeatMap::rowAt(const QPoint &content) const
{
    for (const Block &block : m_blocks) {
        if (!block.box.contains(content))
            continue;
        const int column = (content.x() - block.box.left()) / m_cell;
        const int line = (content.y() - block.box.top()) / m_cell;
        const qsizetype i = static_cast<qsizetype>(line) * block.columns + column;
        return column < block.columns && i < block.rows.size() ? block.rows[i] : -1;
    }
    return -1;
}

QPoint HeatMap::cellCenter(const NodeName &node) const
{
    const int row = m_board.rowOf(node);
    for (const Block &block : m_blocks) {
        const qsizetype i = block.rows.indexOf(row);
        if (row >= 0 && i >= 0)
            return cellRect(block, i).center() - QPoint(0, verticalScrollBar()->value());
    }
    return {};
}

void HeatMap::selectInside(const QRect &content, bool adds)
{
    QSet<NodeName> names = adds ? m_beforeDrag : QSet<NodeName>();
    for (const Block &block : std::as_const(m_blocks)) {
        if (!block.box.intersects(content))
            continue;
        for (qsizetype i = 0; i < block.rows.size(); ++i) {
            if (cellRect(block, i).intersects(content))
                names.insert(m_board.status(block.rows[i]).name);
        }
    }
    m_selection.set(names, names.size() == 1 ? *names.begin() : m_selection.current());
}

QString HeatMap::describe(int row) const
{
    const NodeStatus &node = m_board.status(row);
    QStringList lines{u"<b>%1</b> — %2"_s.arg(node.name.toHtmlEscaped(), StateLook::word(node.state))};
    const int permille = NodeTableModel::permille(node);
    if (permille >= 0)
        lines << tr("%1 % at %2").arg(permille / 10).arg(rateText(m_board.figures(row).rate));
    if (!node.wanted.isNull())
        lines << tr("wanted: %1").arg(node.wanted.toString());
    else if (!node.image.isNull())
        lines << node.image.toString();
    if (!node.failure.reason.isEmpty())
        lines << node.failure.reason.toHtmlEscaped();
    return lines.join(u"<br>"_s);
}

} // namespace cid
