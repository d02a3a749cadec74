// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/blancmange/size_chart.h"

#include "gui/widgets/theme.h"

#include <QEvent>
#include <QLocale>
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

constexpr qsizetype shownPackages = 12;
constexpr double megabyte = 1e6;
constexpr double barWidth = 0.36;

} // namespace

SizeChart::SizeChart(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot)
    , m_unpacked(new QCPBars(m_plot->yAxis, m_plot->xAxis))
    , m_packed(new QCPBars(m_plot->yAxis, m_plot->xAxis))
{
    m_plot->setAccessibleName(tr("Sizes by package"));
    m_plot->setMinimumHeight(200);
    m_plot->xAxis->setLabel(tr("MB in the initramfs"));
    m_plot->legend->setVisible(true);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignBottom | Qt::AlignRight);
    m_unpacked->setName(tr("Unpacked"));
    m_packed->setName(tr("Packed"));
    m_unpacked->setWidth(barWidth);
    m_packed->setWidth(barWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    colour();
}

void SizeChart::setSizes(const QList<PackageSize> &sizes)
{
    const QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    QVector<double> places;
    QVector<double> otherPlaces;
    QVector<double> packed;
    QVector<double> unpacked;
    const qsizetype count = std::min(sizes.size(), shownPackages);
    QStringList said;
    for (qsizetype i = 0; i < count; ++i) {
        const auto place = static_cast<double>(count - i);
        names->addTick(place, sizes[i].package);
        places.append(place + barWidth / 2);
        otherPlaces.append(place - barWidth / 2);
        packed.append(static_cast<double>(sizes[i].packed) / megabyte);
        unpacked.append(static_cast<double>(sizes[i].unpacked) / megabyte);
        said << tr("%1: %2 packed, %3 unpacked")
                    .arg(sizes[i].package, QLocale().formattedDataSize(sizes[i].packed),
                         QLocale().formattedDataSize(sizes[i].unpacked));
    }
    m_plot->setAccessibleDescription(said.join(u'\n'));
    m_plot->setToolTip(said.join(u'\n'));
    m_plot->yAxis->setTicker(names);
    m_packed->setData(places, packed, true);
    m_unpacked->setData(otherPlaces, unpacked, true);
    m_plot->yAxis->setRange(0.2, static_cast<double>(std::max<qsizetype>(count, 1)) + 0.8);
    m_plot->xAxis->rescale();
    m_plot->xAxis->setRangeLower(0);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SizeChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void SizeChart::colour()
{
    const QColor text = palette().color(QPalette::Text);
    const QColor base = palette().color(QPalette::Base);
    const QColor quiet = quietText(palette());
    m_plot->setBackground(base);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(quiet);
        axis->setTickPen(quiet);
        axis->setSubTickPen(quiet);
        axis->setLabelColor(text);
        axis->setTickLabelColor(text);
        axis->setLabelFont(font());
        axis->setTickLabelFont(font());
        axis->grid()->setPen(QPen(mixed(base, quiet, 0.3), 1, Qt::DotLine));
    }
    m_plot->legend->setBrush(base);
    m_plot->legend->setBorderPen(quiet);
    m_plot->legend->setTextColor(text);
    m_plot->legend->setFont(font());
    const QColor strong = accentColour(Accent::Busy, palette());
    m_packed->setPen(strong);
    m_packed->setBrush(strong);
    m_unpacked->setPen(strong);
    m_unpacked->setBrush(mixed(base, strong, 0.35));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace cid
