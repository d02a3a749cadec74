// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/chunk_pipeline.h"

#include "imagebuilder/sha256.h"

#include <algorithm>

namespace cid {

namespace {

// Of each thread one at work and the others between it and its neighbours: 2.3 MiB a core.
constexpr size_t chunksPerThread = 4;
constexpr size_t chunksBesides = 8;

} // namespace

ChunkPipeline::ChunkPipeline(PackLevel level, int threads, Sink sink)
    : m_sink(std::move(sink))
{
    const size_t count = threads > 0 ? static_cast<size_t>(threads) : std::max(1U, std::thread::hardware_concurrency());
    for (size_t i = 0; i < chunksBesides + count * chunksPerThread; ++i)
        m_free.push_back(std::make_unique<PackChunk>());
    for (size_t i = 0; i < count; ++i)
        m_threads.emplace_back([this, level] { work(level); });
}

ChunkPipeline::~ChunkPipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_worked.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

Result<std::unique_ptr<PackChunk>> ChunkPipeline::take()
{
    std::unique_lock lock(m_mutex);
    m_freed.wait(lock, [this] { return !m_free.empty() || !m_status; });
    if (!m_status)
        return fail(m_status.error());
    Chunk chunk = std::move(m_free.back());
    m_free.pop_back();
    chunk->index = m_given++;
    chunk->size = 0;
    chunk->entries.clear();
    return chunk;
}

void ChunkPipeline::give(std::unique_ptr<PackChunk> chunk)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(std::move(chunk));
    }
    m_worked.notify_one();
}

Status ChunkPipeline::finish()
{
    std::unique_lock lock(m_mutex);
    m_freed.wait(lock, [this] { return m_handedOn == m_given || !m_status; });
    return m_status;
}

void ChunkPipeline::work(PackLevel level)
{
    GzipMemberWriter gzip(level);
    Sha256 hash;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_worked.wait(lock, [this] { return m_isStopped || !m_waiting.empty(); });
        if (m_isStopped)
            return;
        Chunk chunk = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        make(*chunk, gzip, hash);
        lock.lock();
        const quint64 index = chunk->index;
        m_made.emplace(index, std::move(chunk));
        if (!m_isHandingOn)
            handOn(lock);
    }
}

void ChunkPipeline::make(PackChunk &chunk, GzipMemberWriter &gzip, Sha256 &hash)
{
    const QByteArrayView bytes = chunk.bytes();
    hash.add(bytes);
    chunk.facts.sha256 = hash.finish();
    for (PackedEntry &entry : chunk.entries) {
        if (entry.offset < 0)
            continue;
        hash.add(bytes.sliced(entry.offset, entry.record.size));
        entry.record.sha256 = hash.finish();
    }
    gzip.compress(bytes, chunk.member);
    chunk.facts.packedSize = static_cast<quint32>(chunk.member.size());
    chunk.facts.unpackedSize = static_cast<quint32>(chunk.size);
    chunk.facts.packedCrc = crc32Of(chunk.member);
}

// Whoever made the next chunk writes it, and those behind it that were made meanwhile; the others go on with their
// work.
void ChunkPipeline::handOn(std::unique_lock<std::mutex> &lock)
{
    m_isHandingOn = true;
    while (m_status && !m_made.empty() && m_made.begin()->first == m_handedOn) {
        Chunk chunk = std::move(m_made.begin()->second);
        m_made.erase(m_made.begin());
        lock.unlock();
        Status status = m_sink(*chunk);
        lock.lock();
        if (m_status)
            m_status = std::move(status);
        ++m_handedOn;
        m_free.push_back(std::move(chunk));
        m_freed.notify_all();
    }
    m_isHandingOn = false;
}

} // namespace cid
