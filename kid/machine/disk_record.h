// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"

#include <QList>
#include <QString>

#include <optional>

namespace cid {

/// What a partition is for.
enum class PartitionRole : quint8 {
    Grub, ///< the boot loader's files and the boot state; of UEFI machines the EFI system partition
    Blancmange,
    Swap,
    Extended,
    Slot,
    Extra,
    BiosBoot, ///< GRUB's core on a GPT
    Map, ///< the Apple partition map itself
};
[[nodiscard]] QLatin1StringView partitionRoleName(PartitionRole role);

/// One partition of a disk that notP laid out.
struct DiskPartition
{
    int number = 0; ///< as the kernel counts: 1...
    PartitionRole role = PartitionRole::Extra;
    QString name; ///< "grub", "blancmange", "slot5", or the name of the [partition] section
    ByteCount start = 0; ///< from the beginning of the disk
    ByteCount size = 0;
    QString fileSystem; ///< "ext2", "ext4", "xfs", "swap", "vfat", "none"
    bool keep = false; ///< survives every reinstallation
    bool ready = false; ///< its file system was made and is complete; never true for a slot
    QString uuid{}; ///< of the file system that notP made here, or is about to; empty where nobody wrote it down
    QString uuidBefore{}; ///< of what lies here until that one is complete
    bool operator==(const DiskPartition &) const = default;
};

/// What notP writes down on a disk, in the free sectors before the first partition: whose the disk is, and what the
/// partitions on it are for. What is about to be made is written down before it is made, so that an interrupted
/// installation finds its own disk again. A record alone proves nothing: other tools leave it where it is (see
/// inspectDisk).
struct DiskRecord
{
    QString layout; ///< "grub-msdos", ...
    QString serial; ///< of the disk; its WWN where it has no serial
    QString wwn; ///< of the disk; empty also where notP did not write it down yet
    QString id; ///< random, made with the record; two disks with one of them are a disk and its copy
    QString owner; ///< DeployOrder::owner of who installed; empty in the first notP's records
    QString tableId; ///< the table's own identifier; empty where the program that wrote it chose one
    ByteCount sectorSize = 512; ///< what the disk is addressed by
    int generation = 0; ///< grows with each writing; of the two copies the valid one with the higher number counts
    bool tableWritten = false; ///< the partition table was completely written
    QStringList erases; ///< what lay on the disk when the table was about to be written: DiskTraces
    QList<DiskPartition> partitions;
    bool operator==(const DiskRecord &) const = default;

    [[nodiscard]] const DiskPartition *find(PartitionRole role) const;
    [[nodiscard]] const DiskPartition *find(int number) const;
    [[nodiscard]] QList<DiskPartition> slotPartitions() const;
    /// What the GUIDs of a GPT's partitions are made from.
    [[nodiscard]] QString guidSeed() const { return tableId.isEmpty() ? serial : tableId; }
};

/// The label of the file system that notP makes on a partition.
[[nodiscard]] QString fileSystemLabel(const DiskPartition &partition);

/// Where the two copies lie: 4 KiB each, at the end of the first MiB.
constexpr ByteCount diskRecordSize = 4 * KiB;
constexpr ByteCount diskRecordOffsets[] = {1 * MiB - 2 * diskRecordSize, 1 * MiB - diskRecordSize};

/// Exactly diskRecordSize bytes: lines of text, a checksum line, zero bytes. Invalid "disk.record-too-large" where the
/// partitions do not fit. The grammar is in disk_record.cpp.
[[nodiscard]] Result<QByteArray> encodeDiskRecord(const DiskRecord &record);
/// Nothing where the bytes are not a complete, intact record.
[[nodiscard]] std::optional<DiskRecord> decodeDiskRecord(const QByteArray &bytes);

} // namespace cid
