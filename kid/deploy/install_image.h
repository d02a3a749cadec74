// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/work_job.h"
#include "kid/deploy/deploy_scene.h"

#include <optional>

namespace cid {

struct Manifest;

/// Fetches the image and unpacks it into an empty slot; each chunk is checked before a byte of it reaches the disk.
/// What another slot has already is not fetched.
class InstallImage final : public WorkJob
{
public:
    /// \a lender: a slot with another image, whose files lend chunks.
    InstallImage(SharedScene scene, DiskPartition slot, std::optional<DiskPartition> lender = {});

    [[nodiscard]] QString description() const override;
    [[nodiscard]] Status run(JobContext &context) override;

private:
    [[nodiscard]] Status unpack(JobContext &context, const Manifest &manifest, const QString &root,
                                const QString &reuse) const;
    [[nodiscard]] std::unique_ptr<Mounted> mountLender(JobContext &context) const;

    const SharedScene m_scene;
    const DiskPartition m_slot;
    const std::optional<DiskPartition> m_lender;
};

} // namespace cid
