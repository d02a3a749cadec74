// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/call_queue.h"

#include <QElapsedTimer>
#include <QPointer>

#include <iterator>

namespace cid {

namespace {

/// Of one turn.
constexpr qint64 turnMs = 5;
/// Calls between two looks at the clock.
constexpr int callsPerLook = 8;

} // namespace

CallQueue::CallQueue(QObject *parent)
    : QObject(parent)
    , m_next(this)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &CallQueue::run);
}

CallQueue::~CallQueue()
{
    // Under the lock, so that what other threads wrote into the calls is seen by this one, which ends them.
    std::vector<Call> left;
    const std::lock_guard lock(m_mutex);
    left.swap(m_posted);
}

void CallQueue::post(Call call)
{
    bool wasAwake = false;
    {
        const std::lock_guard lock(m_mutex);
        m_posted.push_back(std::move(call));
        wasAwake = std::exchange(m_isAwake, true);
    }
    if (!wasAwake)
        QMetaObject::invokeMethod(this, &CallQueue::run, Qt::QueuedConnection);
}

bool CallQueue::refill()
{
    if (!m_due.empty())
        return true;
    std::vector<Call> posted;
    {
        const std::lock_guard lock(m_mutex);
        posted.swap(m_posted);
        m_isAwake = !posted.empty();
    }
    m_due.insert(m_due.end(), std::make_move_iterator(posted.begin()), std::make_move_iterator(posted.end()));
    return !m_due.empty();
}

void CallQueue::run()
{
    QElapsedTimer turn;
    turn.start();
    const QPointer<CallQueue> self(this);
    while (refill()) {
        for (int i = 0; i < callsPerLook && !m_due.empty(); ++i) {
            const Call call = std::move(m_due.front());
            m_due.pop_front();
            call();
            if (!self)
                return;
        }
        if (turn.elapsed() >= turnMs) {
            m_next.start(0);
            return;
        }
    }
}

} // namespace cid
