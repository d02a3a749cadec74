// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"
#include "common/system/process_runner.h"

#include <QList>
#include <QString>

namespace cid {

/// One mark by which programs know what lies on a disk.
struct Signature
{
    ByteCount offset = 0; ///< of the mark itself
    QString type; ///< "gpt", "dos", "xfs", "LVM2_member", ...
    QString uuid;
    bool operator==(const Signature &) const = default;

    /// "xfs@0/UUID": one word.
    [[nodiscard]] QString trace() const;
};

/// Every signature that wipefs finds on the whole of \a device. Reads only.
[[nodiscard]] Result<QList<Signature>> signaturesOn(ProcessRunner &runner, const QString &device);

/// What blkid takes a disk, or a stretch of one, for.
struct DiskContent
{
    QString type; ///< of a file system, RAID member, ...; empty: none
    QString uuid;
    QString label;
    QString table; ///< a partition table; empty: none
    QString tableId;
    bool isAmbiguous = false; ///< several at once
    bool operator==(const DiskContent &) const = default;

    [[nodiscard]] bool isNothing() const { return *this == DiskContent(); }
    /// For people: "ext4", "a gpt table", ...
    [[nodiscard]] QString text() const;
};

/// A stretch of a disk, in bytes.
struct Stretch
{
    ByteCount start = 0;
    ByteCount size = 0;
};
/// What lies in one stretch of \a disk. Reads only; needs no device for the partition.
[[nodiscard]] Result<DiskContent> contentIn(ProcessRunner &runner, const QString &disk, const Stretch &stretch);
/// What lies on the whole of \a disk.
[[nodiscard]] Result<DiskContent> contentOfDisk(ProcessRunner &runner, const QString &disk);

} // namespace cid
