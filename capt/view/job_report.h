// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/job_run.h"

namespace cid {

/// What to say at the end of a job.
struct JobReport
{
    QStringList out; ///< lines for standard output
    QStringList errors; ///< lines for standard error: every node that failed, with stage and reason
};

[[nodiscard]] JobReport reportOf(const JobRun &run, JobRun::Outcome outcome, const Error &error);

} // namespace cid
