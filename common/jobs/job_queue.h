// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"

#include <QObject>
#include <QThreadPool>

namespace cid {

/// Runs jobs one after the other on a thread of a pool and tells its own thread how it goes. Created, used and
/// destroyed on its own thread (one with an event loop); the pool, the runner and the files outlive it.
class JobQueue : public QObject
{
    Q_OBJECT

public:
    JobQueue(QThreadPool *pool, ProcessRunner *runner, FileSystem *files, QObject *parent = nullptr);
    /// Cancels what runs and waits until its thread let go of the jobs.
    ~JobQueue() override;

    /// Starts \a jobs (borrowed: they live until finished() or the queue's end); Conflict "jobs.busy" while others run.
    [[nodiscard]] Status start(const std::vector<WorkJob *> &jobs);
    [[nodiscard]] bool isRunning() const;
    /// Asks what runs to stop; finished() then comes with Cancelled, or with what the last job came to.
    void cancel();

Q_SIGNALS:
    /// The newest bytes done; at most one signal for each turn of the event loop.
    void progressed(const cid::Progress &progress);
    /// Lines as they come, several at a time.
    void logged(const QStringList &lines);
    /// Comes once for each start().
    void finished(const cid::Status &status, const cid::JobLog &log);

private:
    class Run;

    void flush();
    void finish(const std::shared_ptr<Run> &run);

    QThreadPool *const m_pool;
    ProcessRunner *const m_runner;
    FileSystem *const m_files;
    std::shared_ptr<Run> m_run;
};

} // namespace cid
