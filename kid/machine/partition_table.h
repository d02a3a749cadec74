// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/process_runner.h"
#include "kid/machine/disk_record.h"

#include <QList>

#include <optional>

namespace cid {

/// A partition table as it lies on a disk.
struct PartitionTable
{
    struct Entry
    {
        int number = 0;
        ByteCount start = 0;
        ByteCount size = 0;
        auto operator<=>(const Entry &) const = default;
    };
    QString label; ///< "dos", "gpt", "mac", ...
    QString id; ///< lower case, without "0x"; empty where the table has none
    QList<Entry> entries; ///< by number
    bool operator==(const PartitionTable &) const = default;

    /// The entries are the partitions of \a record, all of them and no other.
    [[nodiscard]] bool isWhole(const DiskRecord &record) const;
    /// Each entry is a partition of \a record.
    [[nodiscard]] bool isPartOf(const DiskRecord &record) const;
    /// The same for tables with the same identifier and entries; hexadecimal digits.
    [[nodiscard]] QString digest() const;
};

/// Asks sfdisk, or partx and blkid where there is no sfdisk: images without it are common. Nothing where the disk has
/// no table. Reads only.
[[nodiscard]] Result<std::optional<PartitionTable>> readPartitionTable(ProcessRunner &runner, const QString &disk);

/// What sfdisk --json says.
[[nodiscard]] std::optional<PartitionTable> parseSfdisk(const QByteArray &json);

} // namespace cid
