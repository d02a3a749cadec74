// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"

#include <QTimer>

namespace cid {

/// An order lacks its disk: it is tried again each time that the patience is over, since many disks come late behind a
/// controller. Each reason is told once. Lives on the agent's thread; the clock outlives it.
class DiskWait : public QObject
{
    Q_OBJECT
public:
    DiskWait(const Clock &clock, std::chrono::milliseconds patience, QObject *parent = nullptr);

    /// From now on, once.
    void begin();
    /// What is tried now is not due any more. What was told stays told.
    void stop() { m_timer.stop(); }
    /// True where \a reason is not the one that was told last; it counts as told then.
    [[nodiscard]] bool isNews(const QString &reason);
    /// Whatever was told is about an order that is over.
    void forget() { m_told.clear(); }
    /// What its timer does: due() where the patience is over.
    void look();

Q_SIGNALS:
    void due();

private:
    const Clock &m_clock;
    const std::chrono::milliseconds m_patience;
    std::chrono::milliseconds m_begun{0};
    QTimer m_timer;
    QString m_told;
};

} // namespace cid
