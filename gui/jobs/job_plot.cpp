// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/jobs/job_plot.h"

#include "gui/widgets/theme.h"

#include <QEvent>
#include <QVBoxLayout>

// QCustomPlot spells signals and slots as everybody did then.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int samples = 240;
constexpr int failedGraph = 0;
constexpr int busyGraph = 1;
constexpr int runningGraph = 2;
constexpr int rateGraph = 3;

} // namespace

JobPlot::JobPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot)
    , m_mark(new QCPItemStraightLine(m_plot))
{
    m_plot->setAccessibleName(tr("The job over time"));
    m_plot->setMinimumHeight(150);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    // Stacked: each graph is the sum of those below it.
    for (int i = 0; i < rateGraph; ++i)
        m_plot->addGraph();
    m_plot->addGraph(m_plot->xAxis, m_plot->yAxis2);
    m_plot->graph(busyGraph)->setChannelFillGraph(m_plot->graph(failedGraph));
    m_plot->graph(runningGraph)->setChannelFillGraph(m_plot->graph(busyGraph));
    const QStringList names{tr("Failed"), tr("Busy"), tr("Running"), tr("MB/s")};
    for (int i = 0; i < names.size(); ++i)
        m_plot->graph(i)->setName(names[i]);
    const QSharedPointer<QCPAxisTickerDateTime> ticker(new QCPAxisTickerDateTime);
    ticker->setDateTimeFormat(u"HH:mm:ss"_s);
    m_plot->xAxis->setTicker(ticker);
    m_plot->yAxis->setLabel(tr("Nodes"));
    m_plot->yAxis2->setLabel(tr("MB/s"));
    m_plot->yAxis2->setVisible(true);
    m_plot->legend->setVisible(true);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    m_mark->setVisible(false);
    colour();
}

void JobPlot::setReplay(const JobReplay &replay)
{
    QVector<double> times;
    QVector<double> failed;
    QVector<double> busy;
    QVector<double> running;
    const qint64 length = replay.end() - replay.begin();
    for (int i = 0; !replay.isEmpty() && i <= samples; ++i) {
        const qint64 time = replay.begin() + length * i / samples;
        const JobReplay::Count count = replay.countAt(time);
        times.append(static_cast<double>(time) / 1000);
        failed.append(count.failed);
        busy.append(count.failed + count.busy);
        running.append(count.failed + count.busy + count.running);
    }
    m_plot->graph(failedGraph)->setData(times, failed, true);
    m_plot->graph(busyGraph)->setData(times, busy, true);
    m_plot->graph(runningGraph)->setData(times, running, true);
    m_plot->xAxis->rescale();
    m_plot->yAxis->rescale();
    m_plot->yAxis->setRangeLower(0);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void JobPlot::addRate(qint64 time, double bytesPerSecond)
{
    m_plot->graph(rateGraph)->addData(static_cast<double>(time) / 1000, bytesPerSecond / 1e6);
    m_plot->yAxis2->rescale();
    m_plot->yAxis2->setRangeLower(0);
    m_plot->yAxis2->setRangeUpper(std::max(10.0, m_plot->yAxis2->range().upper * 1.1));
    m_plot->xAxis->rescale();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void JobPlot::clearRates()
{
    m_plot->graph(rateGraph)->data()->clear();
}

void JobPlot::setMark(qint64 time)
{
    const double at = static_cast<double>(time) / 1000;
    m_mark->setVisible(time > 0);
    m_mark->point1->setCoords(at, 0);
    m_mark->point2->setCoords(at, 1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void JobPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void JobPlot::colour()
{
    const QColor text = palette().color(QPalette::WindowText);
    const QColor faint = mixed(text, palette().color(QPalette::Base), 0.8);
    m_plot->setBackground(palette().color(QPalette::Base));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis, m_plot->yAxis2}) {
        axis->setBasePen(QPen(faint));
        axis->setTickPen(QPen(faint));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(quietText(palette()));
        axis->setLabelColor(quietText(palette()));
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(faint, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    const auto fill = [this](int graph, Accent accent) {
        QColor line = accentColour(accent, palette());
        m_plot->graph(graph)->setPen(QPen(line, 1.2));
        line.setAlpha(90);
        m_plot->graph(graph)->setBrush(line);
    };
    fill(failedGraph, Accent::Bad);
    fill(busyGraph, Accent::Busy);
    fill(runningGraph, Accent::Good);
    m_plot->graph(rateGraph)->setPen(QPen(accentColour(Accent::Waiting, palette()), 2));
    m_plot->legend->setBrush(Qt::NoBrush);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(text);
    m_plot->legend->setFont(font());
    m_mark->setPen(QPen(text, 1.5, Qt::DashLine));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace cid
