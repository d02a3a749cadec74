// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/inventory.h"

namespace cid {

/// The hardware of a pretended machine, as its machine.conf says:
///   [machine]
///   mac = 52:54:00:00:00:01, 52:54:00:00:00:02
///   serial = S1              the disk's; made from the path where it is missing; none: the disk has none
///   memory = 1G              512M where it is missing
///   disk_size = 8G           8G where it is missing
///   arch = x86_64            this machine's where it is missing
///   firmware = bios          or uefi, openfirmware
///   loaders = /srv/loaders   what tools/boot_loaders made; without it the disk gets no boot loader
struct MachineDescription
{
    QStringList macs;
    QString serial;
    ByteCount memory = 512 * MiB;
    ByteCount diskSize = 8 * GiB;
    QString arch;
    Firmware firmware = Firmware::Bios;
    QString loaders;

    /// \a seed is what a missing serial is made from. NotFound "config.no-file"; Invalid with file:line:column.
    [[nodiscard]] static Result<MachineDescription> load(const QString &path, const QString &seed);
    /// Everything but the disk.
    [[nodiscard]] Inventory inventory() const;
};

} // namespace cid
