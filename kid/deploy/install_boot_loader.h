// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Makes the boot state that starts Blancmange, then the boot loader: from its last step on the disk boots. A pretended
/// machine without boot loaders does with the boot state, which is what it boots by.
class InstallBootLoader final : public WorkJob
{
public:
    InstallBootLoader(SharedScene scene, QString layout);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 4; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    void nameToFirmware(JobContext &context, const DiskRecord &record) const;

    const SharedScene m_scene;
    const QString m_layout;
};

} // namespace cid
