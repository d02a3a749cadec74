// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/make_file_system.h"

#include <QRandomGenerator>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace cid {

namespace {

QStringList usualOptions(const DiskPartition &partition)
{
    const QString label = fileSystemLabel(partition);
    if (partition.fileSystem == u"swap"_s)
        return {u"--label"_s, label};
    // FAT32 also where mkfs.vfat would take FAT16: firmware wants no other. One sector to a cluster: it needs 65,525 of
    // them, whatever the disk's sectors are.
    if (partition.fileSystem == u"vfat"_s)
        return {u"-F"_s, u"32"_s, u"-s"_s, u"1"_s, u"-n"_s, label};
    if (partition.fileSystem == u"xfs"_s)
        return {u"-f"_s, u"-q"_s, u"-L"_s, label};
    return {u"-F"_s, u"-q"_s, u"-L"_s, label};
}

// What an image gets that asks for nothing: mkfs.xfs takes no option twice, so one that asks says all.
QStringList oldFeatures(const QString &fileSystem)
{
    if (fileSystem == u"xfs"_s)
        return {u"-m"_s, u"crc=1,finobt=0,rmapbt=0,reflink=0,inobtcount=0,bigtime=0"_s, u"-i"_s,
                u"sparse=0,nrext64=0"_s};
    if (fileSystem.startsWith(u"ext"_s))
        return {u"-O"_s, u"^metadata_csum,^metadata_csum_seed,^orphan_file"_s};
    return {};
}

QStringList idOptions(const DiskPartition &partition)
{
    if (partition.uuid.isEmpty())
        return {};
    if (partition.fileSystem == u"swap"_s)
        return {u"--uuid"_s, partition.uuid};
    if (partition.fileSystem == u"vfat"_s)
        return {u"-i"_s, QString(partition.uuid).remove(u'-')};
    if (partition.fileSystem == u"xfs"_s)
        return {u"-m"_s, u"uuid="_s + partition.uuid};
    return {u"-U"_s, partition.uuid};
}

} // namespace

QString fileSystemMaker(const QString &fileSystem)
{
    if (fileSystem == u"none"_s)
        return {};
    return fileSystem == u"swap"_s ? u"mkswap"_s : u"mkfs."_s + fileSystem;
}

QString newFileSystemId(const QString &fileSystem)
{
    if (fileSystem == u"none"_s)
        return {};
    if (fileSystem != u"vfat"_s)
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString digits = u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QChar(u'0')).toUpper();
    return digits.left(4) + u'-' + digits.mid(4);
}

Result<Command> makeFileSystem(const DiskPartition &partition, const QStringList &options)
{
    static const QStringList known{u"swap"_s, u"vfat"_s, u"xfs"_s, u"ext2"_s, u"ext4"_s};
    if (!known.contains(partition.fileSystem))
        return fail(makeError(ErrorKind::Invalid, "disk.file-system",
                              u"partition %1 wants the file system \"%2\", which notP does not make"_s.arg(
                                  partition.name, partition.fileSystem)));
    Command command;
    command.program = fileSystemMaker(partition.fileSystem);
    command.arguments = usualOptions(partition) + idOptions(partition)
        + (options.isEmpty() ? oldFeatures(partition.fileSystem) : options);
    command.deadline = 30min;
    return command;
}

} // namespace cid
