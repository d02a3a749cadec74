// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/block_disk.h"

#include "kid/boot/grub_efi_loader.h"
#include "kid/inventory/sector.h"
#include "kid/machine/disk_identity.h"
#include "kid/machine/layout.h"
#include "kid/machine/partition_mount.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace cid {

namespace {

using Extents = QList<std::pair<qint64, qint64>>;

Command makeCommand(const QString &program, const QStringList &arguments)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    return command;
}

Extents wantedExtents(const DiskRecord &record)
{
    Extents extents;
    for (const DiskPartition &partition : record.partitions)
        extents << std::pair(partition.start / sectorSize, partition.size / sectorSize);
    std::sort(extents.begin(), extents.end());
    return extents;
}

Extents tableExtents(const QByteArray &json)
{
    const QJsonObject table = QJsonDocument::fromJson(json).object().value("partitiontable"_L1).toObject();
    Extents extents;
    const QJsonArray partitions = table.value("partitions"_L1).toArray();
    for (const auto &value : partitions) {
        const QJsonObject partition = value.toObject();
        extents << std::pair(partition.value("start"_L1).toInteger(), partition.value("size"_L1).toInteger());
    }
    std::sort(extents.begin(), extents.end());
    return extents;
}

Result<Command> makeFileSystem(const DiskPartition &partition)
{
    const QString label = partition.name.left(12);
    const bool isEfi = partition.role == PartitionRole::Grub;
    Command command;
    if (partition.fileSystem == u"swap"_s)
        command = makeCommand(u"mkswap"_s, {u"--label"_s, label});
    else if (partition.fileSystem == u"vfat"_s)
        command =
            makeCommand(u"mkfs.vfat"_s,
                        {u"-n"_s, isEfi ? QLatin1StringView(efiPartitionLabel).toString() : label.left(11).toUpper()});
    else if (partition.fileSystem == u"xfs"_s)
        command = makeCommand(u"mkfs.xfs"_s, {u"-f"_s, u"-q"_s, u"-L"_s, label});
    else if (partition.fileSystem == u"ext2"_s || partition.fileSystem == u"ext4"_s)
        command = makeCommand(u"mkfs."_s + partition.fileSystem, {u"-F"_s, u"-q"_s, u"-L"_s, label});
    else
        return fail(makeError(ErrorKind::Invalid, "disk.file-system",
                              u"partition %1 wants the file system \"%2\", which notP does not make"_s.arg(
                                  partition.name, partition.fileSystem)));
    command.deadline = 30min;
    return command;
}

} // namespace

Result<std::optional<DiskRecord>> readDiskRecord(FileSystem &files, const QString &path, const QString &identity)
{
    std::optional<DiskRecord> newest;
    for (const ByteCount offset : diskRecordOffsets) {
        const Result<QByteArray> bytes = files.readAt(path, offset, diskRecordSize);
        if (!bytes)
            return fail(bytes.error());
        const std::optional<DiskRecord> record = decodeDiskRecord(*bytes);
        if (record && record->serial == identity && (!newest || newest->generation < record->generation))
            newest = record;
    }
    return newest;
}

Status inspectDisk(ProcessRunner &runner, FileSystem &files, Disk &disk)
{
    const Result<QByteArray> json =
        runChecked(runner, makeCommand(u"wipefs"_s, {u"--no-act"_s, u"--json"_s, disk.path}));
    if (!json)
        return fail(json.error());
    const QJsonArray found = QJsonDocument::fromJson(*json).object().value("signatures"_L1).toArray();
    for (const auto &value : found)
        disk.signatures << value.toObject().value("type"_L1).toString();
    disk.signatures.removeDuplicates();
    const Result<std::optional<DiskRecord>> record = readDiskRecord(files, disk.path, diskIdentity(disk));
    if (!record)
        return fail(record.error());
    disk.ours = record->has_value();
    return {};
}

BlockDisk::BlockDisk(Disk facts, BlockDiskTools tools)
    : m_facts(std::move(facts))
    , m_tools(std::move(tools))
{ }

Result<std::optional<DiskRecord>> BlockDisk::readRecord()
{
    return readDiskRecord(*m_tools.files, m_facts.path, diskIdentity(m_facts));
}

// The older copy is overwritten, so that one of the two is intact at every moment.
Status BlockDisk::writeRecord(const DiskRecord &record)
{
    const Result<std::optional<DiskRecord>> before = readRecord();
    if (!before)
        return fail(before.error());
    DiskRecord next = record;
    next.generation = (*before ? (*before)->generation : 0) + 1;
    const Result<QByteArray> bytes = encodeDiskRecord(next);
    if (!bytes)
        return fail(bytes.error());
    return m_tools.files->overwrite(m_facts.path, diskRecordOffsets[next.generation % 2], *bytes);
}

Status BlockDisk::writeTable(ProcessRunner &runner, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    // Also the second copy of a GPT, at the end.
    const auto wiped = runChecked(runner, makeCommand(u"wipefs"_s, {u"--all"_s, u"--quiet"_s, m_facts.path}));
    if (!wiped)
        return fail(wiped.error());
    const Status written = divide(runner, **layout, record);
    if (!written)
        return written;
    // What an earlier table had at the same place must not be taken for something complete.
    for (const DiskPartition &partition : record.partitions) {
        if (partition.role == PartitionRole::Extended || partition.role == PartitionRole::Map
            || (partition.keep && partition.ready))
            continue;
        const Command wipe = makeCommand(u"wipefs"_s, {u"--all"_s, u"--quiet"_s});
        if (const auto done = onDevice(runner, partition, wipe); !done)
            return fail(done.error());
    }
    return {};
}

Status BlockDisk::divide(ProcessRunner &runner, const Layout &layout, const DiskRecord &record)
{
    if (const QByteArray bytes = layout.bytes(record, m_facts.size); !bytes.isEmpty()) {
        const Status written = m_tools.files->overwrite(m_facts.path, 0, bytes);
        return written ? m_tools.devices->tableChanged(runner) : written;
    }
    Command command = makeCommand(u"sfdisk"_s, {u"--wipe"_s, u"always"_s, u"--wipe-partitions"_s, u"never"_s});
    if (layout.isInFirstSector()) {
        if (Status status = writeEmptyTable(); !status)
            return status;
        command.arguments << u"--append"_s;
    }
    command.arguments << m_tools.devices->tableOptions() << m_facts.path;
    command.input = layout.script(record);
    return runChecked(runner, command).map([](const QByteArray &) { });
}

// The disk's signature, four empty entries and the mark, in one write with the boot code in front of them.
Status BlockDisk::writeEmptyTable()
{
    Result<QByteArray> sector = m_tools.files->readAt(m_facts.path, 0, sectorSize);
    if (!sector)
        return fail(std::move(sector.error()));
    constexpr qsizetype bootCodeSize = 440;
    const quint32 signature = QRandomGenerator::system()->generate();
    *sector = (sector->left(bootCodeSize) + QByteArray(reinterpret_cast<const char *>(&signature), sizeof signature))
                  .leftJustified(sectorSize - 2, '\0')
        + "\x55\xaa";
    return m_tools.files->overwrite(m_facts.path, 0, *sector);
}

Result<bool> BlockDisk::hasTable(ProcessRunner &runner, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    const QByteArray bytes = layout ? (*layout)->bytes(record, m_facts.size) : QByteArray();
    if (!bytes.isEmpty())
        return m_tools.files->readAt(m_facts.path, 0, bytes.size()).map([&](const QByteArray &found) {
            return found == bytes;
        });
    const Result<CommandOutput> output = runner.run(makeCommand(u"sfdisk"_s, {u"--json"_s, m_facts.path}));
    if (!output)
        return fail(output.error());
    // sfdisk fails where there is no table at all.
    return output->exitCode == 0 && tableExtents(output->standardOutput) == wantedExtents(record);
}

Result<QByteArray> BlockDisk::onDevice(ProcessRunner &runner, const DiskPartition &partition, Command command)
{
    const Result<QString> device = m_tools.devices->open(runner, partition);
    if (!device)
        return fail(device.error());
    command.arguments << *device;
    Result<QByteArray> output = runChecked(runner, command);
    const Status closed = m_tools.devices->close(*m_tools.runner, *device);
    if (output && !closed)
        return fail(closed.error());
    return output;
}

Status BlockDisk::format(ProcessRunner &runner, const DiskPartition &partition)
{
    if (partition.fileSystem == u"none"_s)
        return {};
    const Result<Command> command = makeFileSystem(partition);
    if (!command)
        return fail(command.error());
    return onDevice(runner, partition, *command).map([](const QByteArray &) { });
}

Result<std::unique_ptr<Mounted>> BlockDisk::mount(ProcessRunner &runner, const DiskPartition &partition,
                                                  MountAccess access)
{
    return PartitionMount::make(runner, m_tools, partition, access);
}

Result<QString> BlockDisk::uuid(ProcessRunner &runner, const DiskPartition &partition)
{
    const Command command =
        makeCommand(u"blkid"_s, {u"--probe"_s, u"--match-tag"_s, u"UUID"_s, u"--output"_s, u"value"_s});
    return onDevice(runner, partition, command).map([](const QByteArray &text) {
        return QString::fromLatin1(text.trimmed());
    });
}

Result<QByteArray> BlockDisk::readAt(FileSystem &files, ByteCount offset, ByteCount size)
{
    return files.readAt(m_facts.path, offset, size);
}

Status BlockDisk::writeAt(FileSystem &files, ByteCount offset, const QByteArray &bytes)
{
    return files.overwrite(m_facts.path, offset, bytes);
}

Status BlockDisk::unmountLeftovers(ProcessRunner &runner)
{
    return m_tools.devices->closeLeftovers(runner);
}

} // namespace cid
