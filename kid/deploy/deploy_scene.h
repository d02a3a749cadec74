// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/job_context.h"
#include "kid/deploy/deploy_input.h"
#include "kid/machine/machine.h"

#include <functional>

namespace cid {

/// What the jobs of one plan work on. They share it; the machine outlives them. Worker thread.
struct DeployScene
{
    Machine *machine = nullptr;
    std::unique_ptr<TargetDisk> disk;
    DeployInput input;
    QList<NetworkInterface> cards; ///< of the machine

    /// The disk's record; Conflict "disk.not-ours" where it has none any more.
    [[nodiscard]] Result<DiskRecord> record() const;
    /// One partition of the record; NotFound "disk.no-partition".
    [[nodiscard]] Result<DiskPartition> partition(PartitionRole role) const;
    /// Mounts \a partition for writing, does \a work in its folder, and unmounts: all of it is on the disk afterwards.
    [[nodiscard]] Status inside(JobContext &context, const DiskPartition &partition,
                                const std::function<Status(const QString &folder)> &work) const;
};

using SharedScene = std::shared_ptr<DeployScene>;

/// Writes one file below a root, and says so in the log.
[[nodiscard]] Status writeInRoot(JobContext &context, const RootedFile &file);

} // namespace cid
