// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Makes a complete slot the one that boots next, with a fresh boot counter.
class WriteBootEntry final : public WorkJob
{
public:
    WriteBootEntry(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
    const DiskPartition m_slot;
};

/// Makes Blancmange the one that boots next.
class ArmBlancmange final : public WorkJob
{
public:
    explicit ArmBlancmange(SharedScene scene);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
};

} // namespace cid
