// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_loader.h"

namespace cid {

/// yaboot for PowerPC machines with Open Firmware. The bootstrap partition is an HFS volume that was made when
/// Blancmange was built (blancmange/recipes/yaboot) and is written as it is: yaboot, and the script that starts it with
/// the yaboot.conf of Blancmange's partition. Open Firmware takes a partition without HFS's mark for an empty one.
class YabootLoader final : public BootLoader
{
public:
    [[nodiscard]] Status check(FileSystem &files, const BootLoaderPlan &plan) const override;
    [[nodiscard]] Status disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const override;
    [[nodiscard]] Status install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const override;
};

} // namespace cid
