// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/job_context.h"
#include "common/system/pool_task.h"

#include <QObject>
#include <QThreadPool>

#include <deque>
#include <functional>
#include <memory>

namespace cid {

/// Runs tasks that block on a shared pool, one after the other, each with a context of its own, and brings what they
/// found back to its own thread. Borrows the pool, the runner and the files. Whoever deletes it waits for the pool
/// first.
class SerialWorker : public QObject
{
public:
    SerialWorker(QThreadPool *pool, ProcessRunner *runner, FileSystem *files)
        : m_pool(pool)
        , m_runner(runner)
        , m_files(files)
    { }

    /// \a work on the pool, then \a then here with its result.
    template <typename T> void run(std::function<T(JobContext &)> work, std::function<void(T)> then)
    {
        m_waiting.push_back([this, work = std::move(work), then = std::move(then)] {
            JobContext context(*m_runner, *m_files);
            auto result = std::make_shared<T>(work(context));
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
    ProcessRunner *m_runner;
    FileSystem *m_files;
    std::deque<std::function<void()>> m_waiting;
    bool m_isBusy = false;
};

} // namespace cid
