// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/grub_gpt_layout.h"

#include "kid/boot/efi_boot_entry.h"
#include "kid/boot/grub_bios_loader.h"
#include "kid/boot/grub_efi_loader.h"
#include "kid/boot/grub_environment.h"
#include "kid/machine/partition_division.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// Firmware wants FAT32, which has 65,525 clusters at least, and a cluster is one sector here; with room for its tables.
constexpr ByteCount leastEfiPartition(ByteCount sectorSize)
{
    return 65'600 * sectorSize + 4 * MiB;
}

ByteCount usualEfiPartition(ByteCount sectorSize)
{
    return std::max(64 * MiB, leastEfiPartition(sectorSize));
}

Status checkEfiPartition(const DiskRecord &record)
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (own && own->size >= leastEfiPartition(record.sectorSize))
        return {};
    return fail(
        makeError(ErrorKind::Refused, "layout.efi-too-small",
                  u"the partition \"grub\" of %1 is too small for FAT32, which firmware wants: make it %2"_s.arg(
                      own ? formatBytes(own->size) : QString(), formatBytes(usualEfiPartition(record.sectorSize)))));
}

const char *typeOf(PartitionRole role, Firmware firmware)
{
    switch (role) {
    case PartitionRole::Grub:
        return firmware == Firmware::Uefi ? "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
                                          : "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    case PartitionRole::BiosBoot:
        return "21686148-6449-6E6F-744E-656564454649";
    case PartitionRole::Swap:
        return "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F";
    default:
        return "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    }
}

} // namespace

QLatin1StringView GrubGptLayout::name() const
{
    return m_firmware == Firmware::Uefi ? "grub-gpt"_L1 : "grub-gpt-bios"_L1;
}

const BootLoader &GrubGptLayout::loader() const
{
    static const GrubEfiLoader efi;
    static const GrubBiosLoader bios(GrubBiosLoader::Table::Gpt);
    return m_firmware == Firmware::Uefi ? static_cast<const BootLoader &>(efi) : bios;
}

const BootStateFormat &GrubGptLayout::bootState() const
{
    static const GrubEnvironment environment;
    return environment;
}

Result<DiskRecord> GrubGptLayout::plan(const LayoutRequest &request) const
{
    const bool isUefi = m_firmware == Firmware::Uefi;
    DivisionRules rules;
    rules.layout = name();
    rules.first = {{0, PartitionRole::Grub, u"grub"_s, 0, isUefi ? usualEfiPartition(request.disk.sectorSize) : 0,
                    isUefi ? u"vfat"_s : u"ext2"_s},
                   {0, PartitionRole::Blancmange, u"blancmange"_s, 0, 0, u"ext4"_s},
                   {0, PartitionRole::Swap, u"swap"_s, 0, 0, u"swap"_s}};
    if (!isUefi)
        rules.first << DiskPartition{0, PartitionRole::BiosBoot, u"bios-boot"_s, 0, 1 * MiB, u"none"_s};
    rules.reservedEnd = 1 * MiB;
    Result<DiskRecord> planned = divideDisk(request, rules);
    const Status fits = planned && isUefi ? checkEfiPartition(*planned) : Status();
    return fits ? planned : fail(fits.error());
}

QByteArray GrubGptLayout::script(const DiskRecord &record) const
{
    QByteArray text = "label: gpt\nunit: sectors\n";
    if (!record.tableId.isEmpty())
        text += "label-id: " + record.tableId.toLatin1().toUpper() + '\n';
    for (const DiskPartition &partition : record.partitions)
        text += "start=" + QByteArray::number(partition.start / record.sectorSize) + ", size="
            + QByteArray::number(partition.size / record.sectorSize) + ", type=" + typeOf(partition.role, m_firmware)
            + ", uuid=" + partitionGuid(record.guidSeed(), partition.number).toByteArray(QUuid::WithoutBraces).toUpper()
            + ", name=\"cid-" + partition.name.toUtf8() + "\"\n";
    return text;
}

} // namespace cid
