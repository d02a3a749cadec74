// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/chunk_stream.h"

#include <archive.h>

#include <cerrno>

namespace cid {

using namespace Qt::StringLiterals;

QString ChunkStream::place() const
{
    return u"%1, chunk %2"_s.arg(m_manifest.image.toString()).arg(m_next == 0 ? 0 : m_next - 1);
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
    const ChunkFacts &facts = m_manifest.chunks[m_next++];
    const auto bytes = m_source.next();
    if (!bytes)
        return fail(withContext(bytes.error(), place()));
    if (bytes->size() != static_cast<qsizetype>(facts.packedSize)) {
        return fail(makeError(
            ErrorKind::Corrupt, "image.bad-chunk",
            u"%1: has %2 bytes, the manifest says %3"_s.arg(place()).arg(bytes->size()).arg(facts.packedSize)));
    }
    if (crc32Of(*bytes) != facts.packedCrc) {
        return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"%1: its bytes are damaged"_s.arg(place())));
    }
    auto data = m_gzip.decompress(*bytes, static_cast<qsizetype>(facts.unpackedSize));
    if (!data)
        return fail(withContext(data.error(), place()));
    m_hash.add(*data);
    if (m_hash.finish() != facts.sha256) {
        return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk",
                              u"%1: its SHA-256 is not that of the manifest"_s.arg(place())));
    }
    m_data = std::move(*data);
    m_fetched += bytes->size();
    m_written += m_data.size();
    if (m_options.progress)
        m_options.progress(m_fetched, m_written);
    return {};
}

ssize_t ChunkStream::read(struct archive *archive, void *self, const void **bytes)
{
    auto *stream = static_cast<ChunkStream *>(self);
    if (stream->m_next >= stream->m_manifest.chunks.size())
        return 0;
    stream->m_status = stream->advance();
    if (!stream->m_status) {
        archive_set_error(archive, EIO, "the image is damaged");
        return -1;
    }
    *bytes = stream->m_data.constData();
    return stream->m_data.size();
}

Status ChunkStream::drain()
{
    while (m_next < m_manifest.chunks.size()) {
        const Status status = advance();
        if (!status)
            return status;
    }
    return {};
}

} // namespace cid
