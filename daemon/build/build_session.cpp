// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/build/build_session.h"

#include "common/wire/build_fields.h"
#include "common/wire/parts.h"
#include "daemon/build/build_place.h"
#include "daemon/build/limits.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

BuildSession::BuildSession(Link *link, BuildQueue &queue)
    : QObject(link)
    , m_link(link)
    , m_queue(queue)
{
    m_timer.setInterval(build::updateMs);
    connect(&m_timer, &QTimer::timeout, this, &BuildSession::sendUpdates);
    connect(link, &Link::received, this, &BuildSession::take);
    connect(&queue, &BuildQueue::changed, this, [this](qint64 build) {
        for (Followed &followed : m_followed)
            followed.isStale = followed.isStale || followed.build == build;
    });
}

void BuildSession::take(const Envelope &envelope)
{
    std::visit([&](const auto &message) { handle(envelope.request, message); }, envelope.message);
}

void BuildSession::refuse(quint32 request, const Error &error)
{
    m_link->send({request, ErrorReply{error}});
}

void BuildSession::handle(quint32 request, const BuildRequest &message)
{
    if (wire::costOf(message).bytes > build::maxRequest) {
        refuse(
            request,
            makeError(ErrorKind::Invalid, "build.bad-request",
                      u"The request is longer than %1 bytes: name fewer packages and paths"_s.arg(build::maxRequest)));
        return;
    }
    const auto build = m_queue.add(message);
    if (build)
        m_link->send({request, BuildReply{*build}});
    else
        refuse(request, build.error());
}

void BuildSession::handle(quint32 request, const BuildsRequest &message)
{
    // The newest that fit into one message; few people ask for more.
    BuildsReply reply;
    wire::PartRoom room({wire::headBytes, 0}, limits::maxFrame - build::maxRequest);
    for (const Build &build : m_queue.newest(std::clamp(message.limit, 1, build::buildsPerReply))) {
        if (!room.take(build, reply.builds.size()))
            break;
        reply.builds.append(build);
    }
    m_link->send({request, reply});
}

void BuildSession::handle(quint32 request, const WatchBuildRequest &message)
{
    if (!m_queue.find(message.build)) {
        refuse(request, makeError(ErrorKind::NotFound, "build.unknown", u"There is no build %1"_s.arg(message.build)));
        return;
    }
    if (m_followed.size() >= build::maxFollowed) {
        refuse(request, makeError(ErrorKind::Refused, "build.too-many", u"Too many builds are watched at once"_s));
        return;
    }
    m_followed.append({request, message.build, std::max<qint64>(0, message.firstLine), 0, 0, true});
    m_timer.start();
}

void BuildSession::handle(quint32 request, const CancelBuildRequest &message)
{
    const Status status = m_queue.cancel(message.build, message.who);
    if (status)
        m_link->send({request, OkReply{}});
    else
        refuse(request, status.error());
}

void BuildSession::handle(quint32 request, const BuildPlaceRequest &)
{
    m_link->send({request, describePlace(m_queue.conf())});
}

template <typename Other> void BuildSession::handle(quint32 request, const Other &)
{
    refuse(request, makeError(ErrorKind::Refused, "build.not-here", u"cid-build only builds"_s));
}

void BuildSession::sendUpdates()
{
    if (!m_link->hasRoom())
        return; // the reader catches up first
    QList<Followed> unfinished;
    for (Followed &followed : m_followed) {
        if (!followed.isStale || update(followed))
            unfinished.append(followed);
    }
    m_followed = std::move(unfinished);
    if (m_followed.isEmpty())
        m_timer.stop();
}

bool BuildSession::update(Followed &followed)
{
    const Build *build = m_queue.find(followed.build);
    if (!build) {
        refuse(followed.request,
               makeError(ErrorKind::NotFound, "build.unknown", u"Build %1 is forgotten"_s.arg(followed.build)));
        return false;
    }
    BuildUpdate message{*build, followed.next, m_queue.history().read(followed.build, followed.offset), false};
    followed.next += message.lines.size();
    const bool isCaughtUp = message.lines.isEmpty();
    const qint64 known = std::clamp<qint64>(followed.skip - message.firstLine, 0, message.lines.size());
    message.lines.remove(0, known);
    message.firstLine += known;
    message.last = build->finishedAt > 0 && isCaughtUp;
    followed.isStale = !isCaughtUp;
    m_link->send({followed.request, message});
    return !message.last;
}

} // namespace cid
