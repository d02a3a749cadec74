// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/chunk_pump.h"

#include "imagebuilder/gzip_member.h"
#include "imagebuilder/sha256.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int buffersPerThread = 8;
constexpr int buffersBesides = 16;
constexpr size_t batches = 4;

std::vector<qint64> chunksOf(const ChunkRuns &runs)
{
    std::vector<qint64> chunks;
    for (const ChunkRun &run : runs) {
        for (qint64 i = 0; i < run.count; ++i)
            chunks.push_back(run.first + i);
    }
    return chunks;
}

} // namespace

ChunkRuns runsFrom(const Manifest &manifest, qint64 first)
{
    return {{first, static_cast<qint64>(manifest.chunks.size()) - first}};
}

ChunkPump::ChunkPump(const Manifest &manifest, ChunkSource &source, WorkPool &pool, Plan plan)
    : m_manifest(manifest)
    , m_source(source)
    , m_pool(pool)
    , m_plan(std::move(plan))
    , m_wanted(chunksOf(m_plan.runs))
    , m_buffers(static_cast<size_t>(buffersBesides + buffersPerThread * pool.threads()))
{
    for (size_t i = 0; i < m_buffers; ++i)
        m_free.push_back(std::make_unique<InflatedChunk>());
    m_thread = std::thread([this] { run(); });
}

ChunkPump::~ChunkPump()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_returned.notify_one();
    m_thread.join();
    std::unique_lock lock(m_mutex);
    m_ready.wait(lock, [this] { return m_inWork == 0; });
    // Chunks that nobody took come back to m_free, which needs the mutex.
    auto made = std::move(m_made);
    m_made.clear();
    lock.unlock();
    made.clear();
}

QString ChunkPump::place(qint64 chunk) const
{
    return u"%1, chunk %2 at byte %3"_s.arg(m_manifest.image.toString())
        .arg(chunk)
        .arg(m_manifest.chunks[static_cast<size_t>(chunk)].offset);
}

Result<SharedChunk> ChunkPump::next()
{
    if (m_next >= m_wanted.size())
        return SharedChunk();
    const qint64 index = m_wanted[m_next++];
    std::unique_lock lock(m_mutex);
    m_awaited = index;
    if (mayFetch())
        m_returned.notify_one();
    m_ready.wait(lock, [this, index] { return m_made.contains(index) || (m_lost && index > m_lostAt); });
    m_awaited = -1;
    auto node = m_made.extract(index);
    if (node.empty())
        return fail(*m_lost);
    if (!node.mapped())
        return fail(node.mapped().error());
    return SharedChunk(*node.mapped());
}

bool ChunkPump::mayFetch() const
{
    return m_isStopped || m_free.size() >= m_buffers / batches || (!m_free.empty() && m_awaited > m_taken);
}

std::shared_ptr<InflatedChunk> ChunkPump::takeBuffer(qint64 index, bool waits)
{
    std::unique_lock lock(m_mutex);
    if (waits && m_free.empty())
        m_returned.wait(lock, [this] { return mayFetch(); });
    if (m_isStopped || m_free.empty())
        return nullptr;
    InflatedChunk *chunk = m_free.back().release();
    m_free.pop_back();
    m_taken = index;
    lock.unlock();
    chunk->index = index;
    chunk->isLocal = false;
    return {chunk, [this](InflatedChunk *used) {
                const std::lock_guard back(m_mutex);
                m_free.emplace_back(used);
                if (mayFetch())
                    m_returned.notify_one();
            }};
}

void ChunkPump::put(qint64 index, Made made)
{
    const std::lock_guard lock(m_mutex);
    m_made.emplace(index, std::move(made));
    if (index == m_awaited)
        m_ready.notify_one();
}

void ChunkPump::run()
{
    if (m_plan.finder) {
        runWithFinder();
        return;
    }
    m_canChoose = true;
    if (m_wanted.size() < m_manifest.chunks.size()) {
        for (const ChunkRun &run : m_plan.runs)
            m_canChoose = m_source.want(run.first, run.count);
    }
    for (const qint64 index : m_wanted) {
        auto chunk = takeBuffer(index, true);
        if (!chunk || !fetch(std::move(chunk)))
            return;
    }
}

// As many chunks as there is memory for are looked up before the missing ones are fetched: the source hears of them
// early and can fetch them in one go.
void ChunkPump::runWithFinder()
{
    for (size_t next = 0; next < m_wanted.size();) {
        std::vector<std::shared_ptr<InflatedChunk>> missing;
        while (next < m_wanted.size()) {
            const qint64 index = m_wanted[next];
            auto chunk = takeBuffer(index, missing.empty());
            if (!chunk)
                break;
            if (m_plan.finder->find(index, chunk->data)) {
                chunk->isLocal = true;
                put(index, std::move(chunk));
            } else {
                missing.push_back(std::move(chunk));
            }
            ++next;
        }
        for (size_t i = 0; i < missing.size();) {
            size_t end = i + 1;
            while (end < missing.size() && missing[end]->index == missing[end - 1]->index + 1)
                ++end;
            m_canChoose = m_source.want(missing[i]->index, static_cast<qint64>(end - i));
            i = end;
        }
        for (auto &chunk : missing) {
            if (!fetch(std::move(chunk)))
                return;
        }
        const std::lock_guard lock(m_mutex);
        if (m_isStopped)
            return;
    }
}

Result<QByteArray> ChunkPump::fetchMember(qint64 index)
{
    auto member = m_source.next();
    // One that cannot choose gives all of them, also those before this one.
    while (!m_canChoose && member && m_given++ < index)
        member = m_source.next();
    return member;
}

bool ChunkPump::fetch(std::shared_ptr<InflatedChunk> chunk)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopped)
            return false;
    }
    const qint64 index = chunk->index;
    auto member = fetchMember(index);
    if (!member) {
        const Error error = withContext(member.error(), place(index));
        put(index, fail(error));
        const std::lock_guard lock(m_mutex);
        m_lost = error;
        m_lostAt = index;
        m_ready.notify_one();
        return false;
    }
    m_fetched += member->size();
    {
        const std::lock_guard lock(m_mutex);
        ++m_inWork;
    }
    m_pool.post(WorkPool::Rank::Usual, [this, chunk = std::move(chunk), member = std::move(*member)]() mutable {
        const qint64 made = chunk->index;
        const Status inflated = inflate(member, *chunk);
        put(made, inflated ? Made(std::move(chunk)) : fail(withContext(inflated.error(), place(made))));
        chunk.reset();
        const std::lock_guard lock(m_mutex);
        if (--m_inWork == 0)
            m_ready.notify_one();
    });
    return true;
}

Status ChunkPump::inflate(const QByteArray &member, InflatedChunk &chunk) const
{
    const auto bad = [](const QString &text) { return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", text)); };
    const ChunkFacts &facts = m_manifest.chunks[static_cast<size_t>(chunk.index)];
    if (member.size() != static_cast<qsizetype>(facts.packedSize))
        return bad(u"has %1 bytes, the manifest says %2"_s.arg(member.size()).arg(facts.packedSize));
    if (crc32Of(member) != facts.packedCrc)
        return bad(u"its bytes are damaged"_s);
    thread_local GzipMemberReader gzip;
    const Status inflated = gzip.decompress(member, static_cast<qsizetype>(facts.unpackedSize), chunk.data);
    if (!inflated)
        return inflated;
    if (Sha256::of(chunk.data) != facts.sha256)
        return bad(u"its SHA-256 is not that of the manifest"_s);
    return {};
}

} // namespace cid
