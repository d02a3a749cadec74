// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "imagebuilder/gzip_member.h"
#include "imagebuilder/pack/pack_chunk.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace cid {

/// Stage "compress and hash": several threads make members of chunks, digests while the bytes are in their cache, and
/// hand them on in the order in which they came. There is a fixed number of chunks: who wants one more waits until one
/// is written.
class ChunkPipeline
{
public:
    /// Takes finished chunks in order; called from one thread at a time.
    using Sink = std::function<Status(PackChunk &)>;

    /// \a threads 0: one a core.
    ChunkPipeline(PackLevel level, int threads, Sink sink);
    /// Drops what is not finished.
    ~ChunkPipeline();
    ChunkPipeline(const ChunkPipeline &) = delete;
    ChunkPipeline &operator=(const ChunkPipeline &) = delete;

    /// An empty chunk; waits for one. What the sink said where it failed.
    [[nodiscard]] Result<std::unique_ptr<PackChunk>> take();
    void give(std::unique_ptr<PackChunk> chunk);
    /// Waits until the sink has everything.
    [[nodiscard]] Status finish();

private:
    using Chunk = std::unique_ptr<PackChunk>;

    void work(PackLevel level);
    static void make(PackChunk &chunk, GzipMemberWriter &gzip, class Sha256 &hash);
    void handOn(std::unique_lock<std::mutex> &lock);

    Sink m_sink;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_worked; ///< there is something to do
    std::condition_variable m_freed; ///< there is a free chunk, or all is done
    std::deque<Chunk> m_waiting;
    std::map<quint64, Chunk> m_made; ///< not handed on yet
    std::vector<Chunk> m_free;
    quint64 m_given = 0;
    quint64 m_handedOn = 0;
    bool m_isHandingOn = false;
    bool m_isStopped = false;
    Status m_status;
    std::vector<std::thread> m_threads;
};

} // namespace cid
