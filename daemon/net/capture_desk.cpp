// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/capture_desk.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QRandomGenerator>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int readHistory = 1000; // events; what is older was ended by an earlier start

tl::unexpected<Error> conflict(const char *code, const QString &text)
{
    return fail(makeError(ErrorKind::Conflict, code, text));
}

QString commandOf(const CaptureRequest &request)
{
    return u"cidctl capture %1 --image %2 --yes"_s.arg(request.node, request.image)
        + (request.allowChanged ? u" --allow-changed"_s : QString());
}

QString digestText(const ImageFile &file)
{
    return u"digest %1"_s.arg(QString::fromLatin1(file.digest().toHex()));
}

TaskUpdate tellCaptured(const NodeName &node, const ImageFile &file)
{
    const Manifest &manifest = file.manifest();
    return {manifest.packedSize,
            manifest.packedSize,
            true,
            {u"%1: %2 files of %3, %4 packed into %5, digest %6"_s.arg(manifest.image.toString())
                 .arg(manifest.files.size())
                 .arg(node, formatBytes(manifest.unpackedSize), formatBytes(manifest.packedSize),
                      QString::fromLatin1(file.digest().toHex()))}};
}

} // namespace

CaptureDesk::CaptureDesk(Core &core, ImageLibrary &library, ImageDesk &images)
    : m_core(core)
    , m_library(library)
    , m_images(images)
    , m_last(static_cast<qint64>(QRandomGenerator::system()->generate64() >> 2))
{ }

void CaptureDesk::clear(StoreClient &store)
{
    for (const ImageDefinition &definition : m_library.definitions()) {
        if (const auto folder = m_library.folderOf(definition.name))
            CaptureFiles::clear(*folder);
    }
    store.read([desk = QPointer(this)](StateStore &stored) -> StoreClient::Answer {
        EventQuery query;
        query.what = {u"capture"_s, u"captured"_s, u"capture-failed"_s, u"capture-cancelled"_s};
        query.limit = readHistory;
        auto history = stored.events(query);
        return [desk, history = std::move(history)] {
            if (desk && history)
                desk->endCut(*history);
        };
    });
}

void CaptureDesk::endCut(const QList<Event> &history)
{
    QHash<NodeName, Event> open;
    for (const Event &event : history) {
        if (event.what == "capture")
            open.insert(event.node, event);
        else
            open.remove(event.node);
    }
    for (const Event &begun : std::as_const(open)) {
        // There was no image of that name when it began: one that is there got its name before cidd ended.
        const auto id = ImageId::parse(begun.to);
        const auto file = id ? m_library.find(*id) : nullptr;
        Event event;
        event.node = begun.node;
        event.what = file ? "captured" : "capture-failed";
        event.to = begun.to;
        event.who = begun.who;
        event.reason = file ? digestText(*file) : u"cidd ended meanwhile: nothing of the image was kept"_s;
        event.duration = m_core.state().now() - begun.time;
        m_core.note(std::move(event));
    }
}

Status CaptureDesk::check(const CaptureRequest &request) const
{
    const auto id = ImageId::parse(request.image);
    const auto folder = id ? m_library.folderOf(id->name) : fail(id.error());
    if (!folder)
        return fail(folder.error());
    const NodeRecord *node = m_core.state().registry.find(request.node);
    if (!node) {
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(request.node)));
    }
    if (!node->isConnected()) {
        return conflict("capture.not-connected",
                        u"There is no connection to %1 now: only what runs can be captured"_s.arg(request.node));
    }
    if (node->facts.state != NodeState::Running) {
        return conflict("capture.not-running",
                        u"%1 does not run an image now: only what runs can be captured"_s.arg(request.node));
    }
    if (!m_core.state().jobs.waiting(request.node).isEmpty()) {
        return conflict("capture.deploying",
                        u"%1 is to be brought into another image: wait, or cancel the job"_s.arg(request.node));
    }
    if (m_captures.contains(request.node))
        return conflict("capture.busy", u"%1 is being captured already"_s.arg(request.node));
    return isNew(*id, *folder);
}

Status CaptureDesk::isNew(const ImageId &id, const QString &folder) const
{
    const bool isBeingMade =
        std::any_of(m_captures.begin(), m_captures.end(), [&id](const Capture &one) { return one.image == id; });
    const QString path = QDir(folder).filePath(id.toString() + u".gz"_s);
    if (!isBeingMade && !QFile::exists(path))
        return {};
    // As a cidd leaves it that was killed between two renames; its bytes are whole.
    if (!isBeingMade && !QFile::exists(manifestPath(path))) {
        return conflict(
            "image.exists",
            u"%1 is there without a manifest: \"cidctl image add %2\" takes it in, or choose another version"_s.arg(
                path, id.toString()));
    }
    return conflict("image.exists",
                    u"There is an image %1 already: choose another version, or remove it"_s.arg(id.toString()));
}

void CaptureDesk::start(const CaptureRequest &request, const QString &who, const ImageDesk::Stop &stop,
                        const ImageDesk::Row &row)
{
    const Status allowed = check(request);
    if (!allowed) {
        row(fail(allowed.error()));
        return;
    }
    const ImageId id = *ImageId::parse(request.image);
    const QString folder = *m_library.folderOf(id.name);
    const auto files = std::make_shared<CaptureFiles>(id, folder);
    const Capture capture{++m_last, id, request.node, stop, row, files, who, m_core.state().now(), {}};
    m_captures.insert(request.node, capture);
    note("capture", capture, commandOf(request));
    // A node that has just come can be spoken to once its report is kept.
    m_core.state().ledger.afterCommit(
        [this, node = request.node, order = CaptureOrder{m_last, id, request.allowChanged}] {
            const auto found = m_captures.constFind(node);
            if (found != m_captures.constEnd() && found->number == order.capture)
                Q_EMIT ordered(node, order);
        });
}

CaptureDesk::Capture *CaptureDesk::find(const NodeName &node, qint64 number)
{
    const auto found = m_captures.find(node);
    if (found == m_captures.end() || found->number != number) {
        Q_EMIT cancelled(node, {number});
        return nullptr;
    }
    if (*found->stop)
        endWith(node,
                {"capture-cancelled",
                 makeError(ErrorKind::Cancelled, "capture.cancelled", u"nobody waits for it any more"_s)});
    else if (!found->ending)
        return &*found;
    Q_EMIT cancelled(node, {number});
    return nullptr;
}

void CaptureDesk::progress(const NodeName &node, const CaptureProgress &message)
{
    if (const Capture *capture = find(node, message.capture))
        capture->row(TaskUpdate{message.done, message.total, false, message.lines});
}

void CaptureDesk::end(const NodeName &node, const CaptureEnd &message)
{
    if (find(node, message.capture))
        endWith(node, {"capture-failed", message.error});
}

void CaptureDesk::nodeLeft(const NodeName &node)
{
    endWith(node,
            {"capture-failed",
             makeError(ErrorKind::Unavailable, "capture.node-left",
                       u"The connection to %1 ended: nothing of the image was kept"_s.arg(node))});
}

void CaptureDesk::endWith(const NodeName &node, const Ending &ending)
{
    const auto found = m_captures.find(node);
    if (found == m_captures.end())
        return;
    if (!found->files->abandon()) {
        found->ending = ending;
        return;
    }
    // Nobody takes a part now: this does not wait.
    if (const auto file = found->files->finished()) {
        finished(found->number, file);
        return;
    }
    const Capture capture = std::move(*found);
    m_captures.erase(found);
    note(ending.what, capture, ending.error.text);
    if (!*capture.stop)
        capture.row(fail(ending.error));
}

void CaptureDesk::note(const QByteArray &what, const Capture &capture, const QString &reason)
{
    Event event;
    event.node = capture.node;
    event.what = what;
    event.to = capture.image.toString();
    event.who = capture.who;
    event.reason = reason;
    event.duration = m_core.state().now() - capture.since;
    m_core.note(std::move(event));
}

Result<std::function<Status()>> CaptureDesk::take(const NodeName &node, const CapturePart &part)
{
    const Capture *capture = find(node, part.capture);
    if (!capture)
        return fail(makeError(ErrorKind::Refused, "capture.unknown", u"Nobody asks for that image"_s));
    return [this, files = capture->files, part, node] {
        const Status taken = files->take(part);
        QMetaObject::invokeMethod(
            this,
            [this, node, number = part.capture, taken, file = taken ? files->finished() : nullptr] {
                partTaken(node, number, taken, file);
            },
            Qt::QueuedConnection);
        return taken;
    };
}

void CaptureDesk::partTaken(const NodeName &node, qint64 number, const Status &taken,
                            const std::shared_ptr<const ImageFile> &file)
{
    if (file) {
        finished(number, file);
        return;
    }
    const auto found = m_captures.constFind(node);
    if (found == m_captures.constEnd() || found->number != number)
        return;
    if (!taken)
        endWith(node, {"capture-failed", taken.error()});
    else if (const auto ending = found->ending)
        endWith(node, *ending);
}

void CaptureDesk::finished(qint64 number, const std::shared_ptr<const ImageFile> &file)
{
    const auto found = std::find_if(m_captures.begin(), m_captures.end(),
                                    [number](const Capture &one) { return one.number == number; });
    if (found == m_captures.end())
        return;
    const Capture capture = std::move(*found);
    m_captures.erase(found);
    // It has its name, whoever still wants to know.
    m_images.take(file, [this, capture, file] {
        note("captured", capture, digestText(*file));
        capture.row(tellCaptured(capture.node, *file));
    });
}

} // namespace cid
