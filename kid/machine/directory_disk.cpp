// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/directory_disk.h"

#include "common/system/file_steps.h"
#include "kid/machine/disk_identity.h"
#include "kid/machine/make_file_system.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

class OpenFolder final : public Mounted
{
public:
    OpenFolder(QString folder, FileSystem *files)
        : m_folder(std::move(folder))
        , m_files(files)
    { }

    [[nodiscard]] QString folder() const override { return m_folder; }
    [[nodiscard]] Status unmount() override
    {
        FileSystem *files = std::exchange(m_files, nullptr);
        return files ? files->syncFileSystem(m_folder) : Status();
    }

private:
    const QString m_folder;
    FileSystem *m_files; ///< none where nothing was written
};

QByteArray tableText(const DiskRecord &record)
{
    QByteArray text;
    for (const DiskPartition &partition : record.partitions)
        text += partition.name.toUtf8() + ' ' + QByteArray::number(partition.start) + ' '
            + QByteArray::number(partition.size) + '\n';
    return text;
}

} // namespace

DirectoryDisk::DirectoryDisk(QString folder, Disk facts, FileSystem &files)
    : m_folder(std::move(folder))
    , m_facts(std::move(facts))
    , m_files(files)
{ }

Result<Disk> DirectoryDisk::look(const QString &folder, Disk facts, FileSystem &files)
{
    facts.path = folder;
    const Result<QStringList> names = files.list(folder);
    if (!names && names.error().kind != ErrorKind::NotFound)
        return fail(names.error());
    // An agent that is killed while it writes the first record leaves a piece of it, and nothing foreign.
    if (names && !std::all_of(names->begin(), names->end(), isCutReplacement))
        facts.signatures = QStringList{u"folder"_s};
    DirectoryDisk disk(folder, facts, files);
    const Result<std::optional<DiskRecord>> record = disk.readRecord();
    if (!record)
        return fail(record.error());
    if (!*record)
        return facts;
    facts.recordId = (*record)->id;
    facts.owner = (*record)->owner;
    const Result<bool> fits = (*record)->tableWritten ? disk.isTable(**record) : Result<bool>(true);
    if (!fits)
        return fail(fits.error());
    facts.ours = *fits;
    facts.doubt = *fits ? QString() : u"its partitions are not those that notP made"_s;
    return facts;
}

Result<std::optional<DiskRecord>> DirectoryDisk::readRecord()
{
    const Result<QByteArray> bytes = m_files.read(recordPath());
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return std::nullopt;
    if (!bytes)
        return fail(bytes.error());
    std::optional<DiskRecord> record = decodeDiskRecord(*bytes);
    if (record && !isRecordOf(*record, m_facts))
        return std::nullopt;
    return record;
}

Status DirectoryDisk::writeRecord(const DiskRecord &record)
{
    const Result<std::optional<DiskRecord>> before = readRecord();
    if (!before)
        return fail(before.error());
    DiskRecord next = record;
    next.generation = (*before ? (*before)->generation : 0) + 1;
    const Result<QByteArray> bytes = encodeDiskRecord(next);
    if (!bytes)
        return fail(bytes.error());
    if (Status status = m_files.makeFolder(m_folder); !status)
        return status;
    return m_files.replace(recordPath(), *bytes);
}

Status DirectoryDisk::writeTable(ProcessRunner &, const DiskRecord &record)
{
    const Result<QStringList> names = m_files.list(m_folder);
    if (!names)
        return fail(names.error());
    if (Status status = m_files.remove(tablePath()); !status)
        return status;
    for (const QString &name : *names) {
        const bool isKept = std::any_of(record.partitions.begin(), record.partitions.end(),
                                        [&name](const DiskPartition &p) { return p.ready && p.name == name; });
        const QString path = m_folder + u'/' + name;
        if (isKept || path == recordPath() || path == tablePath() || name.endsWith(u".uuid"_s))
            continue;
        if (Status status = m_files.removeTree(path); !status)
            return status;
    }
    for (const DiskPartition &partition : record.partitions) {
        if (Status status = m_files.makeFolder(folderOf(partition)); !status)
            return status;
    }
    return m_files.replace(tablePath(), tableText(record));
}

Result<bool> DirectoryDisk::hasTable(ProcessRunner &, const DiskRecord &record)
{
    return isTable(record);
}

Result<bool> DirectoryDisk::isTable(const DiskRecord &record)
{
    const Result<QByteArray> text = m_files.read(tablePath());
    if (!text && text.error().kind != ErrorKind::NotFound)
        return fail(text.error());
    return text && *text == tableText(record);
}

Status DirectoryDisk::checkTable(ProcessRunner &, const DiskRecord &record)
{
    return encodeDiskRecord(record).map([](const QByteArray &) { });
}

Result<QStringList> DirectoryDisk::traces(ProcessRunner &)
{
    return QStringList();
}

Status DirectoryDisk::format(ProcessRunner &, const DiskPartition &partition, const QStringList &)
{
    if (Status status = m_files.removeTree(folderOf(partition)); !status)
        return status;
    if (Status status = m_files.makeFolder(folderOf(partition)); !status)
        return status;
    const QString uuid = partition.uuid.isEmpty() ? newFileSystemId(u"ext4"_s) : partition.uuid;
    return m_files.replace(uuidPath(partition), uuid.toLatin1());
}

Result<std::unique_ptr<Mounted>> DirectoryDisk::mount(ProcessRunner &, const DiskPartition &partition,
                                                      MountAccess access)
{
    const QString folder = folderOf(partition);
    if (const Result<FileFacts> facts = m_files.facts(folder); !facts)
        return fail(facts.error());
    return std::make_unique<OpenFolder>(folder, access == MountAccess::ReadWrite ? &m_files : nullptr);
}

Result<QString> DirectoryDisk::uuid(ProcessRunner &, const DiskPartition &partition)
{
    return m_files.read(uuidPath(partition)).map([](const QByteArray &text) { return QString::fromLatin1(text); });
}

Status DirectoryDisk::unmountLeftovers(ProcessRunner &)
{
    return {};
}

QString DirectoryDisk::recordPath() const
{
    return m_folder + u"/.record"_s;
}

QString DirectoryDisk::tablePath() const
{
    return m_folder + u"/.table"_s;
}

QString DirectoryDisk::uuidPath(const DiskPartition &partition) const
{
    return m_folder + u"/."_s + partition.name + u".uuid"_s;
}

QString DirectoryDisk::folderOf(const DiskPartition &partition) const
{
    return m_folder + u'/' + partition.name;
}

} // namespace cid
