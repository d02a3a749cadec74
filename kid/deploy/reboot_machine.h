// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Takes the machine down; what boots next was decided before.
class RebootMachine final : public WorkJob
{
public:
    explicit RebootMachine(SharedScene scene)
        : m_scene(std::move(scene))
    { }

    [[nodiscard]] QString description() const override
    {
        return QStringLiteral("reboot %1").arg(m_scene->machine->name());
    }
    [[nodiscard]] Status run(JobContext &context) override
    {
        return m_scene->machine->reboot(context.runner()).map([](AfterReboot) { });
    }

private:
    const SharedScene m_scene;
};

} // namespace cid
