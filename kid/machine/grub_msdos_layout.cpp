// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/grub_msdos_layout.h"

#include "kid/boot/grub_bios_loader.h"
#include "kid/boot/grub_environment.h"
#include "kid/machine/partition_division.h"

using namespace Qt::StringLiterals;

namespace cid {

QLatin1StringView GrubMsdosLayout::name() const
{
    return "grub-msdos"_L1;
}

const BootLoader &GrubMsdosLayout::loader() const
{
    static const GrubBiosLoader loader(GrubBiosLoader::Table::Msdos);
    return loader;
}

const BootStateFormat &GrubMsdosLayout::bootState() const
{
    static const GrubEnvironment environment;
    return environment;
}

Result<DiskRecord> GrubMsdosLayout::plan(const LayoutRequest &request) const
{
    if (request.disk.size > largestMsdosDisk)
        return fail(makeError(ErrorKind::Refused, "layout.disk-too-large",
                              u"the disk %1 has %2: an msdos table ends at 2 TiB, use layout = grub-gpt-bios"_s.arg(
                                  request.disk.path, formatBytes(request.disk.size)),
                              {{u"disk"_s, request.disk.path}}));
    DivisionRules rules;
    rules.layout = name();
    rules.first = {{0, PartitionRole::Grub, u"grub"_s, 0, 0, u"ext2"_s},
                   {0, PartitionRole::Blancmange, u"blancmange"_s, 0, 0, u"ext4"_s},
                   {0, PartitionRole::Swap, u"swap"_s, 0, 0, u"swap"_s}};
    rules.hasExtended = true;
    return divideDisk(request, rules);
}

QByteArray GrubMsdosLayout::script(const DiskRecord &record) const
{
    QByteArray text = "unit: sectors\n";
    for (const DiskPartition &partition : record.partitions) {
        const char *type = "83";
        if (partition.role == PartitionRole::Extended)
            type = "5";
        else if (partition.role == PartitionRole::Swap)
            type = "82";
        text += "start=" + QByteArray::number(partition.start / record.sectorSize)
            + ", size=" + QByteArray::number(partition.size / record.sectorSize) + ", type=" + type
            + (partition.role == PartitionRole::Grub ? ", bootable\n" : "\n");
    }
    return text;
}

} // namespace cid
