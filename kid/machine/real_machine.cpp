// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/real_machine.h"

#include "common/config/mac_address.h"
#include "kid/inventory/disk_list.h"
#include "kid/inventory/hardware.h"
#include "kid/machine/block_disk.h"
#include "kid/machine/boot_arguments.h"
#include "kid/machine/disk_inspection.h"
#include "kid/machine/machine_lock.h"
#include "kid/machine/make_file_system.h"
#include "kid/machine/mount_table.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

Q_LOGGING_CATEGORY(lcMachine, "cid.machine")

namespace {

// Of what the kernel said last.
constexpr ByteCount lastWordsSize = 64 * KiB;
constexpr qsizetype lastWordsLines = 40;
constexpr qsizetype lastWordsWidth = 300;

} // namespace

RealMachine::RealMachine(const MachineTools &tools, SystemFolders folders)
    : m_tools(tools)
    , m_folders(std::move(folders))
{ }

RealMachine::~RealMachine() = default;

Result<BootMode> RealMachine::powerOn()
{
    if (Status status = m_tools.files->makeFolder(m_folders.run, 0700); !status)
        return fail(std::move(status.error()));
    if (!m_lock.isValid()) {
        Result<UniqueFd> lock = lockMachine(m_folders.run + u"/cidkid.lock"_s, name());
        if (!lock)
            return fail(std::move(lock.error()));
        m_lock = std::move(*lock);
    }
    const QStringList arguments = kernelArguments(*m_tools.files, m_folders);
    const QString from = kernelArgument(arguments, u"cid.blancmange"_s);
    m_mode = from.isEmpty() ? BootMode::Image : BootMode::Ram;
    if (m_mode == BootMode::Image)
        findRoot();
    if (from != u"disk"_s)
        return m_mode;
    if (Status status = findHome(kernelArgument(arguments, u"cid.home"_s)); !status)
        return fail(std::move(status.error()));
    // A disk that lost its record since then is a disk that Blancmange did not come from.
    m_mode = m_home ? BootMode::DiskBlancmange : BootMode::Ram;
    return m_mode;
}

// A disk that cannot be mounted, or that is a stranger's by now, is no reason to stay away from the good one.
Status RealMachine::findHome(const QString &uuid)
{
    const Result<Inventory> found = inventory(*m_tools.runner);
    if (!found)
        return fail(found.error());
    for (const Disk &disk : found->disks) {
        const Result<bool> isIt = openHome(disk, uuid);
        if (isIt && *isIt)
            return {};
        if (!isIt && isIt.error().kind == ErrorKind::Cancelled)
            return fail(isIt.error());
        if (!isIt)
            qCWarning(lcMachine, "%ls is passed over: %ls", qUtf16Printable(disk.path),
                      qUtf16Printable(isIt.error().text));
    }
    return {};
}

// Whose the disk is does not count here: the machine started from it.
Result<bool> RealMachine::openHome(const Disk &facts, const QString &uuid)
{
    if (facts.signatures.contains(unreadableSignature))
        return false;
    Result<std::unique_ptr<TargetDisk>> disk = openDisk(facts);
    if (!disk)
        return fail(std::move(disk.error()));
    const Result<std::optional<DiskRecord>> record = (*disk)->readRecord();
    if (!record)
        return fail(record.error());
    const DiskPartition *home = *record ? (*record)->find(PartitionRole::Blancmange) : nullptr;
    if (!home || !home->ready || !(*record)->tableWritten)
        return false;
    if (const auto isThere = (*disk)->hasTable(*m_tools.runner, **record); !isThere || !*isThere)
        return isThere;
    if (Status status = (*disk)->unmountLeftovers(*m_tools.runner); !status)
        return fail(std::move(status.error()));
    if (const auto isIt = isHome(**disk, *home, uuid); !isIt || !*isIt)
        return isIt;
    Result<std::unique_ptr<Mounted>> mounted = (*disk)->mount(*m_tools.runner, *home, MountAccess::ReadWrite);
    if (!mounted)
        return fail(std::move(mounted.error()));
    m_partition = home->number;
    m_homeDisk = facts.path;
    m_disk = std::move(*disk);
    m_home = std::move(*mounted);
    return true;
}

Result<bool> RealMachine::isHome(TargetDisk &disk, const DiskPartition &partition, const QString &uuid)
{
    if (uuid.isEmpty())
        return true;
    return disk.uuid(*m_tools.runner, partition).map([&uuid](const QString &own) { return own == uuid; });
}

// Of the kernel's own folder: "/dev/root" and links in /dev say nothing.
void RealMachine::findRoot()
{
    const Result<QList<MountEntry>> table = readMountTable(*m_tools.files, m_folders.proc);
    for (const MountEntry &entry : table.value_or(QList<MountEntry>())) {
        if (entry.target != u"/"_s)
            continue;
        const QString place = QFileInfo(m_folders.sys + u"/dev/block/"_s + entry.device).canonicalFilePath();
        const auto number = m_tools.files->read(place + u"/partition"_s, KiB);
        m_partition = number ? number->trimmed().toInt() : 0;
        m_homeDisk =
            m_partition > 0 ? m_folders.dev + u'/' + place.section(u'/', -2, -2).replace(u'!', u'/') : QString();
    }
}

Result<Inventory> RealMachine::inventory(ProcessRunner &runner)
{
    Inventory inventory = readHardware(*m_tools.files, m_folders);
    Result<QList<Disk>> disks = listDisks(*m_tools.files, m_folders);
    if (!disks)
        return fail(std::move(disks.error()));
    for (Disk &disk : *disks) {
        const Status looked = inspectDisk(runner, *m_tools.files, disk);
        if (!looked && looked.error().kind == ErrorKind::Cancelled)
            return fail(looked.error());
        if (looked)
            continue;
        // One broken disk must not hide the others; nor may it pass for an empty one.
        qCWarning(lcMachine, "%ls cannot be read: %ls", qUtf16Printable(disk.path),
                  qUtf16Printable(looked.error().text));
        disk.signatures = QStringList{unreadableSignature};
        disk.ours = false;
    }
    inventory.disks = std::move(*disks);
    return inventory;
}

PartitionDevices &RealMachine::devicesOf(const QString &path)
{
    auto &devices = m_devices[path];
    if (!devices)
        devices = std::make_unique<KernelPartitions>(path, m_folders, *m_tools.files);
    return *devices;
}

Result<std::unique_ptr<TargetDisk>> RealMachine::openDisk(const Disk &disk)
{
    if (!QFileInfo::exists(disk.path))
        return fail(makeError(ErrorKind::NotFound, "disk.none", u"there is no disk %1"_s.arg(disk.path)));
    const QString folder = m_folders.run + u"/mnt"_s;
    if (Status status = m_tools.files->makeFolder(folder, 0700); !status)
        return fail(std::move(status.error()));
    return std::make_unique<BlockDisk>(disk,
                                       BlockDiskTools{m_tools.runner, m_tools.files, &devicesOf(disk.path), folder});
}

bool RealMachine::knowsFileSystem(const QString &fileSystem)
{
    const QByteArray known = m_tools.files->read(m_folders.proc + u"/filesystems"_s, MiB).value_or(QByteArray());
    for (const QByteArray &line : known.split('\n')) {
        if (line.trimmed().split('\t').last() == fileSystem.toLatin1())
            return true;
    }
    return false;
}

Status RealMachine::checkFileSystem(ProcessRunner &runner, const QString &fileSystem)
{
    if (fileSystem == u"none"_s)
        return {};
    const QString maker = fileSystemMaker(fileSystem);
    if (QStandardPaths::findExecutable(maker).isEmpty()
        && QStandardPaths::findExecutable(maker, {u"/sbin"_s, u"/usr/sbin"_s}).isEmpty())
        return fail(makeError(ErrorKind::NotFound, "machine.no-program",
                              u"Blancmange has no %1: choose the package that brings it in top_config, or another file "
                              "system in image_db (root_fs)"_s.arg(maker),
                              {{u"program"_s, maker}}));
    // The ext4 driver takes ext2, too, where there is no other.
    if (fileSystem == u"swap"_s || knowsFileSystem(fileSystem)
        || (fileSystem == u"ext2"_s && knowsFileSystem(u"ext4"_s)))
        return {};
    Command command;
    command.program = u"modprobe"_s;
    command.arguments = {fileSystem};
    const Result<CommandOutput> loaded = runner.run(command);
    if (!loaded && loaded.error().kind == ErrorKind::Cancelled)
        return fail(loaded.error());
    if (loaded && loaded->exitCode == 0 && knowsFileSystem(fileSystem))
        return {};
    return fail(makeError(
        ErrorKind::NotFound, "machine.no-file-system",
        u"this kernel has no %1 and Blancmange no module for it: add it to modules in top_config"_s.arg(fileSystem),
        {{u"fileSystem"_s, fileSystem}}));
}

Status RealMachine::leaveDisk()
{
    if (m_mode != BootMode::DiskBlancmange)
        return {};
    if (Status status = m_home->unmount(); !status)
        return status;
    m_home.reset();
    m_disk.reset();
    m_homeDisk.clear();
    m_partition = 0;
    m_mode = BootMode::Ram;
    return {};
}

QString RealMachine::efiVariables() const
{
    const QString folder = m_folders.sys + u"/firmware/efi/efivars"_s;
    return QFileInfo::exists(folder) ? folder : QString();
}

// Blancmange's start puts it there.
QStringList RealMachine::lastWords() const
{
    const auto text = m_tools.files->readAt(m_folders.root + u"/var/log/last-kernel"_s, 0, lastWordsSize);
    QStringList lines = QString::fromUtf8(text.value_or(QByteArray())).split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines)
        line.truncate(lastWordsWidth);
    return lines.mid(std::max<qsizetype>(0, lines.size() - lastWordsLines));
}

QStringList RealMachine::bootArguments() const
{
    QStringList words = wordsToKeep(kernelArguments(*m_tools.files, m_folders));
    // Blancmange's network script leaves it there.
    const Result<QByteArray> card = m_tools.files->read(m_folders.run + u"/card"_s, KiB);
    if (const auto mac = card ? normalisedMac(QString::fromLatin1(card->trimmed())) : std::nullopt)
        words << u"cid.card="_s + *mac;
    return words;
}

Status RealMachine::unmountOwn(ProcessRunner &runner)
{
    if (m_home) {
        if (Status status = m_home->unmount(); !status)
            return status;
        m_home.reset();
        m_disk.reset();
    }
    for (const auto &[path, devices] : m_devices) {
        if (Status status = devices->closeLeftovers(runner); !status)
            return status;
    }
    return {};
}

Result<AfterReboot> RealMachine::reboot(ProcessRunner &runner)
{
    Command command;
    command.program = u"reboot"_s;
    const Result<QByteArray> loaded = m_tools.files->read(m_folders.sys + u"/kernel/kexec_loaded"_s, KiB);
    const bool isKexec = loaded && loaded->trimmed() == "1";
    if (m_mode == BootMode::Image) {
        // The image's own services end in their own order; without systemd nobody would end them before kexec.
        if (QFileInfo::exists(m_folders.run.section(u'/', 0, -2) + u"/systemd/system"_s)) {
            command.program = u"systemctl"_s;
            command.arguments = {u"--no-block"_s, isKexec ? u"kexec"_s : u"reboot"_s};
        }
    } else if (isKexec) {
        if (Status status = unmountOwn(runner); !status)
            return fail(std::move(status.error()));
        command.program = u"kexec"_s;
        command.arguments = {u"--exec"_s};
    } else {
        if (Status status = unmountOwn(runner); !status)
            return fail(std::move(status.error()));
        // Blancmange has nothing else to end: everything that matters is on the disk by now.
        command.arguments = {u"-f"_s};
    }
    if (const auto done = runChecked(*m_tools.runner, command); !done)
        return fail(done.error());
    return AfterReboot::ProcessEnds;
}

} // namespace cid
