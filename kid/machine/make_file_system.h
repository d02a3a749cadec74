// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/process_runner.h"
#include "kid/machine/disk_record.h"

namespace cid {

/// The program that makes a file system or swap area on \a partition, with DiskPartition::uuid where it has one; the
/// device is its last argument and is missing. What the program would choose from the age of Blancmange's own Debian is
/// left out: the file system is one that Linux 3.10 mounts and the e2fsprogs and xfsprogs of that time check, unless
/// \a options say otherwise. Invalid "disk.file-system".
[[nodiscard]] Result<Command> makeFileSystem(const DiskPartition &partition, const QStringList &options);

/// The name of the program that makeFileSystem() runs; empty for what has no file system.
[[nodiscard]] QString fileSystemMaker(const QString &fileSystem);

/// A new identifier in the form that such a file system has; empty where it has none.
[[nodiscard]] QString newFileSystemId(const QString &fileSystem);

} // namespace cid
