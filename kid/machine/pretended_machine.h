// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/unique_fd.h"
#include "kid/machine/machine.h"
#include "kid/machine/machine_description.h"
#include "kid/machine/power_state.h"

namespace cid {

/// What pretended machines have in common: they know their power state from a file, boot as firmware and GRUB would
/// from the boot state on their own disk, and hold the root that they booted.
class PretendedMachine : public Machine
{
public:
    [[nodiscard]] bool isPretended() const final { return true; }
    [[nodiscard]] Result<BootMode> powerOn() final;
    [[nodiscard]] BootMode bootMode() const final { return m_state.mode; }
    [[nodiscard]] QString rootFolder() const final;
    [[nodiscard]] int rootPartition() const final { return m_state.partition; }
    [[nodiscard]] Result<Inventory> inventory(ProcessRunner &runner) final;
    [[nodiscard]] Status leaveDisk() final;
    [[nodiscard]] QString loaderFolder() const final { return m_description.loaders; }
    [[nodiscard]] Result<AfterReboot> reboot(ProcessRunner &runner) final;

protected:
    /// Where the machine keeps what is not on its disk.
    struct Places
    {
        QString description; ///< machine.conf
        QString state; ///< the file with the power state
        QString ram; ///< the root of mode Ram
        QString lock; ///< the file whose lock says that the machine is in use
    };

    PretendedMachine(Places places, MachineDescription description, const MachineTools &tools);

    [[nodiscard]] const MachineDescription &description() const { return m_description; }
    [[nodiscard]] const MachineTools &tools() const { return m_tools; }

    /// Makes the disk reachable, and takes away what a killed agent left of it.
    [[nodiscard]] virtual Status attach() = 0;
    [[nodiscard]] virtual Status detach() = 0;
    /// Its one disk; attach() has succeeded.
    [[nodiscard]] virtual Result<Disk> disk(ProcessRunner &runner) = 0;
    /// For destructors of subclasses, whose detach() is needed: lets go of the root, then of the disk.
    void switchOffTheAgent();

private:
    [[nodiscard]] Result<PowerState> boot();
    [[nodiscard]] Result<PowerState> bootFrom(TargetDisk &disk, const DiskRecord &record);
    [[nodiscard]] Result<std::unique_ptr<TargetDisk>> ownDisk();
    [[nodiscard]] Status mountRoot();
    [[nodiscard]] Status resume();

    const Places m_places;
    const MachineDescription m_description;
    const MachineTools m_tools;
    UniqueFd m_lock;
    PowerState m_state;
    std::unique_ptr<TargetDisk> m_disk; ///< what the root is mounted from
    std::unique_ptr<Mounted> m_root; ///< none in mode Ram
};

} // namespace cid
