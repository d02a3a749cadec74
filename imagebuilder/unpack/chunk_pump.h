// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "imagebuilder/manifest.h"
#include "imagebuilder/work_pool.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>

namespace cid {

/// Some chunks of an image, one after the other.
struct ChunkRun
{
    qint64 first = 0;
    qint64 count = 0;
    bool operator==(const ChunkRun &) const = default;
};
using ChunkRuns = std::vector<ChunkRun>; ///< ascending, without common chunks

/// All chunks of an image from \a first on.
[[nodiscard]] ChunkRuns runsFrom(const Manifest &manifest, qint64 first = 0);

/// A chunk that is checked and inflated. Whoever needs its bytes shares it; its memory is used again afterwards.
struct InflatedChunk
{
    qint64 index = 0;
    QByteArray data;
    bool isLocal = false; ///< it did not come from the source
};
using SharedChunk = std::shared_ptr<const InflatedChunk>;

/// Chunks that need not be fetched: those of a tree that is there already. Asked for ascending indexes on one thread.
class ChunkFinder
{
public:
    ChunkFinder() = default;
    virtual ~ChunkFinder() = default;
    ChunkFinder(const ChunkFinder &) = delete;
    ChunkFinder &operator=(const ChunkFinder &) = delete;

    /// The unpacked bytes of a chunk into \a data; false where it has none whose SHA-256 is right. Checked by the
    /// finder.
    [[nodiscard]] virtual bool find(qint64 index, QByteArray &data) = 0;
};

/// Stages "fetch", "verify" and "inflate": one thread fetches ahead, the pool checks and inflates, and the chunks that
/// are wanted come out in order. Their number is fixed: where nobody gives one back, nothing is fetched.
class ChunkPump
{
public:
    struct Plan
    {
        ChunkRuns runs; ///< of chunks that the image has
        ChunkFinder *finder = nullptr; ///< borrowed; may be null
    };

    /// Everything is borrowed.
    ChunkPump(const Manifest &manifest, ChunkSource &source, WorkPool &pool, Plan plan);
    /// Ends fetching: waits for the source's answer.
    ~ChunkPump();
    ChunkPump(const ChunkPump &) = delete;
    ChunkPump &operator=(const ChunkPump &) = delete;

    /// The next chunk; waits for it. Null after the last one. Corrupt "image.bad-chunk", and the chunks behind it can
    /// still be asked for; or what the source said, and everything behind it says the same.
    [[nodiscard]] Result<SharedChunk> next();
    /// Packed bytes that came from the source so far.
    [[nodiscard]] ByteCount fetched() const { return m_fetched; }
    /// "debian-12-1, chunk 7 at byte 1048576".
    [[nodiscard]] QString place(qint64 chunk) const;

private:
    using Made = Result<std::shared_ptr<InflatedChunk>>;

    void run();
    void runWithFinder();
    [[nodiscard]] bool fetch(std::shared_ptr<InflatedChunk> chunk);
    [[nodiscard]] Result<QByteArray> fetchMember(qint64 index);
    /// Null where the pump stops, or none is free and \a waits is false.
    [[nodiscard]] std::shared_ptr<InflatedChunk> takeBuffer(qint64 index, bool waits);
    [[nodiscard]] Status inflate(const QByteArray &member, InflatedChunk &chunk) const;
    void put(qint64 index, Made made);
    /// Memory comes back one by one and is taken again in batches, so that the fetching thread sleeps longer; at once
    /// where the next chunk has none. Under the mutex.
    [[nodiscard]] bool mayFetch() const;

    const Manifest &m_manifest;
    ChunkSource &m_source;
    WorkPool &m_pool;
    const Plan m_plan;
    const std::vector<qint64> m_wanted; ///< the runs' chunks
    const size_t m_buffers;
    std::atomic<ByteCount> m_fetched = 0;
    qint64 m_given = 0; ///< chunks that a source which cannot choose gave so far; fetching thread
    bool m_canChoose = false;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_ready; ///< the chunk that is awaited is made, or nothing is in work any more
    std::condition_variable m_returned; ///< there is enough memory to go on fetching
    std::vector<std::unique_ptr<InflatedChunk>> m_free;
    std::map<qint64, Made> m_made;
    size_t m_next = 0; ///< of m_wanted
    std::optional<Error> m_lost; ///< what the source said instead of the chunk m_lostAt: none comes behind it
    qint64 m_lostAt = -1;
    qint64 m_awaited = -1; ///< what next() waits for
    qint64 m_taken = -1; ///< the last chunk that got memory
    qint64 m_inWork = 0; ///< tasks of the pool that still use this object
    bool m_isStopped = false;
    std::thread m_thread;
};

} // namespace cid
