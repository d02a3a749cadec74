// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/data_session.h"

#include "common/system/pool_task.h"
#include "daemon/net/host_keys.h"
#include "daemon/net/limits.h"
#include "daemon/net/overlays.h"

#include <QAbstractEventDispatcher>
#include <QLoggingCategory>
#include <QPointer>
#include <QThread>

namespace cid {

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcData, "cid.data")

namespace {

QList<Message> inParts(const QList<OverlayFile> &files)
{
    QList<Message> parts;
    OverlayPart part;
    qsizetype size = 0;
    for (const OverlayFile &file : files) {
        if (!part.files.isEmpty() && size + file.content.size() > limits::maxManifestPart) {
            parts.append(std::exchange(part, {}));
            size = 0;
        }
        size += file.content.size();
        part.files.append(file);
    }
    part.last = true;
    parts.append(part);
    return parts;
}

} // namespace

DataSession::DataSession(Link *link, DataContext &context)
    : QObject(link)
    , m_link(link)
    , m_node(link->peer().id)
    , m_context(context)
{
    connect(link, &Link::received, this, &DataSession::take);
    connect(link, &Link::drained, this, &DataSession::runNext);
}

DataSession::~DataSession()
{
    tellFetched();
}

void DataSession::tellFetched()
{
    if (m_fetched > 0) {
        qCInfo(lcData, "%ls fetched %lld bytes of %ls", qUtf16Printable(m_node), m_fetched,
               qUtf16Printable(m_image.toString()));
    }
    m_fetched = 0;
}

void DataSession::take(const Envelope &envelope)
{
    std::visit([&](const auto &message) { handle(envelope.request, message); }, envelope.message);
}

void DataSession::refuse(quint32 request, const Error &error)
{
    m_link->send({request, ErrorReply{error}});
}

Result<const Deployment *> DataSession::allowed(DeploymentId id) const
{
    const Deployment *open = m_context.core.state().jobs.open(m_link->peer().id);
    if (open && open->id == id)
        return open;
    return fail(makeError(ErrorKind::Refused, "data.not-deployed", u"Nobody deploys that on this node"_s));
}

Result<std::shared_ptr<const ImageFile>> DataSession::imageOf(DeploymentId id) const
{
    const auto open = allowed(id);
    if (!open)
        return fail(open.error());
    auto image = m_context.images.find((*open)->image, (*open)->digest);
    if (image)
        return image;
    return fail(makeError(ErrorKind::Conflict, "image.changed",
                          u"The file of %1 was replaced since the job asked for it"_s.arg((*open)->image.toString())));
}

void DataSession::queue(quint32 request, std::function<Result<Messages>()> read)
{
    if (m_tasks.size() >= net::maxQueuedReads) {
        refuse(request, makeError(ErrorKind::Refused, "data.too-many", u"Too much was asked for at once"_s));
        return;
    }
    m_tasks.enqueue({request, std::move(read)});
    runNext();
}

void DataSession::runNext()
{
    if (m_isReading || m_tasks.isEmpty() || !m_link->hasRoom())
        return;
    m_isReading = true;
    const QPointer<DataSession> self = this;
    startOnPool(m_context.readers, [self, task = m_tasks.dequeue(), home = thread()] {
        Result<Messages> result = task.read();
        QMetaObject::invokeMethod(
            QAbstractEventDispatcher::instance(home),
            [self, request = task.request, result = std::move(result)] {
                if (self)
                    self->finish(request, result);
            },
            Qt::QueuedConnection);
    });
}

void DataSession::finish(quint32 request, const Result<Messages> &result)
{
    m_isReading = false;
    if (!result)
        refuse(request, result.error());
    for (const Message &message : result ? *result : Messages()) {
        if (const auto *chunk = std::get_if<Chunk>(&message))
            m_fetched += chunk->data.size();
        m_link->send({request, message});
    }
    runNext();
}

void DataSession::handle(quint32 request, const ManifestRequest &message)
{
    const auto image = imageOf(message.deployment);
    if (!image) {
        refuse(request, image.error());
        return;
    }
    tellFetched();
    m_image = (*image)->manifest().image;
    const qint64 total = (*image)->manifestBytes().size();
    for (qint64 at = std::max<qint64>(0, message.offset); at < total || at == 0; at += limits::maxManifestPart) {
        queue(request, [file = *image, at, total]() -> Result<Messages> {
            return Messages{ManifestPart{at, total, file->manifestBytes().mid(at, limits::maxManifestPart)}};
        });
    }
}

void DataSession::handle(quint32 request, const ChunkRequest &message)
{
    const auto image = imageOf(message.deployment);
    const bool isFine = image && message.first >= 0 && message.count > 0 && message.count <= net::maxChunksPerRequest
        && message.first <= static_cast<qint64>((*image)->manifest().chunks.size()) - message.count;
    if (!isFine) {
        refuse(request,
               image ? makeError(ErrorKind::Invalid, "image.no-chunk", u"There are no such chunks"_s) : image.error());
        return;
    }
    for (qint64 at = 0; at < message.count; at += net::chunksPerRead) {
        const qint64 first = message.first + at;
        const qint64 end = message.first + std::min<qint64>(message.count, at + net::chunksPerRead);
        queue(request, [file = *image, first, end]() -> Result<Messages> {
            Messages chunks;
            for (qint64 index = first; index < end; ++index) {
                auto bytes = file->chunk(index);
                if (!bytes)
                    return fail(bytes.error());
                chunks.append(Chunk{index, std::move(*bytes)});
            }
            return chunks;
        });
    }
}

void DataSession::handle(quint32 request, const OverlayRequest &message)
{
    const auto open = allowed(message.deployment);
    const NodeRecord *node = m_context.core.state().registry.find(m_link->peer().id);
    if (!open || !node) {
        refuse(request, makeError(ErrorKind::Refused, "data.not-deployed", u"Nobody deploys that on this node"_s));
        return;
    }
    const QByteArray seed = m_context.authority.hostKeySeedOf(node->definition.name);
    queue(request, [folder = m_context.overlayDir, definition = node->definition, image = (*open)->image, seed] {
        auto overlays = collectOverlays(folder, definition, image);
        if (!overlays)
            return Result<Messages>(fail(overlays.error()));
        return Result<Messages>(inParts(sshHostKey(seed, definition.name) + *overlays));
    });
}

void DataSession::handle(quint32 request, const BlancmangeRequest &message)
{
    const auto open = allowed(message.deployment);
    const bool isFile = message.file == blancmangeKernelName || message.file == blancmangeInitramfsName;
    const bool isFine = isFile && message.offset >= 0 && message.length > 0 && message.length <= net::maxBlancmangeRead;
    if (!open || !isFine) {
        refuse(request,
               open ? makeError(ErrorKind::Invalid, "blancmange.bad-request", u"There is no such file or place in it"_s)
                    : open.error());
        return;
    }
    queue(request, [&files = m_context.bootFiles, message]() -> Result<Messages> {
        const auto facts = files.facts(message.file);
        if (!facts)
            return fail(facts.error());
        const auto bytes = files.read(message.file, message.offset, message.length);
        if (!bytes)
            return fail(bytes.error());
        Messages parts;
        for (qsizetype at = 0; at < bytes->size() || at == 0; at += limits::maxManifestPart)
            parts.append(BlancmangePart{message.offset + at, facts->size, facts->digest,
                                        bytes->mid(at, limits::maxManifestPart)});
        return parts;
    });
}

void DataSession::handle(quint32 request, const CapturePart &message)
{
    const auto take = m_context.captures.take(m_link->peer().id, message);
    if (!take) {
        refuse(request, take.error());
        return;
    }
    queue(request, [take = *take]() -> Result<Messages> {
        const Status taken = take();
        return taken ? Result<Messages>(Messages{OkReply{}}) : fail(taken.error());
    });
}

template <typename Other> void DataSession::handle(quint32 request, const Other &)
{
    refuse(request, makeError(ErrorKind::Refused, "role.not-allowed", u"This connection carries images alone"_s));
}

} // namespace cid
