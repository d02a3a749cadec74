// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/layout.h"
#include "kid/machine/make_file_system.h"

#include <QCryptographicHash>
#include <QFile>
#include <QProcess>

#include <unistd.h>

// A disk in a file as an installation of notP's leaves it, made with sfdisk and mkfs.
namespace cid {

using namespace Qt::StringLiterals;

inline constexpr ByteCount diskSize = 400 * MiB;
inline const QString ownNode = u"0123456789abcdef"_s;

inline bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished(60'000) && process.exitCode() == 0)
        return true;
    qWarning("%s %s: %s", qPrintable(program), qPrintable(arguments.join(u' ')), process.readAll().constData());
    return false;
}

// What was ever written to a file, piece by piece with its place; holes are passed over.
template <typename Take> bool eachPiece(const QString &path, const Take &take)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    off_t end = 0;
    for (off_t data = 0; (data = ::lseek(file.handle(), end, SEEK_DATA)) >= 0;) {
        end = ::lseek(file.handle(), data, SEEK_HOLE);
        if (!file.seek(data))
            return false;
        take(static_cast<ByteCount>(data), file.read(end - data));
    }
    return true;
}

// Of all that is not zero, with its place: where the file's holes begin and end is the host's business.
inline QByteArray hashOf(const QString &path)
{
    constexpr qsizetype block = 4096;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const bool isRead = eachPiece(path, [&hash](ByteCount place, const QByteArray &bytes) {
        for (qsizetype at = 0; at < bytes.size(); at += block) {
            const QByteArray part = bytes.mid(at, block);
            if (part.count('\0') == part.size())
                continue;
            hash.addData(QByteArray::number(place + at));
            hash.addData(part);
        }
    });
    return isRead ? hash.result() : QByteArray();
}

inline bool put(const QString &path, ByteCount offset, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size();
}

inline QByteArray get(const QString &path, ByteCount offset, ByteCount size)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.seek(offset) ? file.read(size) : QByteArray();
}

// As an installation leaves it, made with the programs that it uses.
class InstalledDisk
{
public:
    enum class Record : quint8 { Today, First };

    InstalledDisk(const QString &path, const QString &serial, Record kind, const QString &layoutName)
        : m_layout(*findLayout(layoutName))
    {
        disk.path = path;
        disk.serial = serial;
        disk.byPath = u"pci-0000:00:05.0"_s;
        disk.size = diskSize;
        PartitionDefinition scratch{u"scratch"_s, 16 * MiB, u"ext4"_s, true};
        record = *m_layout->plan({disk, 512 * MiB, {scratch}, {}});
        if (kind == Record::Today) {
            record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
            record.tableId = m_layout->tableId(QUuid(record.id));
            record.owner = ownNode;
        }
        for (DiskPartition &partition : record.partitions) {
            partition.ready = partition.role != PartitionRole::Slot;
            if (kind == Record::Today)
                partition.uuid = newFileSystemId(partition.fileSystem);
        }
        record.tableWritten = true;
    }

    [[nodiscard]] bool make()
    {
        QFile file(disk.path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || !file.resize(diskSize))
            return false;
        bool ok = writeTable() && writeRecord();
        for (const DiskPartition &partition : record.partitions)
            ok = ok && (partition.fileSystem == u"none"_s || makeFileSystemOn(partition, partition.uuid));
        return ok;
    }
    [[nodiscard]] bool writeTable() const
    {
        QByteArray script = m_layout->script(record);
        if (m_layout->isInFirstSector())
            script.prepend(
                "label: dos\n"
                + (record.tableId.isEmpty() ? QByteArray() : "label-id: 0x" + record.tableId.toLatin1() + '\n'));
        return run(u"sfdisk"_s, {u"--quiet"_s, disk.path}, script);
    }
    [[nodiscard]] bool writeRecord() const
    {
        const QByteArray bytes = *encodeDiskRecord(record);
        return put(disk.path, diskRecordOffsets[0], bytes) && put(disk.path, diskRecordOffsets[1], bytes);
    }
    [[nodiscard]] bool makeFileSystemOn(DiskPartition partition, const QString &uuid) const
    {
        partition.uuid = uuid;
        const Command command = *makeFileSystem(partition, {});
        const QString single = disk.path + u".part"_s;
        QFile::remove(single);
        QFile file(single);
        return file.open(QIODevice::WriteOnly) && file.resize(partition.size)
            && run(command.program, command.arguments + QStringList{single}) && copyInto(partition, single);
    }
    [[nodiscard]] bool copyInto(const DiskPartition &partition, const QString &single) const
    {
        // Superblocks of before lie in its first bytes.
        bool ok = put(disk.path, partition.start, QByteArray(std::min(partition.size, MiB), '\0'));
        const bool isRead = eachPiece(single, [&](ByteCount place, const QByteArray &bytes) {
            ok = ok && put(disk.path, partition.start + place, bytes);
        });
        return isRead && ok;
    }
    [[nodiscard]] const DiskPartition &slot() const { return *record.find(PartitionRole::Slot); }

    Disk disk;
    DiskRecord record;

private:
    const Layout *m_layout;
};

} // namespace cid
