// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/metrics/open_metrics.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <chrono>

namespace cid {

/// cidd itself in figures. Lives on the main thread.
class ServerFigures : public QObject
{
    Q_OBJECT
public:
    /// What only others know at the moment of reading.
    struct Moment
    {
        qint64 sentBytes = 0; ///< of images, since the start
        qint64 connections = 0; ///< of peers that proved themselves
    };
    explicit ServerFigures(QObject *parent = nullptr);

    void noteCommit(std::chrono::microseconds took);
    /// \a code as in Refusal: cidd's own, not the peer's words.
    void noteRefusal(const QByteArray &code) { ++m_refused[code]; }
    void write(OpenMetrics &metrics, const Moment &moment) const;

private:
    void tick();

    Histogram m_commits;
    Histogram m_lag;
    QHash<QByteArray, qint64> m_refused;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
};

} // namespace cid
