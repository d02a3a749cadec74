// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/partition_division.h"

#include "kid/machine/disk_identity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount alignment = 1 * MiB;
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

ByteCount usualSize(PartitionRole role, const LayoutRequest &request)
{
    const ByteCount size = request.disk.size;
    switch (role) {
    case PartitionRole::Grub:
        return std::clamp(size / 64, 16 * MiB, 64 * MiB);
    case PartitionRole::Blancmange:
        return std::clamp(size / 16, 64 * MiB, 512 * MiB);
    case PartitionRole::Swap:
        return std::clamp(std::min(std::max(request.memory, 16 * MiB), size / 16), 16 * MiB, 2 * GiB);
    default:
        return alignment;
    }
}

// Lays the partitions out from both ends of the disk.
class Division
{
public:
    Division(const LayoutRequest &request, const DivisionRules &rules)
        : m_request(request)
        , m_rules(rules)
        , m_gap(rules.hasExtended ? alignment : 0)
        , m_end(roundDown(request.disk.size - rules.reservedEnd))
    { }

    [[nodiscard]] Result<DiskRecord> make()
    {
        m_record.layout = m_rules.layout;
        m_record.serial = recordSerial(m_request.disk);
        m_record.wwn = m_request.disk.wwn;
        m_record.sectorSize = m_request.disk.sectorSize;
        for (const DiskPartition &partition : m_rules.first)
            addFirst(partition);
        placeExtras();
        const ByteCount extended = m_front;
        if (m_back - extended < smallestSlot + m_gap)
            return fail(m_hasKept ? keepDoesNotFit() : tooSmall(m_request.disk));
        if (m_rules.hasExtended)
            m_record.partitions << DiskPartition{nextNumber(), PartitionRole::Extended, u"extended"_s,
                                                 extended,     m_end - extended,        u"none"_s};
        placeSlots();
        std::sort(m_extras.begin(), m_extras.end(),
                  [](const DiskPartition &a, const DiskPartition &b) { return a.start < b.start; });
        for (DiskPartition extra : m_extras) {
            extra.number = nextNumber();
            m_record.partitions << extra;
        }
        return m_record;
    }

private:
    [[nodiscard]] int nextNumber() const { return static_cast<int>(m_record.partitions.size()) + 1; }

    [[nodiscard]] const PartitionDefinition *definition(const QString &name) const
    {
        const auto found = std::find_if(m_request.partitions.begin(), m_request.partitions.end(),
                                        [&name](const PartitionDefinition &one) { return one.name == name; });
        return found == m_request.partitions.end() ? nullptr : &*found;
    }

    void addFirst(DiskPartition partition)
    {
        partition.number = nextNumber();
        // One that lies in front of the first MiB has its own place.
        if (partition.start == 0) {
            if (const PartitionDefinition *wish = definition(partition.name); wish && wish->size > 0)
                partition.size = wish->size;
            else if (partition.size == 0)
                partition.size = usualSize(partition.role, m_request);
            partition.start = m_front;
            partition.size = roundUp(partition.size);
            m_front += partition.size;
        }
        m_record.partitions << partition;
    }

    // What is kept stays; new ones go in front of it.
    void placeExtras()
    {
        m_back = m_end;
        for (const DiskPartition &old : m_request.before.partitions) {
            if (!old.keep || old.role != PartitionRole::Extra)
                continue;
            m_extras << old;
            m_hasKept = true;
            m_back = std::min(m_back, old.start - m_gap);
        }
        for (const PartitionDefinition &wish : m_request.partitions) {
            const bool isThere = std::any_of(m_extras.begin(), m_extras.end(),
                                             [&wish](const DiskPartition &extra) { return extra.name == wish.name; });
            if (isThere || isOwnName(wish.name) || wish.size <= 0)
                continue;
            const ByteCount size = roundUp(wish.size);
            const QString fileSystem = wish.fileSystem.isEmpty() ? u"ext4"_s : wish.fileSystem;
            m_extras << DiskPartition{0, PartitionRole::Extra, wish.name, m_back - size, size, fileSystem, wish.keep};
            m_back -= size + m_gap;
        }
    }

    void placeSlots()
    {
        const ByteCount space = m_back - m_front;
        const PartitionDefinition *wish = definition(u"slot"_s);
        ByteCount each = roundDown(space / 2) - m_gap;
        int count = 2;
        if (wish && wish->size > 0 && roundUp(wish->size) + m_gap <= space) {
            each = roundUp(wish->size);
            count = static_cast<int>(std::min<ByteCount>(space / (each + m_gap), maxSlots));
        } else if (each < roomySlot) {
            each = space - m_gap;
            count = 1;
        }
        for (int i = 0; i < count; ++i) {
            const ByteCount start = m_front + m_gap + i * (each + m_gap);
            const int number = nextNumber();
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
    const DivisionRules &m_rules;
    const ByteCount m_gap;
    const ByteCount m_end;
    DiskRecord m_record;
    QList<DiskPartition> m_extras;
    ByteCount m_front = alignment;
    ByteCount m_back = 0;
    bool m_hasKept = false;
};

} // namespace

Result<DiskRecord> divideDisk(const LayoutRequest &request, const DivisionRules &rules)
{
    return Division(request, rules).make();
}

} // namespace cid
