// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "common/system/file_system.h"
#include "kid/machine/system_folders.h"

namespace cid {

/// The whole disks of this machine, by name: no loop devices, no memory, nothing that lies on other disks, no drives
/// for discs, no empty card readers. What lies on them is not looked at (see inspectDisk). A disk behind USB counts as
/// removable whatever it says of itself. Where nobody made links in /dev/disk/by-id, as in Blancmange, the names are
/// those that udev would have made.
[[nodiscard]] Result<QList<Disk>> listDisks(FileSystem &files, const SystemFolders &folders);

/// The part of a by-id name that udev makes of a text: blanks become one underscore each run, what is no letter, digit
/// or one of #+-.:=@_ becomes an underscore.
[[nodiscard]] QString udevName(const QString &text);

} // namespace cid
