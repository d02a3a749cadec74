// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_requests.h"

#include "common/wire/image_fields.h"
#include "daemon/net/limits.h"
#include "imagebuilder/catalogue/image_diff.h"

#include <QPointer>

#include <fnmatch.h>

namespace cid {

namespace {

/// Parts of a list of files: as many as fit into net::entriesPerReply and, by their paths, into one frame.
class FileParts
{
public:
    FileParts(std::shared_ptr<const ImageFile> image, const QByteArray &pattern)
        : m_image(std::move(image))
        , m_pattern(pattern)
    { }

    std::optional<Message> next()
    {
        if (m_isDone)
            return std::nullopt;
        const auto &files = m_image->manifest().files;
        ImageFilesReply reply;
        qsizetype size = 0;
        while (m_next < files.size() && reply.files.size() < net::entriesPerReply && size < net::pathBytesPerReply) {
            const FileRecord &file = files[m_next++];
            if (!m_pattern.isEmpty() && ::fnmatch(m_pattern.constData(), file.path.constData(), 0) != 0)
                continue;
            size += file.path.size() + file.target.size();
            reply.files.append(entryOf(file));
        }
        m_isDone = m_next == files.size();
        reply.last = m_isDone;
        return reply;
    }

private:
    std::shared_ptr<const ImageFile> m_image;
    QByteArray m_pattern;
    size_t m_next = 0;
    bool m_isDone = false;
};

/// Parts of a comparison; the packages and figures go with the first one.
class DiffParts
{
public:
    explicit DiffParts(std::shared_ptr<ImageDiffReply> whole)
        : m_whole(std::move(whole))
    { }

    std::optional<Message> next()
    {
        if (m_isDone)
            return std::nullopt;
        ImageDiffReply reply;
        reply.from = m_whole->from;
        reply.to = m_whole->to;
        reply.packagesKnown = m_whole->packagesKnown;
        reply.bytesToFetch = m_whole->bytesToFetch;
        reply.chunksToFetch = m_whole->chunksToFetch;
        reply.packedSize = m_whole->packedSize;
        reply.packages = m_whole->packages.mid(m_nextPackage, net::entriesPerReply);
        m_nextPackage += reply.packages.size();
        qsizetype size = 0;
        while (reply.packages.isEmpty() && m_nextFile < m_whole->files.size()
               && reply.files.size() < net::entriesPerReply && size < net::pathBytesPerReply) {
            reply.files.append(m_whole->files[m_nextFile++]);
            size += reply.files.last().path.size();
        }
        m_isDone = m_nextPackage == m_whole->packages.size() && m_nextFile == m_whole->files.size();
        reply.last = m_isDone;
        return reply;
    }

private:
    std::shared_ptr<ImageDiffReply> m_whole;
    qsizetype m_nextPackage = 0;
    qsizetype m_nextFile = 0;
    bool m_isDone = false;
};

} // namespace

ImageRequests::ImageRequests(Answers *answers, Link *link, QString who, ImageDesk &desk, CaptureDesk &captures)
    : QObject(link)
    , m_answers(answers)
    , m_link(link)
    , m_who(std::move(who))
    , m_desk(desk)
    , m_captures(captures)
{
    connect(link, &Link::closed, this, [this] { *m_stop = true; });
}

ImageRequests::~ImageRequests()
{
    *m_stop = true;
}

bool ImageRequests::take(const Envelope &envelope)
{
    return std::visit(
        [&](const auto &message) {
            if constexpr (requires { handle(envelope.request, message); }) {
                handle(envelope.request, message);
                return true;
            } else {
                return false;
            }
        },
        envelope.message);
}

template <typename Answer> std::function<void(const Result<Answer> &)> ImageRequests::answer(quint32 request)
{
    return [link = QPointer<Link>(m_link), request](const Result<Answer> &result) {
        if (!link || !link->isOpen())
            return;
        if (result)
            link->send({request, *result});
        else
            link->send({request, ErrorReply{result.error()}});
    };
}

void ImageRequests::handle(quint32 request, const ImageAddRequest &message)
{
    m_desk.add(message, m_stop, answer<TaskUpdate>(request));
}

void ImageRequests::handle(quint32 request, const ImageVerifyRequest &message)
{
    m_desk.verify(message, m_stop, answer<TaskUpdate>(request));
}

void ImageRequests::handle(quint32 request, const CaptureRequest &message)
{
    m_captures.start(message, m_who, m_stop, answer<TaskUpdate>(request));
}

void ImageRequests::handle(quint32 request, const ImageRemoveRequest &message)
{
    m_desk.remove(message, [reply = answer<OkReply>(request)](const Status &status) {
        reply(status ? Result<OkReply>(OkReply{}) : fail(status.error()));
    });
}

void ImageRequests::handle(quint32 request, const ImageShowRequest &message)
{
    m_desk.show(
        message,
        [self = QPointer<ImageRequests>(this), request, parts = message.parts](const Result<ImageDetail> &result) {
            if (self && result && self->m_link->isOpen())
                self->m_answers->send(request, parts, *result);
            else if (self)
                self->answer<ImageDetail>(request)(result);
        });
}

void ImageRequests::handle(quint32 request, const ImageFilesRequest &message)
{
    const auto image = m_desk.find(message.image);
    if (!image) {
        answer<ImageFilesReply>(request)(fail(image.error()));
        return;
    }
    const auto parts = std::make_shared<FileParts>(*image, message.pattern.toUtf8());
    m_answers->sendRow(request, [parts] { return parts->next(); });
}

void ImageRequests::handle(quint32 request, const ImageDiffRequest &message)
{
    m_desk.diff(
        message,
        [this, self = QPointer<ImageRequests>(this), request](const Result<std::shared_ptr<ImageDiffReply>> &result) {
            if (!self || !m_link->isOpen())
                return;
            if (!result) {
                answer<ImageDiffReply>(request)(fail(result.error()));
                return;
            }
            const auto parts = std::make_shared<DiffParts>(*result);
            m_answers->sendRow(request, [parts] { return parts->next(); });
        });
}

} // namespace cid
