// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"
#include "kid/personality/fstab.h"
#include "kid/personality/root_files.h"

namespace cid {

/// Makes the unpacked image this node's own: hostname, machine-id, fstab, the files of cid, then the overlays in their
/// order. Of fstab the image's own lines stay, see mergeFstab(); all other files are replaced as a whole. Doing it
/// again gives the same.
class WritePersonality final : public WorkJob
{
public:
    WritePersonality(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] int steps() const override { return 6; }
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<QList<OverlayFile>> files(JobContext &context) const;
    /// The node's own file systems.
    [[nodiscard]] Result<QList<FstabEntry>> mounts(JobContext &context) const;
    [[nodiscard]] Status writeFstab(const RootFiles &files, const QList<FstabEntry> &own) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

/// 32 hexadecimal digits that a node keeps through every reinstallation.
[[nodiscard]] QByteArray machineIdOf(const NodeDefinition &node);

} // namespace cid
