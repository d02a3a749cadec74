// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/job_tally.h"

namespace cid {

/// How far a job is, without a look at its nodes. Those without a deployment ran the image already.
[[nodiscard]] inline JobCounts countsOf(const Job &job, const JobTally &tally)
{
    const auto count = [&tally](DeploymentState state) { return static_cast<int>(tally.count(state)); };
    JobCounts counts;
    counts.nodes = static_cast<int>(job.nodes.size());
    counts.open = count(DeploymentState::Queued) + count(DeploymentState::Open);
    counts.failed = count(DeploymentState::Failed) + count(DeploymentState::Cancelled);
    counts.done = counts.nodes - counts.open - counts.failed;
    return counts;
}

} // namespace cid
