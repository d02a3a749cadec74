// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "kid/machine/disk_record.h"

namespace cid {

/// What the first notP's records carry so that a copied disk is known as a copy: the serial, or the WWN where there is
/// none.
[[nodiscard]] inline QString recordSerial(const Disk &disk)
{
    return disk.serial.isEmpty() ? disk.wwn : disk.serial;
}

/// The record was written for a disk with this identity. On disks without one that says nothing: mayInstall() asks for
/// more there.
[[nodiscard]] inline bool isRecordOf(const DiskRecord &record, const Disk &disk)
{
    return record.serial == recordSerial(disk) && (record.wwn.isEmpty() || record.wwn == disk.wwn);
}

} // namespace cid
