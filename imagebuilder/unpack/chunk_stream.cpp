// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/chunk_stream.h"

#include <archive.h>

#include <cerrno>
#include <functional>

namespace cid {

using namespace Qt::StringLiterals;

ChunkStream::ChunkStream(ChunkPump &pump, const UnpackOptions &options, ByteCount before)
    : m_pump(pump)
    , m_options(options)
    , m_written(before)
{ }

QString ChunkStream::place() const
{
    return m_pump.place(m_index);
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
    if (!*chunk)
        return {};
    m_chunk = std::move(*chunk);
    m_index = m_chunk->index;
    m_written += m_chunk->data.size();
    if (m_options.progress)
        m_options.progress(m_pump.fetched(), m_written);
    return {};
}

ssize_t ChunkStream::read(struct archive *archive, void *self, const void **bytes)
{
    auto *stream = static_cast<ChunkStream *>(self);
    stream->m_status = stream->advance();
    if (!stream->m_status) {
        archive_set_error(archive, EIO, "the image is damaged");
        return -1;
    }
    if (!stream->m_chunk)
        return 0;
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
    return m_chunk && offset == m_begin ? m_index : -1;
}

Status ChunkStream::drain()
{
    Status status;
    do
        status = advance();
    while (status && m_chunk);
    return status;
}

} // namespace cid
