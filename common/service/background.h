// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QString>

namespace cid {

/// The way of a SysV daemon into the background. Called before QCoreApplication and before any thread exists. The
/// first process waits until the daemon is up, so that an rc script's exit code tells whether it is.
class Background
{
public:
    Background() = default;
    ~Background();
    Background(const Background &) = delete;
    Background &operator=(const Background &) = delete;

    /// Forks twice with a session of its own and returns in the daemon only. The process that called it ends with 0
    /// once finish() was called, with 1 where the daemon ended before that. Io "service.fork" where nothing happened.
    [[nodiscard]] Status enter();
    /// The daemon is up: standard input and output become /dev/null, standard error goes to the end of \a logFile
    /// (0640), and the waiting process ends. Does nothing without enter(). Io "service.log" where it cannot be opened.
    [[nodiscard]] Status finish(const QString &logFile);
    [[nodiscard]] bool isEntered() const { return m_entered; }

private:
    int m_pipe = -1;
    bool m_entered = false;
};

/// Points standard error at the end of \a logFile; again after a log rotation.
[[nodiscard]] Status redirectLog(const QString &logFile);

} // namespace cid
