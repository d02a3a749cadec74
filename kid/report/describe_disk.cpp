// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/report/describe_disk.h"

#include "kid/machine/disk_inspection.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString orNone(const QString &text)
{
    return text.isEmpty() ? u"none"_s : text;
}

QString describeRecord(const DiskRecord &record)
{
    QString text =
        u"record: %1 of generation %2, id %3, of disk \"%4\", WWN \"%5\", installed by %6; the table is %7\n"_s.arg(
            record.layout, QString::number(record.generation), orNone(record.id), record.serial, record.wwn,
            record.owner.isEmpty() ? u"a notP that wrote no name"_s : record.owner,
            record.tableWritten ? u"written"_s : u"not written yet"_s);
    for (const DiskPartition &one : record.partitions) {
        text += u"  %1 %2 \"%3\" at %4, %5 bytes, %6%7%8\n"_s.arg(
            QString::number(one.number), partitionRoleName(one.role), one.name, QString::number(one.start),
            QString::number(one.size), orNone(one.fileSystem), one.keep ? u", kept"_s : QString(),
            one.ready ? QString() : u", not made yet"_s);
    }
    return text;
}

} // namespace

QByteArray describeDisk(ProcessRunner &runner, FileSystem &files, Disk disk)
{
    QString text =
        u"size %1 bytes, sectors of %2, %3, model \"%4\"\nserial \"%5\", WWN \"%6\", by-path %7\nby-id: %8\n"_s.arg(
            QString::number(disk.size), QString::number(disk.sectorSize),
            disk.removable ? u"removable"_s : u"built in"_s, disk.model, disk.serial, disk.wwn, orNone(disk.byPath),
            orNone(disk.byId.join(u' ')));
    const Status looked = inspectDisk(runner, files, disk);
    text += u"signatures: %1\n"_s.arg(orNone(disk.signatures.join(u' ')));
    if (!looked)
        text += looked.error().text + u'\n';
    else if (disk.ours)
        text += u"It is notP's.\n"_s;
    else
        text += disk.doubt.isEmpty() ? u"It is not notP's.\n"_s : u"It is not notP's: %1\n"_s.arg(disk.doubt);
    const auto record = readDiskRecord(files, disk);
    if (!record)
        text += record.error().text + u'\n';
    else if (*record)
        text += describeRecord(**record);
    return text.toUtf8();
}

} // namespace cid
