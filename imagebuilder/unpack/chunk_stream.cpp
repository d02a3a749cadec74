// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/chunk_stream.h"

#include <archive.h>

#include <algorithm>
#include <cerrno>
#include <functional>

namespace cid {

using namespace Qt::StringLiterals;

ChunkStream::ChunkStream(const Manifest &manifest, ChunkPump &pump, const UnpackOptions &options, qint64 first)
    : m_manifest(manifest)
    , m_pump(pump)
    , m_options(options)
    , m_index(first)
{
    for (qint64 i = 0; i < first; ++i)
        m_written += manifest.chunks[static_cast<size_t>(i)].unpackedSize;
}

QString ChunkStream::place() const
{
    return m_pump.place(std::max<qint64>(0, m_index - 1));
}

Status ChunkStream::open(struct archive *archive)
{
    archive_read_support_format_tar(archive);
    if (archive_read_open(archive, this, nullptr, &ChunkStream::read, nullptr) >= ARCHIVE_WARN)
        return {};
    if (!m_status)
        return m_status;
    return fail(makeError(ErrorKind::Corrupt, "image.bad-archive",
                          u"%1: %2"_s.arg(place(), QString::fromUtf8(archive_error_string(archive)))));
}

Status ChunkStream::advance()
{
    if (m_options.cancelled && m_options.cancelled())
        return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
    if (m_chunk)
        m_begin += m_chunk->data.size();
    m_chunk.reset();
    if (m_beforeWait)
        m_beforeWait();
    auto chunk = m_pump.next();
    if (!chunk)
        return fail(chunk.error());
    m_chunk = std::move(*chunk);
    ++m_index;
    m_written += m_chunk->data.size();
    if (m_options.progress)
        m_options.progress(m_pump.fetched(), m_written);
    return {};
}

ssize_t ChunkStream::read(struct archive *archive, void *self, const void **bytes)
{
    auto *stream = static_cast<ChunkStream *>(self);
    if (stream->m_index >= static_cast<qint64>(stream->m_manifest.chunks.size()))
        return 0;
    stream->m_status = stream->advance();
    if (!stream->m_status) {
        archive_set_error(archive, EIO, "the image is damaged");
        return -1;
    }
    *bytes = stream->m_chunk->data.constData();
    return stream->m_chunk->data.size();
}

SharedChunk ChunkStream::owner(const void *bytes, size_t count) const
{
    if (!m_chunk)
        return nullptr;
    const std::less_equal<const void *> notAfter;
    const char *begin = m_chunk->data.constData();
    const bool isInside =
        notAfter(begin, bytes) && notAfter(static_cast<const char *>(bytes) + count, begin + m_chunk->data.size());
    return isInside ? m_chunk : nullptr;
}

qint64 ChunkStream::chunkAt(qint64 offset) const
{
    return m_chunk && offset == m_begin ? m_index - 1 : -1;
}

Status ChunkStream::drain()
{
    while (m_index < static_cast<qint64>(m_manifest.chunks.size())) {
        const Status status = advance();
        if (!status)
            return status;
    }
    return {};
}

} // namespace cid
