// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/chunk_cutter.h"

#include <algorithm>
#include <cstring>
#include <sys/stat.h>

namespace cid {

quint64 ChunkCutter::pathHash(QByteArrayView path)
{
    quint64 hash = 0xcbf29ce484222325U;
    for (const char c : path)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

bool ChunkCutter::isMark(QByteArrayView path)
{
    // The upper bits: those of FNV's lower end are not mixed well.
    return (pathHash(path) >> 32) % image::cutOneIn == 0;
}

Status ChunkCutter::beginEntry(const QByteArray &path, ByteCount size)
{
    const ByteCount filled = m_chunk ? m_chunk->size : 0;
    if (isMark(path) || filled + size > image::maxChunkData)
        return flush();
    return {};
}

Status ChunkCutter::beginData(ByteCount size)
{
    const Status flushed = size > image::maxChunkData ? flush() : Status();
    m_dataBegin = m_position;
    return flushed;
}

Status ChunkCutter::ensureRoom()
{
    if (m_chunk && m_chunk->room() == 0) {
        const Status flushed = flush();
        if (!flushed)
            return flushed;
    }
    if (!m_chunk) {
        auto chunk = m_pipeline.take();
        if (!chunk)
            return fail(chunk.error());
        m_chunk = std::move(*chunk);
    }
    return {};
}

Result<std::span<char>> ChunkCutter::room()
{
    const Status ensured = ensureRoom();
    if (!ensured)
        return fail(ensured.error());
    return std::span(m_chunk->data.data() + m_chunk->size, static_cast<size_t>(m_chunk->room()));
}

Status ChunkCutter::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto to = room();
        if (!to)
            return fail(to.error());
        const qsizetype part = std::min(bytes.size(), static_cast<qsizetype>(to->size()));
        if (bytes.data() != to->data())
            std::memcpy(to->data(), bytes.data(), static_cast<size_t>(part));
        m_chunk->size += part;
        m_position += part;
        bytes = bytes.sliced(part);
    }
    return {};
}

bool ChunkCutter::holds(const FileRecord &record) const
{
    return S_ISREG(record.mode) && !record.isHardLink && record.sha256.isEmpty()
        && m_position - m_dataBegin == record.size && record.size <= m_chunk->size;
}

Status ChunkCutter::endData(FileRecord record)
{
    if (!m_chunk) {
        const Status ensured = ensureRoom();
        if (!ensured)
            return ensured;
    }
    const qsizetype offset = holds(record) ? m_chunk->size - static_cast<qsizetype>(record.size) : -1;
    m_chunk->entries.push_back({std::move(record), offset});
    return {};
}

bool ChunkCutter::canGoBackTo(ByteCount position) const
{
    return m_chunk && m_position - position <= m_chunk->size;
}

void ChunkCutter::goBackTo(ByteCount position)
{
    m_chunk->size -= static_cast<qsizetype>(m_position - position);
    m_position = position;
}

Status ChunkCutter::flush()
{
    if (m_chunk && m_chunk->size > 0)
        m_pipeline.give(std::move(m_chunk));
    return {};
}

Status ChunkCutter::finish()
{
    const Status flushed = flush();
    return flushed ? m_pipeline.finish() : flushed;
}

} // namespace cid
