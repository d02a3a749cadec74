// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/jobs/work_job.h"

namespace cid {

Status runJobs(const std::vector<WorkJob *> &jobs, JobContext &context)
{
    for (WorkJob *job : jobs) {
        context.beginJob(job->description());
        Status status = context.cancel().check();
        if (status)
            status = job->run(context);
        context.endJob(status);
        if (!status)
            return status;
    }
    return {};
}

} // namespace cid
