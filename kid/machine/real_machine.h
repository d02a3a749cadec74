// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/unique_fd.h"
#include "kid/machine/kernel_partitions.h"
#include "kid/machine/machine.h"
#include "kid/machine/system_folders.h"

namespace cid {

/// The computer that cidkid runs on. The kernel's command line says what booted: cid.blancmange=ram or disk; without
/// either an image runs. Blancmange lives in memory whichever it is; started from the disk, its partition 2 is mounted
/// and is rootFolder(), where node.key lies.
class RealMachine final : public Machine
{
public:
    RealMachine(const MachineTools &tools, SystemFolders folders);
    ~RealMachine() override;

    [[nodiscard]] QString name() const override { return QStringLiteral("this machine"); }
    [[nodiscard]] bool isPretended() const override { return false; }
    [[nodiscard]] Result<BootMode> powerOn() override;
    [[nodiscard]] BootMode bootMode() const override { return m_mode; }
    [[nodiscard]] QString rootFolder() const override { return m_home ? m_home->folder() : m_folders.root; }
    [[nodiscard]] int rootPartition() const override { return m_partition; }
    [[nodiscard]] QString homeDisk() const override { return m_homeDisk; }
    [[nodiscard]] Result<Inventory> inventory(ProcessRunner &runner) override;
    [[nodiscard]] Result<std::unique_ptr<TargetDisk>> openDisk(const Disk &disk) override;
    [[nodiscard]] Status checkFileSystem(ProcessRunner &runner, const QString &fileSystem) override;
    [[nodiscard]] Status leaveDisk() override;
    [[nodiscard]] QString loaderFolder() const override { return m_folders.loaders; }
    [[nodiscard]] QString agentProgram() const override { return m_folders.proc + QStringLiteral("/self/exe"); }
    [[nodiscard]] QString efiVariables() const override;
    [[nodiscard]] QStringList lastWords() const override;
    [[nodiscard]] QStringList bootArguments() const override;
    [[nodiscard]] Result<AfterReboot> reboot(ProcessRunner &runner) override;

private:
    [[nodiscard]] PartitionDevices &devicesOf(const QString &path);
    [[nodiscard]] Status findHome(const QString &uuid);
    /// True where \a facts is the disk that Blancmange came from; its partition is mounted then.
    [[nodiscard]] Result<bool> openHome(const Disk &facts, const QString &uuid);
    [[nodiscard]] bool knowsFileSystem(const QString &fileSystem);
    [[nodiscard]] Result<bool> isHome(TargetDisk &disk, const DiskPartition &partition, const QString &uuid);
    /// The partition that is mounted as "/" of a running image.
    void findRoot();
    [[nodiscard]] Status unmountOwn(ProcessRunner &runner);

    const MachineTools m_tools;
    const SystemFolders m_folders;
    UniqueFd m_lock;
    BootMode m_mode = BootMode::Ram;
    int m_partition = 0;
    QString m_homeDisk;
    std::map<QString, std::unique_ptr<KernelPartitions>> m_devices; ///< by the disk's path
    std::unique_ptr<TargetDisk> m_disk; ///< what m_home is mounted from
    std::unique_ptr<Mounted> m_home;
};

} // namespace cid
