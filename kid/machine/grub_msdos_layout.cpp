// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/grub_msdos_layout.h"

#include "kid/machine/disk_identity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount alignment = 1 * MiB;
constexpr ByteCount sectorSize = 512;
constexpr ByteCount largestDisk = 2048 * GiB; // 32 bit sector numbers
constexpr ByteCount smallestSlot = 128 * MiB;
constexpr ByteCount roomySlot = 1 * GiB; // from here on two slots are better than a large one
constexpr int maxSlots = 8;

constexpr ByteCount roundUp(ByteCount bytes)
{
    return (bytes + alignment - 1) / alignment * alignment;
}

constexpr ByteCount roundDown(ByteCount bytes)
{
    return bytes / alignment * alignment;
}

bool isOwnName(const QString &name)
{
    return QStringList{u"grub"_s, u"blancmange"_s, u"swap"_s, u"slot"_s}.contains(name);
}

Error tooSmall(const Disk &disk)
{
    return makeError(
        ErrorKind::Refused, "layout.disk-too-small",
        u"the disk %1 has %2: too small for Blancmange and an image"_s.arg(disk.path, formatBytes(disk.size)),
        {{u"disk"_s, disk.path}});
}

// Lays the partitions out from both ends of the disk.
class Division
{
public:
    explicit Division(const LayoutRequest &request)
        : m_request(request)
    { }

    [[nodiscard]] Result<DiskRecord> make()
    {
        const ByteCount size = m_request.disk.size;
        const ByteCount memory = std::max(m_request.memory, 16 * MiB);
        addPrimary({1, PartitionRole::Grub, u"grub"_s, 0, std::clamp(size / 64, 16 * MiB, 64 * MiB), u"ext2"_s});
        addPrimary(
            {2, PartitionRole::Blancmange, u"blancmange"_s, 0, std::clamp(size / 16, 64 * MiB, 512 * MiB), u"ext4"_s});
        addPrimary({3, PartitionRole::Swap, u"swap"_s, 0, std::clamp(std::min(memory, size / 16), 16 * MiB, 2 * GiB),
                    u"swap"_s});
        m_record.layout = u"grub-msdos"_s;
        m_record.serial = diskIdentity(m_request.disk);
        placeExtras();
        const ByteCount extended = m_front;
        if (m_back - extended < smallestSlot + alignment)
            return fail(m_hasKept ? keepDoesNotFit() : tooSmall(m_request.disk));
        m_record.partitions << DiskPartition{4,        PartitionRole::Extended,    u"extended"_s,
                                             extended, roundDown(size) - extended, u"none"_s};
        placeSlots();
        int number = 5 + static_cast<int>(m_record.slotPartitions().size());
        std::sort(m_extras.begin(), m_extras.end(),
                  [](const DiskPartition &a, const DiskPartition &b) { return a.start < b.start; });
        for (DiskPartition extra : m_extras) {
            extra.number = number++;
            m_record.partitions << extra;
        }
        return m_record;
    }

private:
    [[nodiscard]] const PartitionDefinition *definition(const QString &name) const
    {
        const auto found = std::find_if(m_request.partitions.begin(), m_request.partitions.end(),
                                        [&name](const PartitionDefinition &one) { return one.name == name; });
        return found == m_request.partitions.end() ? nullptr : &*found;
    }

    void addPrimary(DiskPartition partition)
    {
        if (const PartitionDefinition *wish = definition(partition.name); wish && wish->size > 0)
            partition.size = wish->size;
        partition.start = m_front;
        partition.size = roundUp(partition.size);
        m_front += partition.size;
        m_record.partitions << partition;
    }

    // What is kept stays; new ones go in front of it. Each has a MiB before it for its link in the chain of tables.
    void placeExtras()
    {
        m_back = roundDown(m_request.disk.size);
        for (const DiskPartition &old : m_request.before.partitions) {
            if (!old.keep || old.role != PartitionRole::Extra)
                continue;
            m_extras << old;
            m_hasKept = true;
            m_back = std::min(m_back, old.start - alignment);
        }
        for (const PartitionDefinition &wish : m_request.partitions) {
            const bool isThere = std::any_of(m_extras.begin(), m_extras.end(),
                                             [&wish](const DiskPartition &extra) { return extra.name == wish.name; });
            if (isThere || isOwnName(wish.name) || wish.size <= 0)
                continue;
            const ByteCount size = roundUp(wish.size);
            const QString fileSystem = wish.fileSystem.isEmpty() ? u"ext4"_s : wish.fileSystem;
            m_extras << DiskPartition{0, PartitionRole::Extra, wish.name, m_back - size, size, fileSystem, wish.keep};
            m_back -= size + alignment;
        }
    }

    void placeSlots()
    {
        const ByteCount space = m_back - m_front;
        const PartitionDefinition *wish = definition(u"slot"_s);
        ByteCount each = roundDown(space / 2) - alignment;
        int count = 2;
        if (wish && wish->size > 0 && roundUp(wish->size) + alignment <= space) {
            each = roundUp(wish->size);
            count = static_cast<int>(std::min<ByteCount>(space / (each + alignment), maxSlots));
        } else if (each < roomySlot) {
            each = space - alignment;
            count = 1;
        }
        for (int i = 0; i < count; ++i) {
            const ByteCount start = m_front + alignment + i * (each + alignment);
            const int number = 5 + i;
            m_record.partitions << DiskPartition{number,   PartitionRole::Slot, u"slot%1"_s.arg(number), start, each,
                                                 u"ext4"_s};
        }
    }

    [[nodiscard]] Error keepDoesNotFit() const
    {
        return makeError(
            ErrorKind::Refused, "layout.keep-does-not-fit",
            u"the partitions to keep on %1 leave no room for Blancmange and an image"_s.arg(m_request.disk.path),
            {{u"disk"_s, m_request.disk.path}});
    }

    const LayoutRequest &m_request;
    DiskRecord m_record;
    QList<DiskPartition> m_extras;
    ByteCount m_front = alignment;
    ByteCount m_back = 0;
    bool m_hasKept = false;
};

} // namespace

QLatin1StringView GrubMsdosLayout::name() const
{
    return "grub-msdos"_L1;
}

Result<DiskRecord> GrubMsdosLayout::plan(const LayoutRequest &request) const
{
    if (request.disk.size > largestDisk)
        return fail(makeError(ErrorKind::Refused, "layout.disk-too-large",
                              u"the disk %1 has %2: an msdos table ends at 2 TiB, use layout = grub-gpt-bios"_s.arg(
                                  request.disk.path, formatBytes(request.disk.size)),
                              {{u"disk"_s, request.disk.path}}));
    return Division(request).make();
}

QByteArray GrubMsdosLayout::script(const DiskRecord &record) const
{
    QByteArray text = "label: dos\nunit: sectors\n";
    for (const DiskPartition &partition : record.partitions) {
        const char *type = "83";
        if (partition.role == PartitionRole::Extended)
            type = "5";
        else if (partition.role == PartitionRole::Swap)
            type = "82";
        text += "start=" + QByteArray::number(partition.start / sectorSize)
            + ", size=" + QByteArray::number(partition.size / sectorSize) + ", type=" + type
            + (partition.role == PartitionRole::Grub ? ", bootable\n" : "\n");
    }
    return text;
}

Result<const Layout *> findLayout(const QString &name)
{
    static const GrubMsdosLayout grubMsdos;
    if (name.isEmpty() || name == grubMsdos.name())
        return &grubMsdos;
    if (QStringList{u"grub-gpt"_s, u"grub-gpt-bios"_s, u"yaboot"_s}.contains(name))
        return fail(makeError(ErrorKind::Refused, "layout.not-supported",
                              u"the layout %1 cannot be written yet; grub-msdos can"_s.arg(name),
                              {{u"layout"_s, name}}));
    return fail(makeError(ErrorKind::NotFound, "layout.unknown", u"there is no layout \"%1\""_s.arg(name),
                          {{u"layout"_s, name}}));
}

} // namespace cid
