// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/block_disk.h"

#include "kid/machine/disk_inspection.h"
#include "kid/machine/layout.h"
#include "kid/machine/make_file_system.h"
#include "kid/machine/partition_mount.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Command makeCommand(const QString &program, const QStringList &arguments)
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    return command;
}

// What may not lie on a disk any more that is about to be divided.
QList<Signature> unwanted(const QList<Signature> &found, const DiskRecord &record)
{
    QList<Signature> left;
    std::copy_if(found.begin(), found.end(), std::back_inserter(left),
                 [&record](const Signature &signature) { return !isSpared(signature, record); });
    return left;
}

Error notErased(const QString &device, const QList<Signature> &left)
{
    QStringList types;
    for (const Signature &signature : left)
        types << signature.type;
    return makeError(ErrorKind::Io, "disk.not-erased",
                     u"%1 was erased and still holds %2: does it take writes?"_s.arg(device, types.join(u", "_s)),
                     {{u"disk"_s, device}});
}

} // namespace

BlockDisk::BlockDisk(Disk facts, BlockDiskTools tools)
    : m_facts(std::move(facts))
    , m_tools(std::move(tools))
{ }

Result<std::optional<DiskRecord>> BlockDisk::readRecord()
{
    return readDiskRecord(*m_tools.files, m_facts);
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
    const ByteCount offset = diskRecordOffsets[next.generation % 2];
    if (Status status = m_tools.files->overwrite(m_facts.path, offset, *bytes); !status)
        return status;
    return m_tools.files->readAt(m_facts.path, offset, bytes->size()).and_then([&](const QByteArray &found) -> Status {
        if (found == *bytes)
            return {};
        return fail(makeError(ErrorKind::Io, "disk.not-written",
                              u"%1 does not keep what is written to it"_s.arg(m_facts.path),
                              {{u"disk"_s, m_facts.path}}));
    });
}

Status BlockDisk::writeTable(ProcessRunner &runner, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    // Also the second copy of a GPT, at the end.
    if (Status status = erase(runner, record); !status)
        return status;
    if (Status status = divide(runner, **layout, record); !status)
        return status;
    // What an earlier table had at the same place must not be taken for something complete.
    for (const DiskPartition &partition : record.partitions) {
        if (partition.role == PartitionRole::Extended || partition.role == PartitionRole::Map || partition.ready)
            continue;
        if (Status status = erasePartition(runner, partition); !status)
            return status;
    }
    const Result<bool> isThere = hasTable(runner, record);
    if (!isThere)
        return fail(isThere.error());
    if (*isThere)
        return {};
    return fail(makeError(ErrorKind::Io, "disk.not-written",
                          u"%1 was divided and its table is another one"_s.arg(m_facts.path),
                          {{u"disk"_s, m_facts.path}}));
}

// Mark by mark, because one in the middle of what is kept may be a mark of the whole disk as well. What is erased may
// have hidden another one.
Status BlockDisk::erase(ProcessRunner &runner, const DiskRecord &record)
{
    constexpr int rounds = 8;
    QList<Signature> left;
    for (int round = 0; round < rounds; ++round) {
        const auto found = signaturesOn(runner, m_facts.path);
        if (!found)
            return fail(found.error());
        left = unwanted(*found, record);
        if (left.isEmpty())
            return {};
        for (const Signature &signature : left) {
            const Result<CommandOutput> done = runner.run(makeCommand(
                u"wipefs"_s,
                {u"--quiet"_s, u"--force"_s, u"--offset"_s, QString::number(signature.offset), m_facts.path}));
            // One that went with another one before is no error; one that stays is found in the next round.
            if (!done)
                return fail(done.error());
        }
    }
    return fail(notErased(m_facts.path, left));
}

Status BlockDisk::erasePartition(ProcessRunner &runner, const DiskPartition &partition)
{
    const Result<QString> device = m_tools.devices->open(runner, partition);
    if (!device)
        return fail(device.error());
    const auto wiped = runChecked(runner, makeCommand(u"wipefs"_s, {u"--all"_s, u"--force"_s, u"--quiet"_s, *device}));
    const auto left = wiped ? signaturesOn(runner, *device) : Result<QList<Signature>>(fail(wiped.error()));
    const Status closed = m_tools.devices->close(*m_tools.runner, *device);
    if (!left)
        return fail(left.error());
    return left->isEmpty() ? closed : Status(fail(notErased(*device, *left)));
}

Status BlockDisk::divide(ProcessRunner &runner, const Layout &layout, const DiskRecord &record)
{
    m_tools.devices->expectTable();
    if (const QByteArray bytes = layout.bytes(record, m_facts.size); !bytes.isEmpty()) {
        const Status written = m_tools.files->overwrite(m_facts.path, 0, bytes);
        return written ? m_tools.devices->tableChanged(runner) : written;
    }
    Command command = makeCommand(u"sfdisk"_s, {u"--wipe"_s, u"never"_s, u"--wipe-partitions"_s, u"never"_s});
    if (layout.isInFirstSector()) {
        if (Status status = writeEmptyTable(record); !status)
            return status;
        command.arguments << u"--append"_s;
    }
    command.arguments << m_tools.devices->tableOptions() << m_facts.path;
    command.input = layout.script(record);
    return runChecked(runner, command).map([](const QByteArray &) { });
}

// Says whether sfdisk would take the table, and writes nothing.
Status BlockDisk::checkTable(ProcessRunner &runner, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    if (!(*layout)->startsFromSectors(m_facts.sectorSize))
        return fail(makeError(ErrorKind::Refused, "layout.sector-size",
                              u"%1 has sectors of %2 bytes, and no machine starts from such a disk by the layout %3; "
                              "start it by UEFI (layout = grub-gpt), or give it another disk"_s.arg(m_facts.path)
                                  .arg(m_facts.sectorSize)
                                  .arg(record.layout),
                              {{u"disk"_s, m_facts.path}}));
    if (const Result<QByteArray> bytes = encodeDiskRecord(record); !bytes)
        return fail(bytes.error());
    QByteArray script = (*layout)->script(record);
    if (script.isEmpty())
        return {};
    if ((*layout)->isInFirstSector())
        script.prepend("label: dos\n");
    Command command = makeCommand(
        u"sfdisk"_s, {u"--no-act"_s, u"--no-reread"_s, u"--quiet"_s, u"--wipe"_s, u"never"_s, m_facts.path});
    command.input = script;
    return runChecked(runner, command).map([](const QByteArray &) { });
}

// The disk's signature, four empty entries and the mark, in one write with the boot code in front of them.
Status BlockDisk::writeEmptyTable(const DiskRecord &record)
{
    constexpr ByteCount sectorSize = 512; // of all disks that have such a table
    Result<QByteArray> sector = m_tools.files->readAt(m_facts.path, 0, sectorSize);
    if (!sector)
        return fail(std::move(sector.error()));
    constexpr qsizetype bootCodeSize = 440;
    bool isOwn = false;
    quint32 signature = record.tableId.toUInt(&isOwn, 16);
    if (!isOwn)
        signature = QRandomGenerator::system()->generate();
    signature = qToLittleEndian(signature);
    *sector = (sector->left(bootCodeSize) + QByteArray(reinterpret_cast<const char *>(&signature), sizeof signature))
                  .leftJustified(sectorSize - 2, '\0')
        + "\x55\xaa";
    return m_tools.files->overwrite(m_facts.path, 0, *sector);
}

Result<bool> BlockDisk::hasTable(ProcessRunner &runner, const DiskRecord &record)
{
    return isTableOf(runner, *m_tools.files, m_facts, record);
}

Result<QStringList> BlockDisk::traces(ProcessRunner &runner)
{
    return diskTraces(runner, m_facts);
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

Status BlockDisk::format(ProcessRunner &runner, const DiskPartition &partition, const QStringList &options)
{
    if (partition.fileSystem == u"none"_s)
        return {};
    const Result<Command> command = makeFileSystem(partition, options);
    if (!command)
        return fail(command.error());
    if (Status status = erasePartition(runner, partition); !status)
        return status;
    return onDevice(runner, partition, *command).map([](const QByteArray &) { });
}

// Both kinds of program have a word for it.
Status BlockDisk::checkFormat(ProcessRunner &runner, const DiskPartition &partition, const QStringList &options)
{
    if (options.isEmpty())
        return {};
    Result<Command> command = makeFileSystem(partition, options);
    if (!command)
        return fail(std::move(command.error()));
    command->arguments << (partition.fileSystem == u"xfs"_s ? u"-N"_s : u"-n"_s);
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
