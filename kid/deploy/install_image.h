// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

struct Manifest;

/// Fetches the image and unpacks it into an empty slot; each chunk is checked before a byte of it reaches the disk.
class InstallImage final : public WorkJob
{
public:
    InstallImage(SharedScene scene, DiskPartition slot);

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Result<Manifest> fetchManifest(JobContext &context) const;
    [[nodiscard]] Status unpack(JobContext &context, const Manifest &manifest, const QString &root) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
};

} // namespace cid
