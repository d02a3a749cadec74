// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Makes the file system of one partition that is no slot, and writes down that it is ready. One that is ready stays.
class FormatPartition final : public WorkJob
{
public:
    FormatPartition(SharedScene scene, DiskPartition partition);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
    const DiskPartition m_partition;
};

} // namespace cid
