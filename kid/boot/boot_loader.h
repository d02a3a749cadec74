// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/jobs/job_context.h"
#include "kid/boot/grub_config.h"
#include "kid/machine/target_disk.h"

namespace cid {

/// Where a boot loader goes and what it offers.
struct BootLoaderPlan
{
    DiskRecord record;
    BootMenu menu;
    QString loaders; ///< the folder that tools/boot_loaders made
};

/// How one layout's disks come to boot. Stateless. A disk boots or it does not: between disable() and the end of
/// install() firmware finds nothing on it and goes on to the network, where a machine that lost its power begins anew.
class BootLoader
{
public:
    BootLoader() = default;
    virtual ~BootLoader() = default;
    BootLoader(const BootLoader &) = delete;
    BootLoader &operator=(const BootLoader &) = delete;

    /// Whether install() has all that it needs and room for it; for before anything is written. Of \a plan's menu
    /// nothing is asked. NotFound "boot.no-loader", Corrupt "boot.bad-loader", Refused "boot.no-room".
    [[nodiscard]] virtual Status check(FileSystem &files, const BootLoaderPlan &plan) const = 0;
    /// From here on the disk does not boot. Durable. Fine where there is nothing that could.
    [[nodiscard]] virtual Status disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const = 0;
    /// Puts the loader and its configuration in place; the disk has its boot state by then (BootStateFile). What makes
    /// the disk boot is written last, when all before it is on the disk. NotFound "boot.no-loader" where the loader's
    /// files are not in \a plan's folder; nothing was written then.
    [[nodiscard]] virtual Status install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const = 0;
};

/// A file of the loaders' folder; NotFound "boot.no-loader".
[[nodiscard]] Result<QByteArray> readLoader(FileSystem &files, const QString &folder, const QString &name);
/// GRUB's files that are the same for every firmware: the menu, and before it the guard's archive where there is one.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> menuFiles(FileSystem &files, const BootLoaderPlan &plan);
/// Writes files into partition 1, the last one after all others are on the disk.
[[nodiscard]] Status writeLoaderFiles(JobContext &context, TargetDisk &disk, const DiskRecord &record,
                                      const QList<std::pair<QByteArray, QByteArray>> &named);

} // namespace cid
