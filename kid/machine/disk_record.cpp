// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/disk_record.h"

#include "kid/boot/grub_efi_loader.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr std::array roleNames{"grub"_L1, "blancmange"_L1, "swap"_L1,      "extended"_L1,
                               "slot"_L1, "extra"_L1,      "bios-boot"_L1, "map"_L1};
// Lines of words with one space between them; a text is percent-encoded, an empty one is "-":
//
//     cid-disk-record 1
//     layout TEXT
//     serial TEXT
//     generation NUMBER
//     table written|unwritten
//     partition NUMBER ROLE NAME START SIZE FILE-SYSTEM keep|free,ready|unready
//     wwn TEXT                 the lines from here on may be missing; who does not know one passes over it
//     id TEXT
//     owner TEXT
//     table-id TEXT
//     sector NUMBER
//     made NUMBER:TEXT         DiskPartition::uuid of the partition with that number
//     before NUMBER:TEXT       DiskPartition::uuidBefore
//     erases TEXT              any number of them
//     checksum SHA-256 of everything above, in hexadecimal digits
//
// and zero bytes up to diskRecordSize.
constexpr char firstLine[] = "cid-disk-record 1";

std::optional<PartitionRole> roleFromName(const QByteArray &name)
{
    const auto found = std::find(roleNames.begin(), roleNames.end(), QLatin1StringView(name));
    if (found == roleNames.end())
        return std::nullopt;
    return static_cast<PartitionRole>(found - roleNames.begin());
}

QByteArray word(const QString &text)
{
    const QByteArray encoded = text.toUtf8().toPercentEncoding();
    return encoded.isEmpty() ? QByteArray("-") : encoded;
}

QString text(const QByteArray &word)
{
    return word == "-" ? QString() : QString::fromUtf8(QByteArray::fromPercentEncoding(word));
}

QByteArray partitionLine(const DiskPartition &partition)
{
    const QByteArray flags = QByteArray(partition.keep ? "keep" : "free") + (partition.ready ? ",ready" : ",unready");
    const QByteArrayList words{"partition",
                               QByteArray::number(partition.number),
                               QByteArray(partitionRoleName(partition.role).data()),
                               word(partition.name),
                               QByteArray::number(partition.start),
                               QByteArray::number(partition.size),
                               word(partition.fileSystem),
                               flags};
    return words.join(' ') + '\n';
}

std::optional<DiskPartition> parsePartition(const QByteArrayList &words)
{
    if (words.size() != 8)
        return std::nullopt;
    const auto role = roleFromName(words[2]);
    std::array<bool, 3> ok{};
    DiskPartition partition;
    partition.number = words[1].toInt(&ok[0]);
    partition.name = text(words[3]);
    partition.start = words[4].toLongLong(&ok[1]);
    partition.size = words[5].toLongLong(&ok[2]);
    partition.fileSystem = text(words[6]);
    partition.keep = words[7].startsWith("keep");
    partition.ready = words[7].endsWith(",ready");
    const bool isSane = partition.number > 0 && partition.start >= 0 && partition.size > 0;
    if (!role || !isSane || std::count(ok.begin(), ok.end(), true) != 3)
        return std::nullopt;
    partition.role = *role;
    return partition;
}

QByteArray checksum(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

QByteArray optionalLines(const DiskRecord &record)
{
    QByteArray lines;
    const auto add = [&lines](const char *name, const QString &value) {
        if (!value.isEmpty())
            lines += name + (' ' + word(value)) + '\n';
    };
    add("wwn", record.wwn);
    add("id", record.id);
    add("owner", record.owner);
    add("table-id", record.tableId);
    if (record.sectorSize != DiskRecord().sectorSize)
        add("sector", QString::number(record.sectorSize));
    for (const DiskPartition &partition : record.partitions) {
        const QString number = QString::number(partition.number) + u':';
        add("made", partition.uuid.isEmpty() ? QString() : number + partition.uuid);
        add("before", partition.uuidBefore.isEmpty() ? QString() : number + partition.uuidBefore);
    }
    for (const QString &trace : record.erases)
        add("erases", trace);
    return lines;
}

// "5:TEXT" for a partition whose line came before.
bool readOfPartition(const QString &value, QString DiskPartition::*member, DiskRecord &record)
{
    const int number = value.section(u':', 0, 0).toInt();
    for (DiskPartition &partition : record.partitions) {
        if (partition.number == number)
            partition.*member = value.section(u':', 1);
    }
    return number > 0;
}

bool readLine(const QByteArrayList &words, DiskRecord &record)
{
    if (words[0] == "partition") {
        const auto partition = parsePartition(words);
        if (partition)
            record.partitions << *partition;
        return partition.has_value();
    }
    if (words.size() != 2)
        return false;
    bool ok = true;
    const QString value = text(words[1]);
    static const QHash<QByteArray, QString DiskRecord::*> texts{
        {"layout", &DiskRecord::layout}, {"serial", &DiskRecord::serial}, {"wwn", &DiskRecord::wwn},
        {"id", &DiskRecord::id},         {"owner", &DiskRecord::owner},   {"table-id", &DiskRecord::tableId}};
    if (const auto member = texts.constFind(words[0]); member != texts.constEnd())
        record.*(*member) = value;
    else if (words[0] == "generation")
        record.generation = words[1].toInt(&ok);
    else if (words[0] == "table")
        record.tableWritten = words[1] == "written";
    else if (words[0] == "sector")
        record.sectorSize = words[1].toLongLong(&ok);
    else if (words[0] == "made")
        ok = readOfPartition(value, &DiskPartition::uuid, record);
    else if (words[0] == "before")
        ok = readOfPartition(value, &DiskPartition::uuidBefore, record);
    else if (words[0] == "erases")
        record.erases << value;
    return ok;
}

} // namespace

QLatin1StringView partitionRoleName(PartitionRole role)
{
    const auto index = static_cast<size_t>(role);
    return index < roleNames.size() ? roleNames[index] : "extra"_L1;
}

const DiskPartition *DiskRecord::find(PartitionRole role) const
{
    const auto found = std::find_if(partitions.begin(), partitions.end(),
                                    [role](const DiskPartition &partition) { return partition.role == role; });
    return found == partitions.end() ? nullptr : &*found;
}

const DiskPartition *DiskRecord::find(int number) const
{
    const auto found = std::find_if(partitions.begin(), partitions.end(),
                                    [number](const DiskPartition &partition) { return partition.number == number; });
    return found == partitions.end() ? nullptr : &*found;
}

QList<DiskPartition> DiskRecord::slotPartitions() const
{
    QList<DiskPartition> found;
    for (const DiskPartition &partition : partitions) {
        if (partition.role == PartitionRole::Slot)
            found << partition;
    }
    return found;
}

QString fileSystemLabel(const DiskPartition &partition)
{
    if (partition.fileSystem != u"vfat"_s)
        return partition.name.left(12);
    return partition.role == PartitionRole::Grub ? QLatin1StringView(efiPartitionLabel).toString()
                                                 : partition.name.left(11).toUpper();
}

Result<QByteArray> encodeDiskRecord(const DiskRecord &record)
{
    QByteArray body = firstLine;
    body += "\nlayout " + word(record.layout) + "\nserial " + word(record.serial) + "\ngeneration "
        + QByteArray::number(record.generation) + "\ntable " + (record.tableWritten ? "written" : "unwritten") + '\n';
    for (const DiskPartition &partition : record.partitions)
        body += partitionLine(partition);
    body += optionalLines(record);
    QByteArray block = body + "checksum " + checksum(body) + '\n';
    if (block.size() > diskRecordSize)
        return fail(makeError(ErrorKind::Invalid, "disk.record-too-large",
                              u"%1 partitions do not fit into the disk's record"_s.arg(record.partitions.size())));
    return block.leftJustified(diskRecordSize, '\0');
}

std::optional<DiskRecord> decodeDiskRecord(const QByteArray &bytes)
{
    const qsizetype mark = bytes.lastIndexOf("\nchecksum ");
    if (bytes.size() != diskRecordSize || !bytes.startsWith(firstLine) || mark < 0)
        return std::nullopt;
    const QByteArray body = bytes.left(mark + 1);
    if (bytes.mid(mark + 1) != ("checksum " + checksum(body) + '\n').leftJustified(diskRecordSize - mark - 1, '\0'))
        return std::nullopt;
    DiskRecord record;
    QByteArrayList lines = body.trimmed().split('\n');
    if (lines.takeFirst() != firstLine)
        return std::nullopt;
    for (const QByteArray &line : lines) {
        if (!readLine(line.split(' '), record))
            return std::nullopt;
    }
    return record;
}

} // namespace cid
