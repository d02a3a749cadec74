// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/job_run.h"

namespace cid {

/// How cidcapt and cidctl end; cidcapt(8) documents the numbers, which never change.
enum class ExitCode : quint8 {
    Success = 0, ///< All nodes run the image.
    NodeFailed = 1, ///< Some node does not and will not; also: the job was cancelled.
    Usage = 2, ///< The call or the configuration is wrong; no such node or image.
    Unreachable = 3, ///< No server was found before the deadline.
    Refused = 4, ///< cidd refused the request or the key.
    Deadline = 5, ///< Nodes were still on their way.
    Changed = 6, ///< cidctl capture: files changed while they were read.
};

/// Whose exit codes cidcapt speaks.
enum class ExitDialect : quint8 { Plain, Moab, Torque, Slurm, OpenPbs };

/// "plain", "moab", "torque", "slurm" or "openpbs".
[[nodiscard]] std::optional<ExitDialect> exitDialectFromName(const QString &name);

/// The process's exit status: what makes that scheduler do the sensible thing (docs/SCHEDULERS.md).
///   plain, moab, slurm  the codes as they are: every other than 0 keeps the job from starting
///   torque              1 aborts the job: Usage, Refused. Above 1 requeues it: NodeFailed becomes 6
///   openpbs             1 says that the nodes are ready and were not restarted by PBS: Success. 2 and above take the
///                       node offline: NodeFailed becomes 6
[[nodiscard]] int exitStatus(ExitCode code, ExitDialect dialect);

[[nodiscard]] ExitCode exitCodeOf(JobRun::Outcome outcome);
/// For an error in answer to a question.
[[nodiscard]] ExitCode exitCodeOf(const Error &error);

} // namespace cid
