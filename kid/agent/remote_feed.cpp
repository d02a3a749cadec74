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
        answer = m_channel.ask(question())->wait(cancel);
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
    m_next = 0;
    m_batch.clear();
    m_ahead.reset();
    return *this;
}

DataQuestion RemoteFeed::batchFrom(qint64 first) const
{
    const qint64 count = std::min(chunksPerBatch, m_chunkCount - first);
    return {ChunkRequest{m_deployment, first, count}, [last = first + count - 1](const Message &message) {
                const auto *chunk = std::get_if<Chunk>(&message);
                return !chunk || chunk->index >= last;
            }};
}

Status RemoteFeed::readBatch()
{
    if (m_next >= m_chunkCount)
        return fail(makeError(ErrorKind::Corrupt, "feed.no-chunk", u"The image has no more chunks"_s));
    auto answers = m_ahead ? m_ahead->wait(m_cancel) : ask([this] { return batchFrom(m_next); }, m_cancel);
    if (!answers && m_ahead && isWorthAnotherTry(answers.error()))
        answers = ask([this] { return batchFrom(m_next); }, m_cancel);
    m_ahead.reset();
    if (!answers)
        return fail(answers.error());
    for (const Message &message : *answers) {
        const auto *chunk = std::get_if<Chunk>(&message);
        if (!chunk || chunk->index != m_next)
            return fail(makeError(ErrorKind::Corrupt, "feed.bad-answer", u"The server sent chunks in disorder"_s));
        m_batch.append(chunk->data);
        ++m_next;
    }
    if (m_next < m_chunkCount)
        m_ahead = m_channel.ask(batchFrom(m_next));
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
