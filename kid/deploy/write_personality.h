// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Makes the unpacked image this node's own: hostname, machine-id, fstab, the files of cid, then the overlays in their
/// order. Each file is replaced as a whole; doing it again gives the same.
class WritePersonality final : public WorkJob
{
public:
    WritePersonality(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 6; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<QList<OverlayFile>> files(JobContext &context) const;
    [[nodiscard]] Result<QByteArray> fstab(JobContext &context) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

/// 32 hexadecimal digits that a node keeps through every reinstallation.
[[nodiscard]] QByteArray machineIdOf(const NodeDefinition &node);

} // namespace cid
