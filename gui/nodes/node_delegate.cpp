// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/node_delegate.h"

#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"

#include <QApplication>
#include <QPainter>

namespace cid {

namespace {

constexpr int margin = 6;
constexpr double trackShare = 0.16;
constexpr double doneShare = 0.5;
constexpr double edgeWidth = 2;

QColor textColour(const QStyleOptionViewItem &option)
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    return option.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
}

void paintTrend(QPainter &painter, const QRect &rect, const NodeFigures &figures, const QColor &colour)
{
    if (figures.trendCount < 2)
        return;
    float top = 1;
    for (int i = 0; i < figures.trendCount; ++i)
        top = std::max(top, figures.trendAt(i));
    const QRectF box = QRectF(rect).adjusted(margin, 5, -margin, -5);
    const qreal step = box.width() / (NodeFigures::trendLength - 1);
    QPolygonF line;
    for (int i = 0; i < figures.trendCount; ++i) {
        const qreal x = box.right() - step * (figures.trendCount - 1 - i);
        line.append({x, box.bottom() - box.height() * static_cast<qreal>(figures.trendAt(i) / top)});
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.4));
    painter.drawPolyline(line);
    painter.restore();
}

} // namespace

ProgressShades progressShades(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor accent = accentColour(Accent::Busy, palette);
    return {mixed(base, accent, trackShare), mixed(base, accent, doneShare), accent, palette.color(QPalette::Text)};
}

void paintProgress(QPainter &painter, const QStyleOptionViewItem &option, int permille, const QString &text)
{
    const ProgressShades shades = progressShades(option.palette);
    const QRectF bar = QRectF(option.rect).adjusted(margin, 4.5, -margin, -4.5);
    const qreal radius = 3;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shades.track);
    painter.drawRoundedRect(bar, radius, radius);
    const QRectF done(bar.left(), bar.top(), bar.width() * permille / 1000, bar.height());
    painter.setClipRect(done);
    painter.setBrush(shades.done);
    painter.drawRoundedRect(bar, radius, radius);
    const QRectF edge = done.adjusted(std::max(0.0, done.width() - edgeWidth), 0, 0, 0);
    if (!edge.intersects(QFontMetricsF(painter.font()).boundingRect(bar, Qt::AlignCenter, text))) {
        painter.setClipRect(edge);
        painter.setBrush(shades.edge);
        painter.drawRoundedRect(bar, radius, radius);
    }
    painter.setClipping(false);
    painter.setPen(shades.text);
    painter.drawText(bar, Qt::AlignCenter, text);
    painter.restore();
}

void NodeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const NodeTable *>(index.model());
    const int column = index.column();
    const bool isOurs =
        column == NodeTableModel::Stage || column == NodeTableModel::ProgressColumn || column == NodeTableModel::Trend;
    if (!model || model->section(index.row()) || !isOurs) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const NodeStatus &node = model->status(index.row());
    const bool isSelected = option.state & QStyle::State_Selected;
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const int permille = NodeTableModel::permille(node);
    if (column == NodeTableModel::Stage) {
        const int side = std::min(14, option.rect.height() - 6);
        const QRectF square(option.rect.left() + margin, option.rect.center().y() - side / 2.0 + 0.5, side, side);
        StateLook::paint(*painter, square, {node.state, permille}, option.palette);
        painter->save();
        painter->setPen(textColour(option));
        const QRect rest = option.rect.adjusted(margin + side + 6, 0, -2, 0);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(StateLook::word(node.state), Qt::ElideRight, rest.width()));
        painter->restore();
    } else if (column == NodeTableModel::Trend) {
        paintTrend(*painter, option.rect, model->figures(index.row()),
                   isSelected ? textColour(option) : accentColour(Accent::Busy, option.palette));
    } else if (permille >= 0) {
        paintProgress(*painter, option, permille, index.data().toString());
    }
}

QSize NodeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), option.fontMetrics.height() + 8));
    return size;
}

} // namespace cid
