// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/tree_size.h"

#include <algorithm>
#include <sys/stat.h>

namespace cid {

namespace {

constexpr qint64 blockSize = 4096;
constexpr qint64 tarBlock = 512;
constexpr qint64 tarHeaders = 4 * tarBlock; ///< of one entry, with what pax adds to most
constexpr qint64 shortLink = 60; ///< bytes of a link that lie in its inode
constexpr qint64 nameHead = 8; ///< what a folder keeps of a file besides its name
/// A manifest may claim any size; no sum of ours goes beyond that.
constexpr qint64 largest = qint64(1) << 60;

qint64 sum(qint64 a, qint64 b)
{
    return a + std::min(b, largest - a);
}

qint64 roundedUp(qint64 size, qint64 unit)
{
    return (size + unit - 1) / unit * unit;
}

} // namespace

TreeSize treeSizeOf(const Manifest &manifest)
{
    TreeSize size;
    qint64 folders = 1; // The root.
    qint64 names = 0;
    qint64 data = 0; // bytes in blocks
    qint64 archived = 0; // bytes that the archive has at least where there are no holes
    for (const FileRecord &file : manifest.files) {
        const qsizetype name = file.path.size() - file.path.lastIndexOf('/') - 1;
        names += roundedUp(nameHead + name, 4);
        archived = sum(archived, tarBlock);
        if (file.isHardLink || file.path.isEmpty())
            continue;
        ++size.inodes;
        const qint64 bytes = std::clamp(file.size, qint64(0), largest / 2);
        if (S_ISDIR(file.mode))
            ++folders;
        else if (S_ISREG(file.mode))
            data = sum(data, roundedUp(bytes, blockSize));
        else if (S_ISLNK(file.mode) && file.target.size() >= shortLink)
            ++size.blocks;
        if (S_ISREG(file.mode))
            archived = sum(archived, roundedUp(bytes, tarBlock));
    }
    const qint64 entries = static_cast<qint64>(manifest.files.size());
    if (archived > manifest.unpackedSize)
        data = std::max(qint64(0), data - (archived - manifest.unpackedSize) - entries * tarHeaders);
    size.blocks += data / blockSize + std::max(folders, names / blockSize);
    return size;
}

} // namespace cid
