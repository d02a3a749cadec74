// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"
#include "common/system/process_runner.h"
#include "kid/machine/disk_record.h"

namespace cid {

/// How the partitions of one disk become block devices. Same thread as the disk.
class PartitionDevices
{
public:
    PartitionDevices() = default;
    virtual ~PartitionDevices() = default;
    PartitionDevices(const PartitionDevices &) = delete;
    PartitionDevices &operator=(const PartitionDevices &) = delete;

    /// A device that is this partition; close() it.
    [[nodiscard]] virtual Result<QString> open(ProcessRunner &runner, const DiskPartition &partition) = 0;
    [[nodiscard]] virtual Status close(ProcessRunner &runner, const QString &device) = 0;
    /// Unmounts and closes what other processes, now dead, left of this disk.
    [[nodiscard]] virtual Status closeLeftovers(ProcessRunner &runner) = 0;
    /// The table was written without sfdisk: whoever reads it must read it again.
    [[nodiscard]] virtual Status tableChanged(ProcessRunner &) { return {}; }
    /// A new table is about to be written: what was not there before may be there soon.
    virtual void expectTable() { }
    /// What sfdisk has to know besides the disk.
    [[nodiscard]] virtual QStringList tableOptions() const = 0;
};

} // namespace cid
