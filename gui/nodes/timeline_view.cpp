// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/timeline_view.h"

#include "gui/nodes/node_table.h"
#include "gui/nodes/state_look.h"

#include <QPainter>

#include <algorithm>

namespace cid {

namespace {

constexpr int barHeight = 14;
constexpr int edge = 8;

int rowHeight(const QFontMetrics &metrics)
{
    return std::max(metrics.height(), barHeight) + 8;
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Stages of this deployment"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
}

QList<TimelineView::Bar> TimelineView::barsOf(const NodeDetail &detail, qint64 now)
{
    QList<Bar> bars;
    for (const Event &event : detail.events) {
        const auto from = nodeStateFromName(event.from);
        // What came before the deployment is no part of it.
        if (event.what == "state" && from && (isBusy(*from) || !bars.isEmpty()))
            bars.append({*from, event.duration, false, event.reason});
    }
    const NodeStatus &status = detail.status;
    if (isBusy(status.state) || status.state == NodeState::Failed)
        bars.append(
            {status.state, status.since > 0 ? now - status.since : 0, isBusy(status.state), status.failure.reason});
    return bars;
}

QMap<NodeState, qint64> TimelineView::mediansOf(const QList<Event> &events)
{
    QMap<NodeState, QList<qint64>> times;
    for (const Event &event : events) {
        const auto from = nodeStateFromName(event.from);
        if (event.what == "state" && from && isBusy(*from))
            times[*from].append(event.duration);
    }
    QMap<NodeState, qint64> medians;
    for (auto it = times.begin(); it != times.end(); ++it) {
        const auto middle = it->begin() + it->size() / 2;
        std::nth_element(it->begin(), middle, it->end());
        medians.insert(it.key(), *middle);
    }
    return medians;
}

void TimelineView::setBars(const QList<Bar> &bars)
{
    m_bars = bars;
    updateGeometry();
    update();
}

void TimelineView::setMedians(const QMap<NodeState, qint64> &medians)
{
    m_medians = medians;
    update();
}

QSize TimelineView::sizeHint() const
{
    return {320, static_cast<int>(std::max<qsizetype>(1, m_bars.size())) * rowHeight(fontMetrics()) + 2 * edge + 18};
}

TimelineView::Columns TimelineView::columns() const
{
    Columns columns;
    for (const Bar &bar : m_bars) {
        columns.nameWidth = std::max(columns.nameWidth, fontMetrics().horizontalAdvance(StateLook::word(bar.stage)));
        if (bar.stage != NodeState::Failed)
            columns.longest = std::max({columns.longest, bar.milliseconds, m_medians.value(bar.stage)});
    }
    columns.timeWidth = fontMetrics().horizontalAdvance(durationText(35'999'000)) + 8;
    columns.left = edge + columns.nameWidth + 12;
    columns.room = std::max(20, width() - columns.left - columns.timeWidth - edge);
    return columns;
}

void TimelineView::paintBar(QPainter &painter, const Bar &bar, const Columns &columns, int y) const
{
    const int height = rowHeight(fontMetrics()) - 4;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(edge, y, columns.nameWidth, height), Qt::AlignLeft | Qt::AlignVCenter,
                     StateLook::word(bar.stage));
    const QColor colour = accentColour(StateLook::accent(bar.stage), palette());
    const auto length = static_cast<int>(std::min(bar.milliseconds, columns.longest) * columns.room / columns.longest);
    const QRectF box(columns.left, y + (height - barHeight) / 2.0, std::max(2, length), barHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar.isRunning ? QBrush(colour, Qt::Dense4Pattern) : QBrush(colour));
    painter.drawRoundedRect(box, 3, 3);
    qreal end = box.right();
    if (m_medians.contains(bar.stage)) {
        const qreal x = columns.left
            + static_cast<qreal>(m_medians[bar.stage] * columns.room) / static_cast<qreal>(columns.longest);
        painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
        painter.drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom() + 2));
        // The time stands behind the mark where that would cross it out.
        if (x > end && x < end + columns.timeWidth)
            end = x;
    }
    painter.setPen(quietText(palette()));
    painter.drawText(QRectF(end + 6, y, columns.timeWidth, height), Qt::AlignLeft | Qt::AlignVCenter,
                     durationText(bar.milliseconds));
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_bars.isEmpty()) {
        painter.setPen(quietText(palette()));
        painter.drawText(rect(), Qt::AlignCenter, tr("No deployment yet"));
        return;
    }
    const Columns columns = this->columns();
    int y = edge;
    for (const Bar &bar : std::as_const(m_bars)) {
        paintBar(painter, bar, columns, y);
        y += rowHeight(fontMetrics());
    }
    painter.setPen(quietText(palette()));
    if (!m_medians.isEmpty())
        painter.drawText(QRect(columns.left, y, width() - columns.left, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("| median of this job's nodes"));
}

} // namespace cid
