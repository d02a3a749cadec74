// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "kid/machine/target_disk.h"

#include <memory>

namespace cid {

/// What runs on the machine.
enum class BootMode : quint8 {
    Ram, ///< Blancmange from the network: no disk belongs to it.
    DiskBlancmange, ///< Blancmange from partition 2.
    Image, ///< An image from its slot.
};
[[nodiscard]] QLatin1StringView bootModeName(BootMode mode);

/// What follows a reboot().
enum class AfterReboot : quint8 {
    ProcessEnds, ///< A real machine goes down: main ends.
    PowerOnAgain, ///< A pretended one: call powerOn() and begin again with what it boots.
};

/// The computer that an agent lives on: a real one, or one that is pretended by a disk file or a folder. It knows what
/// it is made of, what booted and how to boot again; its disks are opened through it. The jobs of a deployment do not
/// know which kind they have. Owned by the program's main; one thread at a time (the agent's own, or the worker thread
/// while jobs run). Every call may block for as long as programs such as losetup and mount take.
class Machine
{
public:
    Machine() = default;
    /// A pretended machine unmounts and detaches what it holds; it stays "switched on", see powerOn().
    virtual ~Machine() = default;
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;

    /// "disk:/srv/n1.disk", "dir:/srv/n1", "this machine": for logs.
    [[nodiscard]] virtual QString name() const = 0;
    /// True where hardware is only described: then a root without a kernel may be booted.
    [[nodiscard]] virtual bool isPretended() const = 0;

    /// Does what firmware and boot loader do and leaves the root of what booted ready. A pretended machine that was
    /// not rebooted since (its agent was killed) comes back in the mode it was in, and a boot is not counted. What a
    /// killed agent left mounted is unmounted first. Conflict "machine.in-use" where another process has the machine.
    [[nodiscard]] virtual Result<BootMode> powerOn() = 0;
    /// Valid after powerOn().
    [[nodiscard]] virtual BootMode bootMode() const = 0;
    /// The folder that is "/" of what booted: etc/cid/cid.conf, node.key and curr_img lie below it. For a real machine
    /// "/". In mode Ram of a pretended machine an empty folder that is gone after the next reboot.
    [[nodiscard]] virtual QString rootFolder() const = 0;
    /// The number of the partition that rootFolder() is; 0 in mode Ram and where it is unknown.
    [[nodiscard]] virtual int rootPartition() const = 0;

    /// The path of the disk that rootPartition() is on; empty where it is unknown.
    [[nodiscard]] virtual QString homeDisk() const { return {}; }

    /// What the machine is made of, its disks with signatures and the mark of notP.
    [[nodiscard]] virtual Result<Inventory> inventory(ProcessRunner &runner) = 0;
    /// The disk as something to write to. Write nothing before mayInstall() agreed.
    [[nodiscard]] virtual Result<std::unique_ptr<TargetDisk>> openDisk(const Disk &disk) = 0;

    /// Whether this system can make such a file system and mount it: the program is there and the kernel knows it, now
    /// or with a module. NotFound "machine.no-program", "machine.no-file-system".
    [[nodiscard]] virtual Status checkFileSystem(ProcessRunner &, const QString &) { return {}; }

    /// Blancmange from the disk goes on from memory alone: its partition is unmounted, the mode is Ram afterwards, and
    /// the disk may be divided anew. In other modes nothing happens.
    [[nodiscard]] virtual Status leaveDisk() = 0;

    /// Where the boot loaders lie that tools/boot_loaders made; empty where there are none.
    [[nodiscard]] virtual QString loaderFolder() const = 0;
    /// The program of this agent, which writes itself into images; empty where a machine only pretends: nothing of an
    /// image starts there.
    [[nodiscard]] virtual QString agentProgram() const { return {}; }
    /// Where the firmware's variables are; empty where it has none.
    [[nodiscard]] virtual QString efiVariables() const { return {}; }
    /// Words of the kernel's command line that Blancmange wants again when it boots from the disk: wordsToKeep(), and
    /// cid.card with the address of the network card through which it reached cidd.
    [[nodiscard]] virtual QStringList bootArguments() const { return {}; }

    /// What the kernel said last before this start, where the machine keeps that (pstore): a few lines, or none.
    [[nodiscard]] virtual QStringList lastWords() const { return {}; }

    /// Unmounts everything and goes down. A failed unmount is an error and the machine stays up.
    [[nodiscard]] virtual Result<AfterReboot> reboot(ProcessRunner &runner) = 0;
};

/// What a machine needs from the system; all borrowed, all outlive it.
struct MachineTools
{
    ProcessRunner *runner = nullptr;
    FileSystem *files = nullptr;
};

/// "disk:FILE", "dir:FOLDER" or "real". Invalid "machine.bad-name" for anything else. FILE.conf and FOLDER/machine.conf
/// describe the pretended hardware (docs/cidkid); the disk file is made, sparse, where it does not exist.
[[nodiscard]] Result<std::unique_ptr<Machine>> openMachine(const QString &what, const MachineTools &tools);

} // namespace cid
