// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/yaboot_layout.h"

#include "kid/boot/yaboot_config.h"
#include "kid/boot/yaboot_loader.h"
#include "kid/machine/partition_division.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount blockSize = 512;
constexpr ByteCount mapBlocks = 63; // with the descriptor 32 KiB, as other systems make it
constexpr qsizetype nameSize = 32;
constexpr quint32 usable = 0x33; // valid, in use, readable, writable

void put32(QByteArray &block, qsizetype at, ByteCount number)
{
    qToBigEndian<quint32>(static_cast<quint32>(number), block.data() + at);
}

void putText(QByteArray &block, qsizetype at, const QByteArray &text)
{
    block.replace(at, nameSize, text.left(nameSize - 1).leftJustified(nameSize, '\0'));
}

QByteArray typeOf(PartitionRole role)
{
    switch (role) {
    case PartitionRole::Map:
        return "Apple_partition_map";
    case PartitionRole::Grub:
        return "Apple_Bootstrap";
    default:
        return "Apple_UNIX_SVR2";
    }
}

QByteArray entry(const DiskPartition &partition, qsizetype count)
{
    QByteArray block(blockSize, '\0');
    const ByteCount blocks = partition.size / blockSize;
    block.replace(0, 2, "PM");
    put32(block, 4, count);
    put32(block, 8, partition.start / blockSize);
    put32(block, 12, blocks);
    putText(block, 16, partition.role == PartitionRole::Map ? QByteArray("Apple") : partition.name.toUtf8());
    putText(block, 48, typeOf(partition.role));
    put32(block, 84, blocks);
    put32(block, 88, usable);
    return block;
}

} // namespace

QLatin1StringView YabootLayout::name() const
{
    return "yaboot"_L1;
}

const BootLoader &YabootLayout::loader() const
{
    static const YabootLoader loader;
    return loader;
}

const BootStateFormat &YabootLayout::bootState() const
{
    static const YabootConfig config;
    return config;
}

Result<DiskRecord> YabootLayout::plan(const LayoutRequest &request) const
{
    if (request.disk.size > largestMsdosDisk)
        return fail(makeError(ErrorKind::Refused, "layout.disk-too-large",
                              u"the disk %1 has %2: an Apple partition map ends at 2 TiB"_s.arg(
                                  request.disk.path, formatBytes(request.disk.size)),
                              {{u"disk"_s, request.disk.path}}));
    DivisionRules rules;
    rules.layout = name();
    rules.first = {{0, PartitionRole::Map, u"map"_s, blockSize, mapBlocks * blockSize, u"none"_s},
                   {0, PartitionRole::Grub, u"bootstrap"_s, 0, 1 * MiB, u"none"_s},
                   {0, PartitionRole::Blancmange, u"blancmange"_s, 0, 0, u"ext2"_s},
                   {0, PartitionRole::Swap, u"swap"_s, 0, 0, u"swap"_s}};
    return divideDisk(request, rules);
}

QByteArray YabootLayout::bytes(const DiskRecord &record, ByteCount diskSize) const
{
    QByteArray map(blockSize, '\0');
    map.replace(0, 2, "ER");
    qToBigEndian<quint16>(static_cast<quint16>(blockSize), map.data() + 2);
    put32(map, 4, diskSize / blockSize);
    for (const DiskPartition &partition : record.partitions)
        map += entry(partition, record.partitions.size());
    return map.leftJustified((mapBlocks + 1) * blockSize, '\0');
}

} // namespace cid
