// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Sees to it that the unpacked image reaches the network as node_db says (network = node_db in image_db), or as it
/// does by itself. Doing it again gives the same. Overlays come after it: what they bring wins.
class SettleNetwork final : public WorkJob
{
public:
    SettleNetwork(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 4; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] bool isWanted() const;
    [[nodiscard]] Status settle(JobContext &context, const QString &root) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

} // namespace cid
