// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/pretended_machine.h"

namespace cid {

/// A machine that is a folder: machine.conf describes it, disk/ is its disk, ram/ its root in mode Ram, state what it
/// has booted. Needs no root; many may live in one process.
class DirectoryMachine final : public PretendedMachine
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Machine>> open(const QString &folder, const MachineTools &tools);
    ~DirectoryMachine() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Result<std::unique_ptr<TargetDisk>> openDisk(const Disk &disk) override;

protected:
    [[nodiscard]] Status attach() override { return {}; }
    [[nodiscard]] Status detach() override { return {}; }
    [[nodiscard]] Result<Disk> disk(ProcessRunner &runner) override;

private:
    DirectoryMachine(const QString &folder, MachineDescription description, const MachineTools &tools);

    const QString m_folder;
};

} // namespace cid
