// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Writes down what the record of an earlier notP does not say: for which node the disk was installed, and by which
/// identifiers the file systems on it are known. Does nothing where the record says it.
class RenewRecord final : public WorkJob
{
public:
    explicit RenewRecord(SharedScene scene)
        : m_scene(std::move(scene))
    { }

    /// True where there is something to write down.
    [[nodiscard]] static bool isNeeded(const DiskRecord &record, const DeployOrder &order);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
};

} // namespace cid
