// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/heartbeat.h"

#include <algorithm>

namespace cid {

Heartbeat::Heartbeat(int intervalMs, QObject *parent)
    : QObject(parent)
    , m_timer(this)
{
    m_timer.setTimerType(Qt::CoarseTimer);
    m_timer.setInterval(std::max(1, intervalMs / static_cast<int>(partCount)));
    connect(&m_timer, &QTimer::timeout, this, &Heartbeat::tick);
}

void Heartbeat::add(FramedLink *link)
{
    const size_t part = m_adding;
    m_adding = (m_adding + 1) % partCount;
    m_parts[part].append(link);
    ++m_count;
    // destroyed() alone would be too late for a link that was closed and waits for its deletion.
    connect(link, &Link::closed, this, [this, link, part] { remove(link, part); });
    connect(link, &QObject::destroyed, this, [this, link, part] { remove(link, part); });
    if (!m_timer.isActive())
        m_timer.start();
}

void Heartbeat::remove(FramedLink *link, size_t part)
{
    const qsizetype index = m_parts[part].indexOf(link);
    if (index < 0)
        return;
    // A part that is being walked through keeps its places until the walk is over.
    if (m_walking)
        m_parts[part][index] = nullptr;
    else
        m_parts[part].removeAt(index);
    if (--m_count == 0)
        m_timer.stop();
}

void Heartbeat::tick()
{
    QList<FramedLink *> &links = m_parts[m_next];
    m_next = (m_next + 1) % partCount;
    m_walking = true;
    const qsizetype count = links.size();
    for (qsizetype i = 0; i < count; ++i) {
        if (links[i])
            links[i]->beat();
    }
    m_walking = false;
    links.removeAll(nullptr);
}

} // namespace cid
