// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/stage_strip.h"

#include "gui/nodes/state_look.h"

#include <QLocale>
#include <QPainter>

#include <numeric>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int stripHeight = 18;

} // namespace

StageStrip::StageStrip(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Nodes by stage"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StageStrip::sizeHint() const
{
    return {300, stripHeight + fontMetrics().height() * 2 + 14};
}

QList<StageStrip::Part> StageStrip::parts() const
{
    QList<Part> parts;
    const auto add = [&parts](const QString &word, int count, const QColor &colour) {
        if (count > 0)
            parts.append({word, count, colour});
    };
    add(tr("Done"), m_figures.done, accentColour(Accent::Good, palette()));
    const QColor busy = accentColour(Accent::Busy, palette());
    // The further, the fuller the colour.
    for (int i = nodeStateCount - 1; i >= 0; --i) {
        const auto state = static_cast<NodeState>(i);
        const double share = 0.55 - 0.55 * i / static_cast<double>(NodeState::RebootingSwitch);
        add(StateLook::word(state), m_figures.stages[static_cast<size_t>(i)],
            mixed(busy, palette().color(QPalette::Base), std::max(0.0, share)));
    }
    add(tr("Queued"), m_figures.queued, accentColour(Accent::Quiet, palette()));
    add(tr("Failed"), m_figures.failed, accentColour(Accent::Bad, palette()));
    return parts;
}

void StageStrip::setFigures(const JobFigures &figures)
{
    m_figures = figures;
    QStringList words;
    for (const Part &part : parts())
        words << u"%1 %2"_s.arg(part.word).arg(part.count);
    setAccessibleDescription(words.join(u", "_s));
    update();
}

void StageStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QList<Part> all = parts();
    const int total =
        std::accumulate(all.begin(), all.end(), 0, [](int sum, const Part &part) { return sum + part.count; });
    if (total == 0)
        return;
    qreal x = 0;
    qreal legend = 0;
    int line = 0;
    for (const Part &part : all) {
        const qreal length = static_cast<qreal>(width()) * part.count / total;
        painter.fillRect(QRectF(x, 0, std::max(1.0, length - 1), stripHeight), part.colour);
        x += length;
        const QString text = part.word + u' ' + QLocale().toString(part.count);
        const int advance = fontMetrics().horizontalAdvance(text) + 34;
        if (legend + advance > width() && line == 0) {
            legend = 0;
            line = 1;
        }
        const qreal y = stripHeight + 6 + line * (fontMetrics().height() + 2);
        painter.fillRect(QRectF(legend, y + fontMetrics().height() / 2.0 - 4, 9, 9), part.colour);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QPointF(legend + 14, y + fontMetrics().ascent()), text);
        legend += advance;
    }
}

} // namespace cid
