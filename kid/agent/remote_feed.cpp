// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/remote_feed.h"

#include "imagebuilder/manifest.h"

#include <QSemaphore>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 chunksPerBatch = 32;
constexpr ByteCount bytesPerPiece = 4 * MiB;
constexpr int tries = 30;
constexpr auto pause = 500ms;

bool isWorthAnotherTry(const Error &error)
{
    return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Io;
}

} // namespace

Result<QList<Message>> RemoteFeed::ask(const std::function<DataQuestion()> &question, const CancelToken &cancel)
{
    Result<QList<Message>> answer;
    for (int i = 0; i < tries; ++i) {
        answer = m_channel->ask(question())->wait(cancel);
        if (answer || !isWorthAnotherTry(answer.error()))
            return answer;
        QSemaphore().tryAcquire(1, static_cast<int>(pause.count())); // A worker thread: nothing else waits for it.
    }
    return answer;
}

Result<QByteArray> RemoteFeed::manifest(const CancelToken &cancel)
{
    const auto parts = ask(
        [this] {
            return DataQuestion{ManifestRequest{m_deployment, 0}, [](const Message &message) {
                                    const auto *part = std::get_if<ManifestPart>(&message);
                                    return !part || part->offset + part->data.size() >= part->total;
                                }};
        },
        cancel);
    if (!parts)
        return fail(parts.error());
    QByteArray bytes;
    for (const Message &message : *parts) {
        const auto *part = std::get_if<ManifestPart>(&message);
        if (!part || part->offset != bytes.size())
            return fail(
                makeError(ErrorKind::Corrupt, "feed.bad-answer", u"The server sent the manifest in disorder"_s));
        bytes += part->data;
    }
    const auto parsed = parseManifest(bytes);
    m_chunkCount = parsed ? static_cast<qint64>(parsed->chunks.size()) : 0;
    return bytes;
}

Result<FilePiece> RemoteFeed::blancmange(const QString &file, ByteCount offset, const CancelToken &cancel)
{
    const auto parts = ask(
        [&] {
            return DataQuestion{BlancmangeRequest{m_deployment, file, offset, bytesPerPiece},
                                [end = offset + bytesPerPiece](const Message &message) {
                                    const auto *part = std::get_if<BlancmangePart>(&message);
                                    return !part || part->data.isEmpty()
                                        || part->offset + part->data.size() >= std::min(end, part->total);
                                }};
        },
        cancel);
    if (!parts)
        return fail(parts.error());
    FilePiece piece;
    for (const Message &message : *parts) {
        const auto *part = std::get_if<BlancmangePart>(&message);
        if (!part || part->offset != offset + piece.data.size())
            return fail(makeError(ErrorKind::Corrupt, "feed.bad-answer", u"The server sent a file in disorder"_s));
        piece.total = part->total;
        piece.digest = part->digest;
        piece.data += part->data;
    }
    return piece;
}

Result<QList<OverlayFile>> RemoteFeed::overlays(const CancelToken &cancel)
{
    const auto parts = ask(
        [this] {
            return DataQuestion{OverlayRequest{m_deployment}, [](const Message &message) {
                                    const auto *part = std::get_if<OverlayPart>(&message);
                                    return !part || part->last;
                                }};
        },
        cancel);
    if (!parts)
        return fail(parts.error());
    QList<OverlayFile> files;
    for (const Message &message : *parts) {
        const auto *part = std::get_if<OverlayPart>(&message);
        if (!part)
            return fail(
                makeError(ErrorKind::Corrupt, "feed.bad-answer", u"The server sent something else than files"_s));
        files += part->files;
    }
    return files;
}

ChunkSource &RemoteFeed::chunks()
{
    m_runs = {{0, m_chunkCount}};
    m_isChoosing = false;
    m_batch.clear();
    m_ahead.reset();
    return *this;
}

bool RemoteFeed::want(qint64 first, qint64 count)
{
    if (!m_isChoosing)
        m_runs.clear();
    m_isChoosing = true;
    if (!m_runs.isEmpty() && m_runs.last().first + m_runs.last().count == first)
        m_runs.last().count += count;
    else
        m_runs.append({first, count});
    return true;
}

DataQuestion RemoteFeed::questionFor(const Run &run) const
{
    return {ChunkRequest{m_deployment, run.first, run.count},
            [last = run.first + run.count - 1](const Message &message) {
                const auto *chunk = std::get_if<Chunk>(&message);
                return !chunk || chunk->index >= last;
            }};
}

RemoteFeed::Run RemoteFeed::takeRun()
{
    if (m_runs.isEmpty())
        return {};
    Run &front = m_runs.first();
    const Run taken{front.first, std::min(chunksPerBatch, front.count)};
    front.first += taken.count;
    front.count -= taken.count;
    if (front.count == 0)
        m_runs.removeFirst();
    return taken;
}

Status RemoteFeed::readBatch()
{
    const bool isAhead = m_ahead != nullptr;
    const Run run = isAhead ? m_aheadRun : takeRun();
    if (run.count == 0)
        return fail(makeError(ErrorKind::Corrupt, "feed.no-chunk", u"The image has no more chunks"_s));
    auto answers = isAhead ? m_ahead->wait(m_cancel) : ask([this, run] { return questionFor(run); }, m_cancel);
    if (!answers && isAhead && isWorthAnotherTry(answers.error()))
        answers = ask([this, run] { return questionFor(run); }, m_cancel);
    m_ahead.reset();
    if (!answers)
        return fail(answers.error());
    qint64 expected = run.first;
    for (const Message &message : *answers) {
        const auto *chunk = std::get_if<Chunk>(&message);
        if (!chunk || chunk->index != expected)
            return fail(makeError(ErrorKind::Corrupt, "feed.bad-answer", u"The server sent chunks in disorder"_s));
        m_batch.append(chunk->data);
        ++expected;
    }
    m_aheadRun = takeRun();
    if (m_aheadRun.count > 0)
        m_ahead = m_channel->ask(questionFor(m_aheadRun));
    return {};
}

Result<QByteArray> RemoteFeed::next()
{
    if (m_batch.isEmpty()) {
        const Status read = readBatch();
        if (!read)
            return fail(read.error());
    }
    return m_batch.takeFirst();
}

} // namespace cid
