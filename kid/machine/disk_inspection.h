// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "common/system/file_system.h"
#include "kid/machine/disk_content.h"
#include "kid/machine/partition_table.h"

namespace cid {

/// What stands among the signatures of a disk that cannot be read.
constexpr QLatin1StringView unreadableSignature("unreadable");

/// Fills in what lies on the disk: its signatures, what notP's record on it says, and whether all of it is notP's. That
/// is so where
///   - the record was written for a disk of this identity,
///   - the table that it tells is the table on the disk, whole and with no other partition,
///   - nothing lies over it: no signature but the table's own is on the whole disk,
///   - and in each partition lies what notP made there, or nothing; the content of swap areas and of what is kept does
///     not count.
/// While the record says that the table is not written yet, the disk may hold a part of that table, and what was to be
/// erased, and nothing else. Otherwise Disk::doubt says what is wrong. Reads only.
[[nodiscard]] Status inspectDisk(ProcessRunner &runner, FileSystem &files, Disk &disk);

/// The newest intact record on \a disk that was written for a disk of this identity.
[[nodiscard]] Result<std::optional<DiskRecord>> readDiskRecord(FileSystem &files, const Disk &disk);

/// True where the table on the disk is the one that \a record tells, whichever program wrote it.
[[nodiscard]] Result<bool> isTableOf(ProcessRunner &runner, FileSystem &files, const Disk &disk,
                                     const DiskRecord &record);

/// What a record has to name so that it may be erased after a cut: every signature of \a disk and its table.
[[nodiscard]] Result<QStringList> diskTraces(ProcessRunner &runner, const Disk &disk);

/// True where a signature lies in what is never erased: a partition of \a record that is kept, or its swap area.
[[nodiscard]] bool isSpared(const Signature &signature, const DiskRecord &record);

} // namespace cid
