// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/image_diff.h"

#include "imagebuilder/delta/tree_replay.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <map>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using ByPath = std::map<QByteArrayView, const FileRecord *>;

ByPath byPath(const Manifest &manifest)
{
    ByPath files;
    for (const FileRecord &file : manifest.files)
        files.insert_or_assign(file.path, &file);
    return files;
}

/// The file that a hard link is another name of: its content counts.
const FileRecord &contentOf(const FileRecord &file, const ByPath &files)
{
    const auto target = file.isHardLink ? files.find(file.target) : files.end();
    return target == files.end() ? file : *target->second;
}

QStringList differences(const FileRecord &before, const ByPath &allBefore, const FileRecord &after,
                        const ByPath &allAfter)
{
    QStringList what;
    if ((before.mode & S_IFMT) != (after.mode & S_IFMT))
        return {u"type"_s};
    if (contentOf(before, allBefore).sha256 != contentOf(after, allAfter).sha256)
        what << u"content"_s;
    if (before.isHardLink != after.isHardLink || before.target != after.target || before.device != after.device)
        what << u"target"_s;
    if (before.mode != after.mode)
        what << u"mode"_s;
    if (before.uid != after.uid || before.gid != after.gid)
        what << u"owner"_s;
    if (before.flags != after.flags)
        what << u"flags"_s;
    if (before.mtimeSeconds != after.mtimeSeconds || before.mtimeNanoseconds != after.mtimeNanoseconds)
        what << u"time"_s;
    return what;
}

/// Knows what of an image's chunks a node with another image makes of its own files, as LocalChunks does there.
class Lender
{
public:
    explicit Lender(const Manifest &from)
        : m_files(byPath(from))
    {
        for (const ChunkFacts &chunk : from.chunks)
            m_chunks.insert(chunk.sha256);
    }
    [[nodiscard]] const QSet<QByteArray> &chunks() const { return m_chunks; }

    /// Whether that entry's part of a chunk is there. Headers are made anew with the times and owners of the new image.
    [[nodiscard]] bool lends(const FileRecord &record, const ChunkFacts &chunk, bool hasData) const
    {
        if (record.isHardLink)
            return true;
        const auto found = m_files.find(record.path);
        if (found == m_files.end() || (found->second->mode & S_IFMT) != (record.mode & S_IFMT)
            || found->second->device != record.device)
            return false;
        if (S_ISLNK(record.mode))
            return found->second->target == record.target;
        const FileRecord &content = contentOf(*found->second, m_files);
        return content.sha256 == record.sha256
            || (content.size == record.size && (!hasData || m_chunks.contains(chunk.sha256)));
    }

private:
    ByPath m_files;
    QSet<QByteArray> m_chunks;
};

/// The chunks of \a to that a node with \a from need not fetch. Which entries a chunk holds is found by packing without
/// content; where that goes astray (extended attributes, which no manifest has), only equal chunks count.
QSet<QByteArray> chunksToBeMade(const Manifest &from, const Manifest &to)
{
    const Lender lender(from);
    TreeReplay replay(to, -1, {});
    QSet<QByteArray> made;
    QByteArray data;
    size_t index = 0;
    TreeReplay::Start at;
    for (; !replay.isEnd(at) && index < to.chunks.size(); ++index) {
        const TreeReplay::Start next = replay.makeChunk(at, data).next;
        const size_t end = std::min(to.files.size(), next.offset >= 0 ? next.entry + 1 : next.entry);
        const ChunkFacts &chunk = to.chunks[index];
        const bool isFound = static_cast<quint32>(data.size()) == chunk.unpackedSize;
        bool isWhole = isFound || lender.chunks().contains(chunk.sha256);
        for (size_t entry = at.entry; entry < end && isFound && isWhole; ++entry) {
            const bool hasData = entry != next.entry || next.offset != 0;
            isWhole = lender.lends(to.files[entry], chunk, hasData);
        }
        if (isWhole)
            made.insert(chunk.sha256);
        at = next;
    }
    return index == to.chunks.size() && replay.isEnd(at) ? made : lender.chunks();
}

using ByName = QMap<std::pair<QString, QString>, QStringList>;

ByName byName(const QList<SoftwarePackage> &packages)
{
    ByName versions;
    for (const SoftwarePackage &package : packages)
        versions[{package.name, package.arch}].append(package.version);
    for (QStringList &list : versions)
        list.sort();
    return versions;
}

} // namespace

FetchForecast forecastFetch(const Manifest &from, const Manifest &to)
{
    const QSet<QByteArray> known = chunksToBeMade(from, to);
    QSet<QByteArray> fetched;
    FetchForecast forecast;
    for (const ChunkFacts &chunk : to.chunks) {
        if (known.contains(chunk.sha256) || fetched.contains(chunk.sha256))
            continue;
        fetched.insert(chunk.sha256); // What was fetched once is there.
        forecast.bytes += chunk.packedSize;
        ++forecast.chunks;
    }
    return forecast;
}

QList<FileChange> compareFiles(const Manifest &from, const Manifest &to)
{
    const ByPath before = byPath(from);
    const ByPath after = byPath(to);
    QList<FileChange> changes;
    for (const auto &[path, file] : before) {
        const auto other = after.find(path);
        if (other == after.end()) {
            changes.append({file->path, u"removed"_s, file->size, 0});
            continue;
        }
        const QStringList what = differences(*file, before, *other->second, after);
        if (!what.isEmpty()) {
            changes.append(
                {file->path, what.join(u", "_s), contentOf(*file, before).size, contentOf(*other->second, after).size});
        }
    }
    for (const auto &[path, file] : after) {
        if (!before.contains(path))
            changes.append({file->path, u"added"_s, 0, file->size});
    }
    std::sort(changes.begin(), changes.end(), [](const FileChange &a, const FileChange &b) { return a.path < b.path; });
    return changes;
}

QList<PackageChange> comparePackages(const QList<SoftwarePackage> &from, const QList<SoftwarePackage> &to)
{
    const ByName before = byName(from);
    const ByName after = byName(to);
    ByName all = before;
    all.insert(after);
    QList<PackageChange> changes;
    for (auto name = all.keyBegin(); name != all.keyEnd(); ++name) {
        const QStringList old = before.value(*name);
        const QStringList now = after.value(*name);
        if (old != now)
            changes.append({name->first, name->second, old.join(u' '), now.join(u' ')});
    }
    return changes;
}

ImageEntry entryOf(const FileRecord &file)
{
    ImageEntry entry;
    entry.path = file.path;
    entry.mode = file.mode;
    entry.uid = file.uid;
    entry.gid = file.gid;
    entry.size = file.size;
    entry.time = file.mtimeSeconds * 1000 + file.mtimeNanoseconds / 1'000'000;
    entry.target = file.target;
    entry.isHardLink = file.isHardLink;
    entry.sha256 = file.sha256;
    return entry;
}

} // namespace cid
