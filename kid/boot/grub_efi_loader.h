// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_loader.h"

namespace cid {

/// The label of the EFI system partition, by which GRUB finds it when it came over the network.
constexpr char efiPartitionLabel[] = "CID-ESP";
/// Where firmware looks on a disk that it has no boot entry for.
constexpr char efiLoaderPath[] = "EFI/BOOT/BOOTX64.EFI";

/// GRUB for UEFI machines: files in partition 1, which is the EFI system partition.
class GrubEfiLoader final : public BootLoader
{
public:
    [[nodiscard]] Status check(FileSystem &files, const BootLoaderPlan &plan) const override;
    [[nodiscard]] Status disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const override;
    [[nodiscard]] Status install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const override;
};

} // namespace cid
