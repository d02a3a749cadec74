// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/progress_teller.h"

namespace cid {

ProgressTeller::ProgressTeller(std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(interval);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_newest)
            tell();
    });
}

void ProgressTeller::note(const Progress &progress)
{
    m_newest = progress;
    if (!m_timer.isActive())
        tell();
}

void ProgressTeller::tell()
{
    m_timer.start();
    const Progress progress = *m_newest;
    m_newest.reset();
    Q_EMIT due(progress);
}

} // namespace cid
