// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/disk_wait.h"

#include <algorithm>
#include <utility>

namespace cid {

using namespace std::chrono_literals;

DiskWait::DiskWait(const Clock &clock, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_patience(patience)
{
    m_timer.setInterval(std::min<std::chrono::milliseconds>(1s, patience));
    connect(&m_timer, &QTimer::timeout, this, &DiskWait::look);
}

void DiskWait::begin()
{
    m_begun = m_clock.monotonic();
    m_timer.start();
}

bool DiskWait::isNews(const QString &reason)
{
    return std::exchange(m_told, reason) != reason;
}

void DiskWait::look()
{
    if (!m_timer.isActive() || m_clock.monotonic() - m_begun < m_patience)
        return;
    m_timer.stop();
    Q_EMIT due();
}

} // namespace cid
