// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/loop_partitions.h"
#include "kid/machine/pretended_machine.h"

namespace cid {

/// A machine whose disk is a file that is really partitioned, formatted and mounted, through loop devices; needs root.
/// FILE.conf describes it, or machine.conf in the file's folder; FILE.state and FILE.ram/ lie beside it.
class DiskFileMachine final : public PretendedMachine
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Machine>> open(const QString &file, const MachineTools &tools);
    ~DiskFileMachine() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Result<std::unique_ptr<TargetDisk>> openDisk(const Disk &disk) override;

protected:
    [[nodiscard]] Status attach() override;
    [[nodiscard]] Status detach() override;
    [[nodiscard]] Result<Disk> disk(ProcessRunner &runner) override;

private:
    DiskFileMachine(const QString &file, MachineDescription description, const MachineTools &tools);

    const QString m_file;
    LoopPartitions m_devices;
    QString m_mountFolder; ///< empty while nothing is attached
};

} // namespace cid
