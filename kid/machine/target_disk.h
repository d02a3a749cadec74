// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "common/system/file_system.h"
#include "common/system/process_runner.h"
#include "kid/machine/disk_record.h"

#include <memory>
#include <optional>

namespace cid {

enum class MountAccess : quint8 { ReadOnly, ReadWrite };

/// A file system that is reachable below folder() as long as this lives. Unmounts at its end, but only unmount() says
/// whether that succeeded; what must be complete afterwards is unmounted by hand.
class Mounted
{
public:
    Mounted() = default;
    virtual ~Mounted() = default;
    Mounted(const Mounted &) = delete;
    Mounted &operator=(const Mounted &) = delete;

    [[nodiscard]] virtual QString folder() const = 0;
    /// Everything written is on the disk afterwards. A second call does nothing.
    [[nodiscard]] virtual Status unmount() = 0;
};

/// One whole disk that may be written to: a block device with partitions, or a folder that pretends to be one.
/// Same thread as its machine, which outlives it. Partition numbers are those of the DiskRecord.
class TargetDisk
{
public:
    TargetDisk() = default;
    virtual ~TargetDisk() = default;
    TargetDisk(const TargetDisk &) = delete;
    TargetDisk &operator=(const TargetDisk &) = delete;

    [[nodiscard]] virtual const Disk &facts() const = 0;
    /// notP's own record on this disk; nothing on a disk without one, with a damaged one or with another disk's.
    [[nodiscard]] virtual Result<std::optional<DiskRecord>> readRecord() = 0;
    /// Durable when it returns.
    [[nodiscard]] virtual Status writeRecord(const DiskRecord &record) = 0;
    /// Whether the table of \a record could be written to this disk; writes nothing. Refused "layout.sector-size".
    [[nodiscard]] virtual Status checkTable(ProcessRunner &runner, const DiskRecord &record) = 0;
    /// What lies on the disk now, in the words of DiskRecord::erases.
    [[nodiscard]] virtual Result<QStringList> traces(ProcessRunner &runner) = 0;
    /// Makes the partitions of \a record, all of them, and forgets every other; those that are not ready are empty
    /// afterwards. What was there is erased before, and that nothing of it is left is read back: Io "disk.not-erased",
    /// "disk.not-written".
    [[nodiscard]] virtual Status writeTable(ProcessRunner &runner, const DiskRecord &record) = 0;
    /// True where the partitions on the disk are those of \a record.
    [[nodiscard]] virtual Result<bool> hasTable(ProcessRunner &runner, const DiskRecord &record) = 0;
    /// Makes an empty file system (or swap area) on a partition, whatever was there. \a options are more words for
    /// the program that makes it.
    [[nodiscard]] virtual Status format(ProcessRunner &runner, const DiskPartition &partition,
                                        const QStringList &options) = 0;
    /// Whether format() would take \a options; writes nothing.
    [[nodiscard]] virtual Status checkFormat(ProcessRunner &runner, const DiskPartition &partition,
                                             const QStringList &options) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<Mounted>> mount(ProcessRunner &runner, const DiskPartition &partition,
                                                                 MountAccess access) = 0;
    /// The file system's UUID, for fstab and boot entries.
    [[nodiscard]] virtual Result<QString> uuid(ProcessRunner &runner, const DiskPartition &partition) = 0;
    /// Bytes of the disk itself; none where a folder pretends to be one.
    [[nodiscard]] virtual Result<QByteArray> readAt(FileSystem &files, ByteCount offset, ByteCount size) = 0;
    /// Writes bytes of the disk itself, in place and durably: boot code. A folder that pretends to be a disk has none.
    [[nodiscard]] virtual Status writeAt(FileSystem &files, ByteCount offset, const QByteArray &bytes) = 0;
    /// Unmounts what earlier, broken attempts left, except the machine's root.
    [[nodiscard]] virtual Status unmountLeftovers(ProcessRunner &runner) = 0;
};

} // namespace cid
