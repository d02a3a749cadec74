// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/unique_fd.h"

#include <QByteArray>
#include <QList>

#include <sys/types.h>

namespace cid {

/// A program that was started: the leader of a process group of its own, with our ends of its three streams. It is
/// killed when the thread that started it ends, and killed and reaped at the end of this.
class ChildProcess
{
public:
    /// \a program is a path; \a arguments are all of argv. NotFound "process.not-found", Io "process.start".
    [[nodiscard]] static Result<ChildProcess> start(const QByteArray &program, const QList<QByteArray> &arguments);
    ChildProcess(ChildProcess &&other) noexcept;
    ChildProcess &operator=(ChildProcess &&other) = delete;
    ~ChildProcess();

    UniqueFd input;
    UniqueFd output;
    UniqueFd error;
    /// Readable when the program ended.
    UniqueFd ended;

    /// Kills the whole process group.
    void kill() const;
    /// Blocks until the program ended; the status as waitpid gives it.
    [[nodiscard]] int wait();

private:
    explicit ChildProcess(pid_t pid);

    pid_t m_pid = -1;
};

} // namespace cid
