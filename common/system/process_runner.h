// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"
#include "common/system/cancel_token.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>

namespace cid {

/// One program to run. Arguments go to it as they are: no shell ever sees them.
struct Command
{
    QString program; ///< a path, or a name that is looked for in the usual folders
    QStringList arguments;
    QByteArray input; ///< written to its standard input, which is then closed
    std::chrono::milliseconds deadline{60'000};
    ByteCount maxOutput = 1 * MiB; ///< of each stream; what comes after it is dropped
    CancelToken cancel;

    /// "sfdisk --json /dev/vda", for logs and previews; arguments with blanks are quoted.
    [[nodiscard]] QString toString() const;
};

struct CommandOutput
{
    int exitCode = 0;
    QByteArray standardOutput;
    QByteArray standardError;
};

/// Runs programs. The local one starts processes; tests replace it by one that records, answers or fails.
class ProcessRunner
{
public:
    ProcessRunner() = default;
    virtual ~ProcessRunner() = default;
    ProcessRunner(const ProcessRunner &) = delete;
    ProcessRunner &operator=(const ProcessRunner &) = delete;

    /// Blocks the calling thread (a worker thread) until the program ended. NotFound "process.not-found" where there
    /// is no such program, Timeout "process.timeout" and Cancelled "job.cancelled" after it was killed, Io
    /// "process.signal" where a signal ended it. A non-zero exit code is no error here: see runChecked.
    [[nodiscard]] virtual Result<CommandOutput> run(const Command &command) = 0;
};

/// Runs \a command and takes a non-zero exit code for an error: Io "process.failed" with the arguments command, exit
/// and stderr (its last lines). Returns standard output.
[[nodiscard]] Result<QByteArray> runChecked(ProcessRunner &runner, const Command &command);

/// Starts processes of this machine. Has no state; safe from any thread. A process does not outlive the thread that
/// waits for it, and its whole process group is killed at the deadline.
class LocalProcessRunner final : public ProcessRunner
{
public:
    [[nodiscard]] Result<CommandOutput> run(const Command &command) override;
};

} // namespace cid
