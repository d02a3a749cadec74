// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Where partition 2 says that Blancmange is in it.
constexpr char blancmangeMarkPath[] = "etc/cid/blancmange";

/// Puts Blancmange's kernel and initramfs, its configuration and the node's key on partition 2. From its first step
/// until the boot loader is there the disk does not boot: a machine that loses its power begins anew from the network.
class SelfInstall final : public WorkJob
{
public:
    SelfInstall(SharedScene scene, QString layout);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 6; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<QByteArray> fetch(JobContext &context, const QString &name) const;
    [[nodiscard]] Status writeSystem(JobContext &context, const QString &root) const;

    const SharedScene m_scene;
    const QString m_layout;
};

} // namespace cid
