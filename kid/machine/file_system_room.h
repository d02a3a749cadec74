// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

#include <QStringList>

#include <optional>

namespace cid {

/// What a new file system has for files.
struct FileSystemRoom
{
    qint64 inodes = 0;
    qint64 blocks = 0; ///< of 4 KiB, besides what the file system keeps for itself; the largest number: not known
};

/// Of one that makeFileSystem() makes with these options on so many bytes, before it is made. Nothing where that cannot
/// be known: options that name another block size, a type of use or a journal of their own. The numbers are those of
/// mke2fs with the mke2fs.conf of e2fsprogs, and of mkfs.xfs.
[[nodiscard]] std::optional<FileSystemRoom> roomOf(const QString &fileSystem, ByteCount size,
                                                   const QStringList &options);

} // namespace cid
