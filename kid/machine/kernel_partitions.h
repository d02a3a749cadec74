// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/partition_devices.h"
#include "kid/machine/system_folders.h"

namespace cid {

/// The partitions of a real disk as the kernel sees them: /dev/sda5, /dev/nvme0n1p5. Nobody has to run udev.
class KernelPartitions final : public PartitionDevices
{
public:
    KernelPartitions(QString disk, SystemFolders folders, FileSystem &files);

    /// Waits until the kernel shows the partition where the record has it: it reads a new table a moment after it was
    /// written. Io "disk.partition-missing".
    [[nodiscard]] Result<QString> open(ProcessRunner &runner, const DiskPartition &partition) override;
    /// What was written is on the disk itself afterwards, not in its cache.
    [[nodiscard]] Status close(ProcessRunner &runner, const QString &device) override;
    /// Also takes swap areas of the disk out of use.
    [[nodiscard]] Status closeLeftovers(ProcessRunner &runner) override;
    [[nodiscard]] Status tableChanged(ProcessRunner &runner) override;
    void expectTable() override { m_isWaitedFor = false; }
    [[nodiscard]] QStringList tableOptions() const override { return {}; }

private:
    [[nodiscard]] QString nameOf(int number) const;
    [[nodiscard]] bool isThere(const DiskPartition &partition) const;

    const QString m_disk;
    const SystemFolders m_folders;
    FileSystem &m_files;
    bool m_isWaitedFor = false; ///< in vain, since the table was written last
};

} // namespace cid
