// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/node.h"
#include "common/jobs/job_log.h"
#include "common/system/file_system.h"
#include "common/system/process_runner.h"

#include <functional>
#include <memory>

namespace cid {

/// Who hears what a running job says. Called on the worker thread.
struct JobObserver
{
    std::function<void(const QString &line)> line;
    std::function<void(const Progress &progress)> progress;
};

/// What a job may use while it runs: programs and files, each command logged with its output; the request to stop;
/// the way to say how far it is. Lives on the worker thread as long as the run does.
class JobContext
{
public:
    JobContext(ProcessRunner &runner, FileSystem &files, CancelToken cancel = {}, JobObserver observer = {});
    ~JobContext();
    JobContext(const JobContext &) = delete;
    JobContext &operator=(const JobContext &) = delete;

    /// Logs each command, and stops it when the job is cancelled.
    [[nodiscard]] ProcessRunner &runner();
    [[nodiscard]] FileSystem &files() { return m_files; }
    [[nodiscard]] const CancelToken &cancel() const { return m_cancel; }
    [[nodiscard]] const JobLog &log() const { return m_log; }

    void beginJob(const QString &description);
    void endJob(const Status &status);
    /// Says in the log what is done next.
    void step(const QString &text);
    /// Bytes done so far; the newest wins.
    void progress(const Progress &progress);

private:
    class LoggingRunner;
    void say(const QString &line);

    FileSystem &m_files;
    CancelToken m_cancel;
    JobObserver m_observer;
    JobLog m_log;
    std::unique_ptr<LoggingRunner> m_runner;
};

} // namespace cid
