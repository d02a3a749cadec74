// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/data_desk.h"

#include "daemon/net/host_keys.h"
#include "daemon/net/limits.h"
#include "daemon/net/overlays.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Messages = DataPlan::Messages;

/// A reading that always waits for a disk, or may have to.
DataPlan::Reading slowly(std::function<Result<Messages>()> read)
{
    return [read = std::move(read)](Patience patience) -> std::optional<Result<Messages>> {
        if (patience == Patience::None)
            return std::nullopt;
        return read();
    };
}

Result<std::optional<QByteArray>> chunkOf(const ImageFile &file, qint64 index, Patience patience)
{
    if (patience == Patience::None)
        return file.chunkInMemory(index);
    auto bytes = file.chunk(index);
    if (!bytes)
        return fail(bytes.error());
    return std::optional<QByteArray>(*std::move(bytes));
}

DataPlan::Reading readingOf(const std::shared_ptr<const ImageFile> &file, qint64 first, qint64 end)
{
    return [file, first, end](Patience patience) -> std::optional<Result<Messages>> {
        Messages chunks;
        for (qint64 index = first; index < end; ++index) {
            auto bytes = chunkOf(*file, index, patience);
            if (!bytes)
                return Result<Messages>(fail(bytes.error()));
            if (!*bytes)
                return std::nullopt;
            chunks.append(Chunk{index, *std::move(*bytes)});
        }
        return Result<Messages>(std::move(chunks));
    };
}

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

Result<DataPlan> DataDesk::plan(const NodeName &node, const Message &message) const
{
    return std::visit([&](const auto &one) { return handle(node, one); }, message);
}

Result<const Deployment *> DataDesk::allowed(const NodeName &node, DeploymentId id) const
{
    const Deployment *open = m_context.core.state().jobs.open(node);
    if (open && open->id == id)
        return open;
    return fail(makeError(ErrorKind::Refused, "data.not-deployed", u"Nobody deploys that on this node"_s));
}

Result<std::shared_ptr<const ImageFile>> DataDesk::imageOf(const NodeName &node, DeploymentId id) const
{
    const auto open = allowed(node, id);
    if (!open)
        return fail(open.error());
    auto image = m_context.images.find((*open)->image, (*open)->digest);
    if (image)
        return image;
    return fail(makeError(ErrorKind::Conflict, "image.changed",
                          u"The file of %1 was replaced since the job asked for it"_s.arg((*open)->image.toString())));
}

Result<DataPlan> DataDesk::handle(const NodeName &node, const ManifestRequest &message) const
{
    const auto image = imageOf(node, message.deployment);
    if (!image)
        return fail(image.error());
    DataPlan plan{{}, (*image)->manifest().image};
    const qint64 total = (*image)->manifestBytes().size();
    for (qint64 at = std::max<qint64>(0, message.offset); at < total || at == 0; at += limits::maxManifestPart) {
        plan.readings.append([file = *image, at, total](Patience) -> std::optional<Result<Messages>> {
            return Result<Messages>(
                Messages{ManifestPart{at, total, file->manifestBytes().mid(at, limits::maxManifestPart)}});
        });
    }
    return plan;
}

Result<DataPlan> DataDesk::handle(const NodeName &node, const ChunkRequest &message) const
{
    const auto image = imageOf(node, message.deployment);
    if (!image)
        return fail(image.error());
    const bool isFine = message.first >= 0 && message.count > 0 && message.count <= net::maxChunksPerRequest
        && message.first <= static_cast<qint64>((*image)->manifest().chunks.size()) - message.count;
    if (!isFine)
        return fail(makeError(ErrorKind::Invalid, "image.no-chunk", u"There are no such chunks"_s));
    DataPlan plan{{}, (*image)->manifest().image};
    const qint64 end = message.first + message.count;
    for (qint64 first = message.first; first < end; first += net::chunksPerRead)
        plan.readings.append(readingOf(*image, first, std::min(first + net::chunksPerRead, end)));
    return plan;
}

Result<DataPlan> DataDesk::handle(const NodeName &name, const OverlayRequest &message) const
{
    const auto open = allowed(name, message.deployment);
    const NodeRecord *node = m_context.core.state().registry.find(name);
    if (!open || !node)
        return fail(makeError(ErrorKind::Refused, "data.not-deployed", u"Nobody deploys that on this node"_s));
    const QByteArray seed = m_context.authority.hostKeySeedOf(node->definition.name);
    const Secrets secrets = m_context.core.enrolments().mayHaveSecrets(**open) ? Secrets::Given : Secrets::Withheld;
    return DataPlan{{slowly([&core = m_context.core, folder = m_context.overlayDir, definition = node->definition,
                             image = (*open)->image, id = (*open)->id, seed, secrets] {
                        auto overlays = collectOverlays(folder, definition, image, secrets);
                        if (!overlays)
                            return Result<Messages>(fail(overlays.error()));
                        if (overlays->hasWithheld) {
                            QMetaObject::invokeMethod(
                                &core.announcer(),
                                [&core, name = definition.name, id] { core.enrolments().noteWithheld(name, id); },
                                Qt::QueuedConnection);
                        }
                        return Result<Messages>(inParts(sshHostKey(seed, definition.name) + overlays->files));
                    })},
                    {}};
}

Result<DataPlan> DataDesk::handle(const NodeName &node, const BlancmangeRequest &message) const
{
    const auto open = allowed(node, message.deployment);
    if (!open)
        return fail(open.error());
    const bool isFile = message.file == blancmangeKernelName || message.file == blancmangeInitramfsName;
    const bool isFine = isFile && message.offset >= 0 && message.length > 0 && message.length <= net::maxBlancmangeRead;
    if (!isFine)
        return fail(makeError(ErrorKind::Invalid, "blancmange.bad-request", u"There is no such file or place in it"_s));
    return DataPlan{{slowly([&files = m_context.bootFiles, message]() -> Result<Messages> {
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
                    })},
                    {}};
}

Result<DataPlan> DataDesk::handle(const NodeName &node, const CapturePart &message) const
{
    const auto take = m_context.captures.take(node, message);
    if (!take)
        return fail(take.error());
    return DataPlan{{slowly([take = *take]() -> Result<Messages> {
                        const Status taken = take();
                        return taken ? Result<Messages>(Messages{OkReply{}}) : fail(taken.error());
                    })},
                    {}};
}

template <typename Other> Result<DataPlan> DataDesk::handle(const NodeName &, const Other &) const
{
    return fail(makeError(ErrorKind::Refused, "role.not-allowed", u"This connection carries images alone"_s));
}

} // namespace cid
