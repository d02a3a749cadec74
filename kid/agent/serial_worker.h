// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/pool_task.h"

#include <QObject>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <memory>

namespace cid {

/// Runs tasks that block on a shared pool, one after the other, and brings what they found back to its own thread.
/// Whoever deletes it waits for the pool first.
class SerialWorker : public QObject
{
public:
    explicit SerialWorker(QThreadPool *pool)
        : m_pool(pool)
    { }

    /// \a work on the pool, then \a then here with its result.
    template <typename T> void run(std::function<T()> work, std::function<void(T)> then)
    {
        m_waiting.push_back([this, work = std::move(work), then = std::move(then)] {
            auto result = std::make_shared<T>(work());
            const auto take = [this, then, result] {
                m_isBusy = false;
                startNext();
                then(std::move(*result));
            };
            QMetaObject::invokeMethod(this, take, Qt::QueuedConnection);
        });
        startNext();
    }

private:
    void startNext()
    {
        if (m_isBusy || m_waiting.empty())
            return;
        m_isBusy = true;
        startOnPool(*m_pool, std::move(m_waiting.front()));
        m_waiting.pop_front();
    }

    QThreadPool *m_pool;
    std::deque<std::function<void()>> m_waiting;
    bool m_isBusy = false;
};

} // namespace cid
