// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/block_disk.h"

namespace cid {

/// A mounted partition of a block disk, with its device.
class PartitionMount final : public Mounted
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Mounted>> make(ProcessRunner &runner, const BlockDiskTools &tools,
                                                               const DiskPartition &partition, MountAccess access);
    ~PartitionMount() override;

    [[nodiscard]] QString folder() const override { return m_folder; }
    [[nodiscard]] Status unmount() override;

private:
    PartitionMount(const BlockDiskTools &tools, QString device, QString folder);

    const BlockDiskTools m_tools;
    const QString m_device;
    const QString m_folder;
    bool m_isMounted = true;
    bool m_isOpen = true;
};

} // namespace cid
