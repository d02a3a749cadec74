// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// With boot = kexec in node_db: loads what boots next into memory, so that the reboot skips the firmware. The boot
/// state says the same, so where anything fails here the log says why and the machine goes the long way.
class LoadKernel final : public WorkJob
{
public:
    enum class Next : quint8 { Image, Blancmange };
    LoadKernel(SharedScene scene, Next next);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    struct Kernel
    {
        DiskPartition partition;
        QString kernel; ///< paths inside the partition, absolute
        QString initrd; ///< may be empty
        QStringList words;
    };
    [[nodiscard]] Result<Kernel> kernel(JobContext &context) const;
    [[nodiscard]] Result<QStringList> wordsOfBlancmange(JobContext &context) const;
    [[nodiscard]] Status load(JobContext &context) const;

    const SharedScene m_scene;
    const Next m_next;
};

/// "console=..." of node_db, else those that the machine came up with.
[[nodiscard]] QStringList consolesFor(const DeployScene &scene);

} // namespace cid
