// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/chunk_writer.h"

#include "imagebuilder/limits.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

Status ChunkWriter::write(QByteArrayView data)
{
    const QByteArray member = m_gzip.compress(data);
    m_hash.add(data);
    ChunkFacts facts;
    facts.offset = m_packed;
    facts.packedSize = static_cast<quint32>(member.size());
    facts.unpackedSize = static_cast<quint32>(data.size());
    facts.packedCrc = crc32Of(member);
    facts.sha256 = m_hash.finish();
    qsizetype done = 0;
    while (done < member.size()) {
        const ssize_t count = ::write(m_file, member.constData() + done, static_cast<size_t>(member.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("pack.write", u"the image file"_s));
        done += count;
    }
    m_packed += member.size();
    m_unpacked += data.size();
    m_chunks.push_back(std::move(facts));
    return {};
}

ChunkCutter::ChunkCutter(ChunkWriter &writer)
    : m_writer(writer)
{
    m_buffer.reserve(image::maxChunkData);
}

quint64 ChunkCutter::pathHash(QByteArrayView path)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const char c : path)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

Status ChunkCutter::beginEntry(const QByteArray &path, ByteCount size)
{
    // The upper bits: those of FNV's lower end are not mixed well.
    const bool isMark = (pathHash(path) >> 32) % image::cutOneIn == 0;
    if (isMark || m_buffer.size() + size > image::maxChunkData)
        return flush();
    return {};
}

Status ChunkCutter::beginData(ByteCount size)
{
    return size > image::maxChunkData ? flush() : Status();
}

Status ChunkCutter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype part = std::min(bytes.size(), image::maxChunkData - m_buffer.size());
        m_buffer.append(bytes.first(part));
        bytes = bytes.sliced(part);
        if (m_buffer.size() == image::maxChunkData) {
            const Status flushed = flush();
            if (!flushed)
                return flushed;
        }
    }
    return {};
}

Status ChunkCutter::flush()
{
    if (m_buffer.isEmpty())
        return {};
    const Status written = m_writer.write(m_buffer);
    m_buffer.resize(0);
    return written;
}

} // namespace cid
