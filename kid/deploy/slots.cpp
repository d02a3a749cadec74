// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/slots.h"

#include "imagebuilder/unpack/unpack_journal.h"
#include "kid/machine/file_system_room.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount roomForPersonality = 8 * MiB;
constexpr ByteCount roomForAgent = 12 * MiB;

// File systems need room for themselves, the personality for its files, and the agent that comes along for itself.
bool fits(const Slot &slot, const DeployOrder &order)
{
    const ByteCount own =
        roomForPersonality + (order.definition.agent == AgentSource::Blancmange ? roomForAgent : ByteCount(0));
    return slot.partition.size - slot.partition.size / 16 - own >= order.unpackedSize;
}

/// What the slot has for files once its file system is made; nothing where that is not known.
std::optional<FileSystemRoom> roomIn(const Slot &slot, const DeployOrder &order)
{
    const QString wish = order.definition.rootFileSystem;
    return roomOf(wish.isEmpty() ? slot.partition.fileSystem : wish, slot.partition.size, order.definition.mkfsOptions);
}

bool isEnough(const std::optional<FileSystemRoom> &room, const DeployOrder &order)
{
    constexpr qint64 ownInodes = 64; // what notP writes besides
    return !room || (room->inodes >= order.inodes + ownInodes && room->blocks >= order.blocks);
}

Error tooFew(const FileSystemRoom &room, const DeployOrder &order)
{
    const bool isOfInodes = isEnough(FileSystemRoom{room.inodes, std::numeric_limits<qint64>::max()}, order);
    const QString text = isOfInodes
        ? u"%1 takes %2 blocks of 4 KiB; the largest slot has %3 for files"_s.arg(order.image.toString())
              .arg(order.blocks)
              .arg(room.blocks)
        : u"%1 takes %2 inodes; the largest slot gets %3. In image_db mkfs_options = -i 4096 makes more of them"_s
              .arg(order.image.toString())
              .arg(order.inodes)
              .arg(room.inodes);
    return makeError(ErrorKind::Refused, isOfInodes ? "slot.too-few-blocks" : "slot.too-few-inodes", text,
                     {{u"image"_s, order.image.toString()}});
}

bool isMarked(FileSystem &files, const QString &root)
{
    const Result<QByteArray> mark = files.readInRoot(root, incompleteMarkPath);
    return mark || mark.error().kind != ErrorKind::NotFound;
}

QByteArray unpackingIn(FileSystem &files, const QString &root)
{
    const auto line = files.readInRoot(root, UnpackJournal::fileName, UnpackJournal::lineSize);
    return line ? UnpackJournal::digestOf(*line) : QByteArray();
}

// Lower is better: what this deployment began, an empty one, an older version of the image, what was deployed longest
// ago. An empty one comes before an older version because that lends its chunks to the new one.
std::pair<int, qint64> rank(const Slot &slot, const DeployOrder &order)
{
    if (slot.content && slot.content->deployment == order.deployment && slot.content->nonce == order.nonce)
        return {0, 0};
    if (!slot.content)
        return {1, 0};
    return {slot.content->image.name == order.image.name ? 2 : 3, slot.content->deployment};
}

} // namespace

// A mark at the root says that the slot is being filled: an image may bring along the curr_img of the machine that it
// was copied from. A name without a digest is never ours.
std::optional<CurrentImage> contentOf(FileSystem &files, const QString &root)
{
    if (isMarked(files, root))
        return std::nullopt;
    const Result<QByteArray> text = files.readInRoot(root, currentImagePath, 4 * KiB);
    if (!text)
        return std::nullopt;
    const Result<CurrentImage> current = parseCurrentImage(*text);
    if (!current || current->digest.isEmpty())
        return std::nullopt;
    return *current;
}

Result<QList<Slot>> SlotScan::scan(ProcessRunner &runner, TargetDisk &disk, const DiskRecord &record) const
{
    QList<Slot> all;
    for (const DiskPartition &partition : record.slotPartitions()) {
        Slot slot{partition, {}, {}, false};
        if (partition.number == rootPartition) {
            slot.content = contentOf(*files, rootFolder);
            all << slot;
            continue;
        }
        // A slot that cannot be mounted was never formatted or is broken: empty either way.
        const Result<std::unique_ptr<Mounted>> mounted = disk.mount(runner, partition, MountAccess::ReadOnly);
        if (mounted) {
            slot.content = contentOf(*files, (*mounted)->folder());
            slot.isPartial = isMarked(*files, (*mounted)->folder());
            if (!slot.content)
                slot.unpacking = unpackingIn(*files, (*mounted)->folder());
            if (Status status = (*mounted)->unmount(); !status)
                return fail(std::move(status.error()));
        } else if (mounted.error().kind == ErrorKind::Cancelled) {
            return fail(mounted.error());
        }
        all << slot;
    }
    return all;
}

SlotContent factsOf(const Slot &slot)
{
    SlotContent facts;
    facts.partition = slot.partition.number;
    facts.size = slot.partition.size;
    facts.digest = slot.unpacking;
    facts.state = slot.isPartial || !slot.unpacking.isEmpty() ? SlotState::Partial : SlotState::Empty;
    if (slot.content) {
        facts.state = SlotState::Whole;
        facts.image = slot.content->image;
        facts.digest = slot.content->digest;
    }
    return facts;
}

std::optional<Slot> slotWithImage(const QList<Slot> &all, const ImageId &image, const QByteArray &digest)
{
    for (const Slot &slot : all) {
        if (slot.content && slot.content->image == image && slot.content->digest == digest && !digest.isEmpty())
            return slot;
    }
    return std::nullopt;
}

std::optional<Slot> slotToResume(const QList<Slot> &all, const DeployOrder &order)
{
    for (const Slot &slot : all) {
        if (!slot.content && !order.digest.isEmpty() && slot.unpacking == order.digest && !order.reinstall)
            return slot;
    }
    return std::nullopt;
}

std::optional<Slot> lenderFor(const QList<Slot> &all, const DeployOrder &order, int chosen)
{
    std::optional<Slot> best;
    for (const Slot &slot : all) {
        if (!slot.content || slot.partition.number == chosen)
            continue;
        const bool isVersion = slot.content->image.name == order.image.name;
        const bool bestIsVersion = best && best->content->image.name == order.image.name;
        if (!best || (isVersion && !bestIsVersion)
            || (isVersion == bestIsVersion && slot.content->deployment > best->content->deployment))
            best = slot;
    }
    return best;
}

Result<Slot> chooseSlot(const QList<Slot> &all, const DeployOrder &order, int avoid)
{
    QList<Slot> candidates;
    ByteCount largest = 0;
    std::optional<FileSystemRoom> most; // of what would fit by its size
    for (const Slot &slot : all) {
        if (slot.partition.number == avoid)
            continue;
        largest = std::max(largest, slot.partition.size);
        if (!fits(slot, order))
            continue;
        const std::optional<FileSystemRoom> room = roomIn(slot, order);
        if (isEnough(room, order))
            candidates << slot;
        else if (!most || room->inodes > most->inodes)
            most = room;
    }
    if (candidates.isEmpty() && most)
        return fail(tooFew(*most, order));
    if (candidates.isEmpty() && largest > 0)
        return fail(makeError(ErrorKind::Refused, "slot.too-small",
                              u"%1 needs %2; the largest slot has %3"_s.arg(
                                  order.image.toString(), formatBytes(order.unpackedSize), formatBytes(largest)),
                              {{u"image"_s, order.image.toString()}}));
    if (candidates.isEmpty())
        return fail(makeError(ErrorKind::Refused, "slot.none", u"the disk has no slot for an image"_s));
    return *std::min_element(candidates.begin(), candidates.end(),
                             [&order](const Slot &a, const Slot &b) { return rank(a, order) < rank(b, order); });
}

} // namespace cid
