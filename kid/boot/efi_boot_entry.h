// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/disk_record.h"

#include <QUuid>

namespace cid {

/// The GUID of a partition in a GPT of notP's: made from the record's guidSeed() and the partition's number, so that
/// boot entries can name it without asking anybody.
[[nodiscard]] QUuid partitionGuid(const QString &seed, int number);

/// A loader on a disk with a GPT.
struct EfiLoaderPlace
{
    DiskPartition partition;
    ByteCount sectorSize = 512; ///< of the disk: firmware counts in its sectors
    QUuid guid; ///< of the partition
    QString path; ///< with backslashes
};

/// An EFI_LOAD_OPTION for a loader in a partition of a GPT: attributes (32 bit, 1: active), length of the device path
/// (16 bit), description (UTF-16, zero), device path (hard drive, file, end), all little endian.
[[nodiscard]] QByteArray efiLoadOption(const QString &description, const EfiLoaderPlace &loader);

/// Writes the entry "notP" into efivarfs at \a folder: the number that it has already, else a free one; and puts it
/// into BootOrder behind the entry that the machine was started by, where it is in no order yet. So a network boot that
/// ends goes on with the disk, and an order that the operator made stays. Io "boot.efi-variable".
[[nodiscard]] Status writeEfiBootEntry(const QString &folder, const QByteArray &option);

} // namespace cid
