// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/models/job_figures.h"

#include <QWidget>

class QCustomPlot;
class QCPItemStraightLine;

namespace cid {

/// A job over time: how many nodes ran, were busy or had failed, and the bytes a second of all of them while it was
/// watched. A line marks the moment that is replayed.
class JobPlot : public QWidget
{
    Q_OBJECT
public:
    explicit JobPlot(QWidget *parent = nullptr);

    void setReplay(const JobReplay &replay);
    /// Bytes a second at a time, in ms since the epoch.
    void addRate(qint64 time, double bytesPerSecond);
    void clearRates();
    void setMark(qint64 time);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();

    QCustomPlot *m_plot;
    QCPItemStraightLine *m_mark;
};

} // namespace cid
