// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

#include <QWidget>

class QCPBars;
class QCustomPlot;

namespace cid {

/// How much room each package takes in the initramfs, as bars; the largest at the top.
class SizeChart : public QWidget
{
    Q_OBJECT
public:
    explicit SizeChart(QWidget *parent = nullptr);

    void setSizes(const QList<PackageSize> &sizes);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    QCustomPlot *m_plot;
    QCPBars *m_unpacked;
    QCPBars *m_packed;
};

} // namespace cid
