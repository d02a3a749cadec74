// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/local_chunks.h"

#include "imagebuilder/sha256.h"

#include <QFile>
#include <QSet>

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

LocalChunks::LocalChunks(const Manifest &manifest, int root, const QByteArray &rootPath)
    : m_manifest(manifest)
    , m_root(root)
    , m_replay(manifest, root, rootPath)
{ }

LocalChunks::~LocalChunks()
{
    ::close(m_root);
}

Result<std::unique_ptr<LocalChunks>> LocalChunks::scan(const Manifest &manifest, const QString &root,
                                                       const Watch &watch)
{
    const QByteArray path = QFile::encodeName(root);
    const int folder = ::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return fail(makeError(ErrorKind::NotFound, "delta.no-root", errnoError("delta.no-root", root).text));
    std::unique_ptr<LocalChunks> chunks(new LocalChunks(manifest, folder, path));
    QSet<QByteArray> wanted;
    for (const ChunkFacts &chunk : manifest.chunks)
        wanted.insert(chunk.sha256);
    QByteArray data;
    ByteCount found = 0;
    for (TreeReplay::Start start; !chunks->m_replay.isEnd(start);) {
        if (watch.cancelled && watch.cancelled())
            return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
        const TreeReplay::Step step = chunks->m_replay.makeChunk(start, data);
        if (step.isWhole) {
            const QByteArray hash = Sha256::of(data);
            if (wanted.contains(hash)) {
                chunks->m_known.insert(hash, start);
                found += data.size();
            }
        }
        start = step.next;
        if (watch.progress)
            watch.progress(found);
    }
    return chunks;
}

bool LocalChunks::find(qint64 index, QByteArray &data)
{
    const QByteArray &hash = m_manifest.chunks[static_cast<size_t>(index)].sha256;
    const auto known = m_known.constFind(hash);
    if (known == m_known.constEnd())
        return false;
    return m_replay.makeChunk(*known, data).isWhole && Sha256::of(data) == hash;
}

bool LocalChunks::has(qint64 index) const
{
    return m_known.contains(m_manifest.chunks[static_cast<size_t>(index)].sha256);
}

// A chunk that begins with a header has a path in it, so that no other chunk has its bytes.
std::optional<size_t> LocalChunks::firstEntryOf(qint64 index) const
{
    const auto known = m_known.constFind(m_manifest.chunks[static_cast<size_t>(index)].sha256);
    return known != m_known.constEnd() && known->offset < 0 && known->entry < m_manifest.files.size()
        ? std::optional(known->entry)
        : std::nullopt;
}

qint64 LocalChunks::count() const
{
    return std::count_if(m_manifest.chunks.begin(), m_manifest.chunks.end(),
                         [this](const ChunkFacts &chunk) { return m_known.contains(chunk.sha256); });
}

ByteCount LocalChunks::bytesToFetch() const
{
    ByteCount bytes = 0;
    for (const ChunkFacts &chunk : m_manifest.chunks)
        bytes += m_known.contains(chunk.sha256) ? 0 : chunk.packedSize;
    return bytes;
}

} // namespace cid
