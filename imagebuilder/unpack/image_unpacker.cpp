// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/image_unpacker.h"

#include "imagebuilder/delta/local_chunks.h"
#include "imagebuilder/unpack/archive_entries.h"

#include <archive.h>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

ImageUnpacker::ImageUnpacker(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options, int root,
                             UnpackReport &report)
    : m_manifest(manifest)
    , m_source(source)
    , m_options(options)
    , m_root(root)
    , m_report(report)
    , m_journal(root, options.resumeDigest)
{ }

Status ImageUnpacker::unpackAll()
{
    const auto mark = isResumable() ? m_journal.read() : std::nullopt;
    if (mark && mark->chunk > 0 && mark->chunk <= static_cast<qint64>(m_manifest.chunks.size()) && mark->entries >= 0
        && mark->entries <= static_cast<qint64>(m_manifest.files.size()))
        m_start = *mark;
    m_report.firstChunk = m_start.chunk;
    m_report.entries = m_start.entries;
    m_entriesThere = m_start.entries;
    std::unique_ptr<LocalChunks> local;
    if (!m_options.reuse.isEmpty()) {
        auto found = LocalChunks::scan(m_manifest, m_options.reuse, {m_options.cancelled, {}});
        if (!found)
            return fail(found.error());
        local = std::move(*found);
        m_report.reusedChunks = local->count();
    }
    ByteCount before = 0;
    for (qint64 i = 0; i < m_start.chunk; ++i)
        before += m_manifest.chunks[static_cast<size_t>(i)].unpackedSize;
    return unpack({runsFrom(m_manifest, m_start.chunk), local.get()}, before);
}

Status ImageUnpacker::unpackRuns(const ChunkRuns &runs, ChunkFinder *finder)
{
    m_entriesThere = static_cast<qint64>(m_manifest.files.size());
    if (runs.empty())
        return finishFolders();
    ByteCount before = m_manifest.unpackedSize;
    for (const ChunkRun &run : runs) {
        for (qint64 i = 0; i < run.count; ++i)
            before -= m_manifest.chunks[static_cast<size_t>(run.first + i)].unpackedSize;
    }
    return unpack({runs, finder}, before);
}

Status ImageUnpacker::unpack(const ChunkPump::Plan &plan, ByteCount before)
{
    WorkPool pool(m_options.threads);
    ChunkPump pump(m_manifest, m_source, pool, plan);
    ChunkStream stream(pump, m_options, before);
    TreeWriter writer(m_root, m_options, pool, m_report.warnings,
                      [&stream](const void *bytes, size_t count) { return stream.owner(bytes, count); });
    stream.setBeforeWait([&writer] { writer.push(); });
    m_safe = stream.written();
    noteFolders(writer);
    Status status = create(stream, writer);
    if (!status && !status.error().text.startsWith(m_manifest.image.toString()))
        status = fail(withContext(status.error(), stream.place()));
    m_report.bytes = stream.written();
    m_report.fetched = pump.fetched();
    return status;
}

Status ImageUnpacker::create(ChunkStream &stream, TreeWriter &writer)
{
    const ArchiveReader archive = newArchiveReader();
    Status status = stream.open(archive.get());
    const ArchiveEntries entries{archive.get(), [&](const char *text) { return explain(stream, text); },
                                 [&](qint64 number) {
                                     const qint64 position = archive_read_header_position(archive.get());
                                     return checkpoint(stream, writer, position, number);
                                 }};
    if (status)
        status = createEntries(entries, writer, m_options, m_report);
    if (status)
        status = stream.drain();
    return status ? finish(writer) : status;
}

Status ImageUnpacker::explain(const ChunkStream &stream, const char *text) const
{
    if (!stream.status() || !text)
        return stream.status();
    return fail(
        makeError(ErrorKind::Corrupt, "image.bad-archive", u"%1: %2"_s.arg(stream.place(), QString::fromUtf8(text))));
}

Status ImageUnpacker::checkpoint(const ChunkStream &stream, TreeWriter &writer, qint64 position, qint64 entries)
{
    const qint64 chunk = isResumable() ? stream.chunkAt(position) : -1;
    if (chunk <= m_start.chunk || stream.written() - m_safe < m_options.resumeEvery)
        return {};
    m_safe = stream.written();
    const Status waited = writer.wait();
    return waited ? m_journal.write({chunk, entries}) : waited;
}

void ImageUnpacker::noteFolders(TreeWriter &writer) const
{
    for (qint64 i = 0; i < m_entriesThere; ++i) {
        const FileRecord &file = m_manifest.files[static_cast<size_t>(i)];
        const auto path = cleanPath(file.path.isEmpty() ? "." : file.path.constData());
        if (path && S_ISDIR(file.mode))
            writer.noteFolder(*path, file.mode & 07777, {file.mtimeSeconds, static_cast<long>(file.mtimeNanoseconds)});
    }
}

// Nothing is no archive.
Status ImageUnpacker::finishFolders()
{
    WorkPool pool(m_options.threads);
    TreeWriter writer(m_root, m_options, pool, m_report.warnings, {});
    noteFolders(writer);
    return finish(writer);
}

Status ImageUnpacker::finish(TreeWriter &writer)
{
    for (const FileRecord &file : m_manifest.files)
        writer.noteFlags(file.path, file.flags);
    Status status = writer.finish();
    if (!status || !isResumable())
        return status;
    status = m_journal.remove();
    return status ? writer.finishRoot() : status;
}

} // namespace cid
