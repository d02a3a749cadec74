// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_inspection.h"

#include "kid/machine/disk_identity.h"
#include "kid/machine/layout.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString tableTraceOf(const PartitionTable &table)
{
    return u"table:"_s + table.digest();
}

// What is not asked for: raw bytes, other partitions, and what is never erased.
bool isJudged(const DiskPartition &partition)
{
    switch (partition.role) {
    case PartitionRole::Extended:
    case PartitionRole::BiosBoot:
    case PartitionRole::Map:
    case PartitionRole::Swap:
        return false;
    default:
        return !partition.keep;
    }
}

bool isSame(const QString &wanted, const QString &found)
{
    return !wanted.isEmpty() && wanted.compare(found, Qt::CaseInsensitive) == 0;
}

// Who wrote no identifier down made file systems of these types, with these labels.
bool looksMade(const DiskPartition &partition, const DiskContent &content)
{
    if (partition.fileSystem == u"none"_s)
        return content.type.startsWith(u"hfs"_s);
    const QStringList types = partition.role == PartitionRole::Slot || partition.fileSystem.startsWith(u"ext"_s)
        ? QStringList{u"ext2"_s, u"ext3"_s, u"ext4"_s, u"xfs"_s}
        : QStringList{partition.fileSystem};
    return types.contains(content.type) && content.label == fileSystemLabel(partition);
}

bool isMade(const DiskPartition &partition, const DiskContent &content)
{
    if (content.isNothing())
        return true;
    if (content.isAmbiguous || content.type.isEmpty())
        return false;
    if (partition.uuid.isEmpty() && partition.uuidBefore.isEmpty())
        return looksMade(partition, content);
    return isSame(partition.uuid, content.uuid) || isSame(partition.uuidBefore, content.uuid);
}

// Holds one disk against its record. An empty text: everything fits.
class Judgement
{
public:
    Judgement(ProcessRunner &runner, FileSystem &files, const Disk &disk, const DiskRecord &record)
        : m_runner(runner)
        , m_files(files)
        , m_disk(disk)
        , m_record(record)
    { }

    [[nodiscard]] Result<QString> doubt(const QList<Signature> &signatures) const
    {
        const Result<const Layout *> layout = findLayout(m_record.layout);
        if (!layout)
            return u"its record is of a newer notP (layout %1)"_s.arg(m_record.layout);
        if (m_record.sectorSize != m_disk.sectorSize)
            return u"its record was written for sectors of %1 bytes"_s.arg(m_record.sectorSize);
        for (const Signature &signature : signatures) {
            const bool isKnown = (*layout)->tableSignatures().contains(signature.type) || isSpared(signature, m_record)
                || (!m_record.tableWritten && m_record.erases.contains(signature.trace()));
            if (!isKnown)
                return u"%1 was put over it"_s.arg(signature.type);
        }
        const Result<bool> fits =
            m_record.tableWritten ? isTableOf(m_runner, m_files, m_disk, m_record) : mayBeDivided();
        if (!fits)
            return fail(fits.error());
        if (!*fits)
            return u"its partitions are not those that notP made"_s;
        return m_record.tableWritten ? doubtInside() : QString();
    }

private:
    // What the table was before, nothing, or a part of what it will be.
    [[nodiscard]] Result<bool> mayBeDivided() const
    {
        const auto table = readPartitionTable(m_runner, m_disk.path);
        if (!table)
            return fail(table.error());
        if (!*table || (*table)->entries.isEmpty())
            return true;
        const bool isBegun =
            (*table)->isPartOf(m_record) && (m_record.tableId.isEmpty() || isSame(m_record.tableId, (*table)->id));
        return isBegun || m_record.erases.contains(tableTraceOf(**table));
    }

    [[nodiscard]] Result<QString> doubtInside() const
    {
        for (const DiskPartition &partition : m_record.partitions) {
            if (!isJudged(partition))
                continue;
            const auto content = contentIn(m_runner, m_disk.path, {partition.start, partition.size});
            if (!content)
                return fail(content.error());
            if (!isMade(partition, *content))
                return u"partition %1 (%2) holds %3 that notP did not make"_s.arg(partition.number)
                    .arg(partition.name, content->text());
        }
        return QString();
    }

    ProcessRunner &m_runner;
    FileSystem &m_files;
    const Disk &m_disk;
    const DiskRecord &m_record;
};

Result<std::optional<DiskRecord>> newestRecord(FileSystem &files, const QString &path,
                                               const std::function<bool(const DiskRecord &)> &counts)
{
    std::optional<DiskRecord> newest;
    for (const ByteCount offset : diskRecordOffsets) {
        const Result<QByteArray> bytes = files.readAt(path, offset, diskRecordSize);
        if (!bytes)
            return fail(bytes.error());
        const std::optional<DiskRecord> record = decodeDiskRecord(*bytes);
        if (record && counts(*record) && (!newest || newest->generation < record->generation))
            newest = record;
    }
    return newest;
}

} // namespace

bool isSpared(const Signature &signature, const DiskRecord &record)
{
    return std::any_of(record.partitions.begin(), record.partitions.end(), [&](const DiskPartition &partition) {
        const bool stays = (partition.keep || partition.role == PartitionRole::Swap) && partition.ready;
        return stays && signature.offset >= partition.start && signature.offset < partition.start + partition.size;
    });
}

Result<QStringList> diskTraces(ProcessRunner &runner, const Disk &disk)
{
    constexpr qsizetype most = 24; // so that the record has room for all; more than that is asked about after a cut
    const auto signatures = signaturesOn(runner, disk.path);
    if (!signatures)
        return fail(signatures.error());
    const auto table = readPartitionTable(runner, disk.path);
    if (!table)
        return fail(table.error());
    QStringList traces;
    if (*table)
        traces << tableTraceOf(**table);
    for (const Signature &signature : *signatures)
        traces << signature.trace();
    return traces.mid(0, most);
}

Result<bool> isTableOf(ProcessRunner &runner, FileSystem &files, const Disk &disk, const DiskRecord &record)
{
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return false;
    if (const QByteArray bytes = (*layout)->bytes(record, disk.size); !bytes.isEmpty())
        return files.readAt(disk.path, 0, bytes.size()).map([&](const QByteArray &found) { return found == bytes; });
    const auto table = readPartitionTable(runner, disk.path);
    if (!table)
        return fail(table.error());
    return *table && (*layout)->tableSignatures().contains((*table)->label) && (*table)->isWhole(record)
        && (record.tableId.isEmpty() || isSame(record.tableId, (*table)->id));
}

Result<std::optional<DiskRecord>> readDiskRecord(FileSystem &files, const Disk &disk)
{
    return newestRecord(files, disk.path, [&disk](const DiskRecord &record) { return isRecordOf(record, disk); });
}

Status inspectDisk(ProcessRunner &runner, FileSystem &files, Disk &disk)
{
    const auto signatures = signaturesOn(runner, disk.path);
    if (!signatures)
        return fail(signatures.error());
    for (const Signature &signature : *signatures)
        disk.signatures << signature.type;
    disk.signatures.removeDuplicates();
    const auto record = readDiskRecord(files, disk);
    if (!record)
        return fail(record.error());
    if (!*record) {
        const auto strange = newestRecord(files, disk.path, [](const DiskRecord &) { return true; });
        if (strange && *strange)
            disk.doubt = u"the record on it was written for another disk"_s;
        return {};
    }
    disk.recordId = (*record)->id;
    disk.owner = (*record)->owner;
    const Result<QString> doubt = Judgement(runner, files, disk, **record).doubt(*signatures);
    // Small images lack programs; they erase nothing either.
    if (!doubt && doubt.error().code != "process.not-found")
        return fail(doubt.error());
    disk.doubt = doubt ? *doubt : u"it cannot be looked at here: %1"_s.arg(doubt.error().text);
    disk.ours = disk.doubt.isEmpty();
    return {};
}

} // namespace cid
