// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/exit_code.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int nodeFailedElsewhere = 6; // Where the scheduler gives 1 a meaning of its own.

} // namespace

std::optional<ExitDialect> exitDialectFromName(const QString &name)
{
    static const QStringList names{u"plain"_s, u"moab"_s, u"torque"_s, u"slurm"_s, u"openpbs"_s};
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<ExitDialect>(index));
}

int exitStatus(ExitCode code, ExitDialect dialect)
{
    const int plain = static_cast<int>(code);
    if (dialect == ExitDialect::Torque) {
        if (code == ExitCode::Usage || code == ExitCode::Refused)
            return 1;
        return code == ExitCode::NodeFailed ? nodeFailedElsewhere : plain;
    }
    if (dialect == ExitDialect::OpenPbs) {
        if (code == ExitCode::Success)
            return 1;
        return code == ExitCode::NodeFailed ? nodeFailedElsewhere : plain;
    }
    return plain;
}

ExitCode exitCodeOf(JobRun::Outcome outcome)
{
    switch (outcome) {
    case JobRun::Outcome::AllRunning:
        return ExitCode::Success;
    case JobRun::Outcome::SomeFailed:
    case JobRun::Outcome::Cancelled:
        return ExitCode::NodeFailed;
    case JobRun::Outcome::DeadlinePassed:
        return ExitCode::Deadline;
    case JobRun::Outcome::BadRequest:
        return ExitCode::Usage;
    case JobRun::Outcome::Refused:
        return ExitCode::Refused;
    case JobRun::Outcome::Unreachable:
        break;
    }
    return ExitCode::Unreachable;
}

ExitCode exitCodeOf(const Error &error)
{
    if (error.code == "link.refused" || error.code == "link.version")
        return ExitCode::Refused;
    if (error.code == "capture.changed")
        return ExitCode::Changed;
    if (CidClient::isLinkError(error))
        return ExitCode::Unreachable;
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::NotFound:
        return ExitCode::Usage;
    case ErrorKind::Unavailable:
        return ExitCode::Unreachable;
    case ErrorKind::Timeout:
        return ExitCode::Deadline;
    case ErrorKind::Refused:
    case ErrorKind::Conflict:
        return ExitCode::Refused;
    default:
        return ExitCode::NodeFailed;
    }
}

} // namespace cid
