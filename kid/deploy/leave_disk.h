// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Blancmange lets go of the disk that it came from, so that the disk can be divided anew.
class LeaveDisk final : public WorkJob
{
public:
    explicit LeaveDisk(SharedScene scene)
        : m_scene(std::move(scene))
    { }

    [[nodiscard]] QString description() const override
    {
        return QStringLiteral("go on from memory, without %1").arg(m_scene->disk->facts().path);
    }
    [[nodiscard]] Status run(JobContext &) override { return m_scene->machine->leaveDisk(); }

private:
    const SharedScene m_scene;
};

} // namespace cid
