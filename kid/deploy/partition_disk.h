// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Divides the disk. Whether sfdisk will take the table is asked before anything is written; then the old loader goes,
/// so that no cut leaves a disk that starts by half. The record follows, with what is about to be erased, so that an
/// interrupted run finds a disk that is notP's own; it says that the table is complete only when that is so. Where the
/// disk is divided like this already, only an old record is renewed.
class PartitionDisk final : public WorkJob
{
public:
    PartitionDisk(SharedScene scene, DiskRecord planned);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<bool> isDone(JobContext &context) const;
    [[nodiscard]] Status disableOld(JobContext &context) const;
    [[nodiscard]] Status divide(JobContext &context) const;

    const SharedScene m_scene;
    const DiskRecord m_planned;
};

} // namespace cid
