// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Divides the disk. The record goes first, so that an interrupted run finds a disk that is notP's own; it says that
/// the table is complete only when that is so. Does nothing where the disk is divided like this already.
class PartitionDisk final : public WorkJob
{
public:
    PartitionDisk(SharedScene scene, DiskRecord planned);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<bool> isDone(JobContext &context) const;

    const SharedScene m_scene;
    const DiskRecord m_planned;
};

} // namespace cid
