// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

struct Manifest;

/// reuse = verify: makes a slot that holds the image, and perhaps ran it, that image again. Reads all of it; fetches
/// only chunks of what differs; removes what the image does not have, outside of mkimg's exclude list. The slot's
/// validity mark goes first: one whose repair was interrupted is installed anew.
class RepairImage final : public WorkJob
{
public:
    RepairImage(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Status removeMark(JobContext &context) const;
    [[nodiscard]] Status repair(JobContext &context, const Manifest &manifest, const QString &root) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

} // namespace cid
