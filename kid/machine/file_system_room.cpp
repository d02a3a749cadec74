// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/file_system_room.h"

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount TiB = 1024 * GiB;
constexpr ByteCount smallSize = 512 * MiB; ///< below it mke2fs makes blocks of 1 KiB, or not, as its age is
constexpr qint64 extBlock = 4096;

/// What holds below a size.
struct Below
{
    qint64 size;
    qint64 value;
};

constexpr qint64 groupBlocks = 8 * extBlock;
constexpr qint64 descriptorSize = 64;
constexpr qint64 reservedInodes = 12; // with lost+found, and a file of orphans, which e2fsprogs 1.47 makes

struct ExtWishes
{
    qint64 ratio = 0; ///< bytes for each inode
    qint64 inodes = 0;
    qint64 inodeSize = 256;
    bool isKnown = true;
};

/// "-i 8192" and "-i8192".
ExtWishes wishesIn(const QStringList &options)
{
    ExtWishes wishes;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const QString &word = options[i];
        if (word.size() < 2 || word[0] != u'-')
            continue;
        const char letter = word[1].toLatin1();
        const bool isNumber = letter == 'i' || letter == 'N' || letter == 'I';
        const QString value = word.size() > 2 ? word.mid(2) : options.value(i + 1);
        bool ok = true;
        const qint64 number = isNumber ? value.toLongLong(&ok) : 1;
        if (!ok || number <= 0 || QByteArrayView("bCgGJTE").contains(letter))
            wishes.isKnown = false;
        if (letter == 'i')
            wishes.ratio = number;
        else if (letter == 'N')
            wishes.inodes = number;
        else if (letter == 'I')
            wishes.inodeSize = number;
    }
    return wishes;
}

qint64 usualRatio(ByteCount size)
{
    constexpr std::array<Below, 4> usual{{{3 * MiB, 8192}, {smallSize, 4096}, {4 * TiB, 16'384}, {16 * TiB, 32'768}}};
    for (const Below &one : usual) {
        if (size < one.size)
            return one.value;
    }
    return 65'536;
}

/// Blocks of the journal that so many blocks get.
qint64 journalBlocks(qint64 blocks)
{
    constexpr std::array<Below, 8> usual{{{2048, 0},
                                          {32'768, 1024},
                                          {262'144, 4096},
                                          {524'288, 8192},
                                          {4'194'304, 16'384},
                                          {8'388'608, 32'768},
                                          {16'777'216, 65'536},
                                          {33'554'432, 131'072}}};
    for (const Below &one : usual) {
        if (blocks < one.size)
            return one.value;
    }
    return 262'144;
}

/// Blocks of the file of orphans.
qint64 orphanBlocks(qint64 blocks)
{
    return std::clamp<qint64>(blocks / 4096, 32, 512);
}

/// Groups with a copy of the superblock: 0, 1 and the powers of 3, 5 and 7.
qint64 copies(qint64 groups)
{
    qint64 count = std::min<qint64>(groups, 2);
    for (const qint64 base : {3, 5, 7}) {
        for (qint64 power = base; power < groups; power *= base)
            ++count;
    }
    return count;
}

std::optional<FileSystemRoom> extRoom(ByteCount size, const QStringList &options, bool hasJournal)
{
    const ExtWishes wishes = wishesIn(options);
    if (!wishes.isKnown)
        return std::nullopt;
    const qint64 blocks = size / extBlock;
    const qint64 ratio = wishes.ratio > 0 ? wishes.ratio : usualRatio(size);
    const qint64 inodes = wishes.inodes > 0 ? wishes.inodes : size / ratio;
    const qint64 groups = std::max<qint64>(1, (blocks + groupBlocks - 1) / groupBlocks);
    const qint64 tables = ((inodes + groups - 1) / groups * wishes.inodeSize + extBlock - 1) / extBlock * groups;
    const qint64 descriptors = (groups * descriptorSize + extBlock - 1) / extBlock;
    // Room to grow a thousandfold, up to a block of numbers of blocks.
    const qint64 growth = std::min(groups * 1024 * descriptorSize / extBlock, extBlock / 4);
    const qint64 own = tables + 2 * groups + copies(groups) * (1 + descriptors + growth)
        + (hasJournal ? journalBlocks(blocks) + orphanBlocks(blocks) : 0) + 16;
    return FileSystemRoom{std::max<qint64>(0, inodes - reservedInodes),
                          size < smallSize ? std::numeric_limits<qint64>::max() : std::max<qint64>(0, blocks - own)};
}

// Inodes are made as they are needed, from up to a quarter of the space; they are 512 bytes each. The log takes 64 MiB
// and more; trees of free space and a reserve come on top.
std::optional<FileSystemRoom> xfsRoom(ByteCount size, const QStringList &options)
{
    if (!options.isEmpty())
        return std::nullopt;
    const ByteCount percent = size < TiB ? 25 : size < 50 * TiB ? 5 : 1;
    return FileSystemRoom{size / 100 * percent / 512 - 16,
                          std::max<qint64>(0, (size - size / 128 - size / 2048 - 88 * MiB) / extBlock)};
}

} // namespace

std::optional<FileSystemRoom> roomOf(const QString &fileSystem, ByteCount size, const QStringList &options)
{
    if (fileSystem == u"xfs"_s)
        return xfsRoom(size, options);
    if (fileSystem == u"ext4"_s || fileSystem == u"ext2"_s)
        return extRoom(size, options, fileSystem == u"ext4"_s);
    return std::nullopt;
}

} // namespace cid
