// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Where partition 2 says that Blancmange is in it.
constexpr char blancmangeMarkPath[] = "etc/cid/blancmange";

/// Puts Blancmange on partition 2 and makes the boot state that starts it. On a pretended machine, which has no kernel
/// to boot, that is its mark and its configuration. The boot state is made last: without it the disk does not boot.
class SelfInstall final : public WorkJob
{
public:
    explicit SelfInstall(SharedScene scene);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 4; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    const SharedScene m_scene;
};

} // namespace cid
