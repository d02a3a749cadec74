// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Writes curr_img, the mark without which a slot is not complete, after everything else of the slot is on the disk.
class MarkSlot final : public WorkJob
{
public:
    MarkSlot(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
    const DiskPartition m_slot;
};

} // namespace cid
