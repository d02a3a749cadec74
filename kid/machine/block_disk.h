// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/partition_devices.h"
#include "kid/machine/target_disk.h"

namespace cid {

class Layout;

/// What a block disk needs of its machine; all borrowed, all outlive it.
struct BlockDiskTools
{
    ProcessRunner *runner = nullptr; ///< for what must be undone although a job was cancelled
    FileSystem *files = nullptr;
    PartitionDevices *devices = nullptr;
    QString mountFolder; ///< private; file systems are mounted in subfolders
};

/// A disk with a partition table and file systems that the kernel mounts: a device, or a file that stands for one.
class BlockDisk final : public TargetDisk
{
public:
    BlockDisk(Disk facts, BlockDiskTools tools);

    [[nodiscard]] const Disk &facts() const override { return m_facts; }
    [[nodiscard]] Result<std::optional<DiskRecord>> readRecord() override;
    [[nodiscard]] Status writeRecord(const DiskRecord &record) override;
    [[nodiscard]] Status writeTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Result<bool> hasTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Status checkTable(ProcessRunner &runner, const DiskRecord &record) override;
    [[nodiscard]] Result<QStringList> traces(ProcessRunner &runner) override;
    [[nodiscard]] Status format(ProcessRunner &runner, const DiskPartition &partition,
                                const QStringList &options) override;
    [[nodiscard]] Status checkFormat(ProcessRunner &runner, const DiskPartition &partition,
                                     const QStringList &options) override;
    [[nodiscard]] Result<std::unique_ptr<Mounted>> mount(ProcessRunner &runner, const DiskPartition &partition,
                                                         MountAccess access) override;
    [[nodiscard]] Result<QString> uuid(ProcessRunner &runner, const DiskPartition &partition) override;
    [[nodiscard]] Result<QByteArray> readAt(FileSystem &files, ByteCount offset, ByteCount size) override;
    [[nodiscard]] Status writeAt(FileSystem &files, ByteCount offset, const QByteArray &bytes) override;
    [[nodiscard]] Status unmountLeftovers(ProcessRunner &runner) override;

private:
    [[nodiscard]] Status divide(ProcessRunner &runner, const Layout &layout, const DiskRecord &record);
    [[nodiscard]] Status writeEmptyTable(const DiskRecord &record);
    /// Every mark on the whole disk but those in what is kept; nothing of it can be found afterwards. Io
    /// "disk.not-erased".
    [[nodiscard]] Status erase(ProcessRunner &runner, const DiskRecord &record);
    [[nodiscard]] Status erasePartition(ProcessRunner &runner, const DiskPartition &partition);
    /// Runs \a command with the partition's device as its last argument.
    [[nodiscard]] Result<QByteArray> onDevice(ProcessRunner &runner, const DiskPartition &partition, Command command);

    const Disk m_facts;
    const BlockDiskTools m_tools;
};

} // namespace cid
