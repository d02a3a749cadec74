// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/job_context.h"

namespace cid {

/// One all-or-nothing piece of work on a machine (the plain word Job belongs to the scheduler's request). A job that
/// fails leaves behind nothing that a second run could mistake for success: no mounts, no half-written validity mark.
class WorkJob
{
public:
    WorkJob() = default;
    virtual ~WorkJob() = default;
    WorkJob(const WorkJob &) = delete;
    WorkJob &operator=(const WorkJob &) = delete;

    /// One line for previews and logs: what is done to which disk, partition or file.
    [[nodiscard]] virtual QString description() const = 0;
    /// How many steps a progress bar should have; at least 1.
    [[nodiscard]] virtual int steps() const { return 1; }
    /// Does it, on a worker thread. Looks at context.cancel() at every point where it is safe to stop.
    [[nodiscard]] virtual Status run(JobContext &context) = 0;
};

/// Runs \a jobs in order in the calling thread, up to the first that fails, and logs each.
[[nodiscard]] Status runJobs(const std::vector<WorkJob *> &jobs, JobContext &context);

} // namespace cid
