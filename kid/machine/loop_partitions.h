// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/partition_devices.h"

#include <QSet>

namespace cid {

/// The partitions of a disk file, each as a loop device of its own with offset and size: nothing depends on whether the
/// kernel reads partition tables of loop devices, or on who makes the nodes in /dev.
class LoopPartitions final : public PartitionDevices
{
public:
    /// \a sectorSize is that of the disk which the file stands for.
    LoopPartitions(QString file, FileSystem &files, ByteCount sectorSize = 512);

    /// Conflict "disk.partition-busy" where the partition is a loop device already: two of them would be two caches.
    [[nodiscard]] Result<QString> open(ProcessRunner &runner, const DiskPartition &partition) override;
    [[nodiscard]] Status close(ProcessRunner &runner, const QString &device) override;
    [[nodiscard]] Status closeLeftovers(ProcessRunner &runner) override;
    [[nodiscard]] QStringList tableOptions() const override;

private:
    struct Loop
    {
        QString device;
        ByteCount offset = 0;
    };
    [[nodiscard]] Result<QList<Loop>> loops(ProcessRunner &runner) const;
    [[nodiscard]] Status waitUntilGone(ProcessRunner &runner, const QString &device) const;

    const QString m_file;
    FileSystem &m_files;
    const ByteCount m_sectorSize;
    QSet<QString> m_open;
};

} // namespace cid
