// SPDX-License-Identifier: GPL-3.0-or-later
// What operators build: passed on to cid-build, and noted.
#include "daemon/net/client_session.h"

#include <atomic>
#include <limits>
#include <memory>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString subjectOf(const BuildRequest &request)
{
    switch (request.kind) {
    case BuildKind::Mkimg:
        return request.image.toString();
    case BuildKind::BlancmangeGet:
        return u"blancmange get"_s;
    case BuildKind::BlancmangeBuild:
        return u"blancmange build"_s;
    case BuildKind::BlancmangeImage:
        return u"blancmange image"_s;
    case BuildKind::BlancmangePublish:
        return u"blancmange publish"_s;
    }
    return {};
}

Event eventOf(const char *what, const BuildRequest &request, const QString &reason)
{
    Event event;
    event.what = what;
    event.to = subjectOf(request);
    event.who = request.who;
    event.reason = reason;
    return event;
}

// The new image alone: what else changed on the disk is for the next reload.
void takeIn(ServerContext &context, const BuildRequest &request)
{
    const auto stop = std::make_shared<std::atomic_bool>(false);
    context.images.add({request.image.toString(), false}, stop, [&context, request](const Result<TaskUpdate> &update) {
        if (!update)
            context.core.note(eventOf("refused", request, update.error().text));
    });
}

// How it ended goes into the history, too, and a new image into the catalogue. The server outlives the console.
void noteTheEnd(ServerContext &context, const Build &build)
{
    // The log is not wanted: past its end there are no lines.
    const WatchBuildRequest watch{build.id, std::numeric_limits<qint64>::max()};
    context.builds.follow(watch, &context.builds, [&context](const Result<Message> &answer) {
        const auto *update = answer ? std::get_if<BuildUpdate>(&*answer) : nullptr;
        if (!update || !update->last)
            return update != nullptr;
        const Build &over = update->build;
        const bool isDone = over.state == BuildState::Done;
        context.core.note(
            eventOf(isDone ? "built" : "build-failed", over.request,
                    isDone ? u"build %1 is done"_s.arg(over.id) : u"build %1: %2"_s.arg(over.id).arg(over.reason)));
        if (isDone && over.request.kind == BuildKind::Mkimg)
            takeIn(context, over.request);
        return false;
    });
}

} // namespace

void ClientSession::relay(quint32 request, const Message &message)
{
    m_context.builds.ask(message, this, [this, request](const Result<Message> &answer) {
        if (answer)
            m_link->send({request, *answer});
        else
            refuse(request, answer.error());
    });
}

void ClientSession::handle(quint32 request, const BuildRequest &message)
{
    BuildRequest asked = message;
    asked.who = peerName();
    // The server is the context: what was accepted is noted also where the console went meanwhile.
    ServerContext &context = m_context;
    const QPointer<ClientSession> self = this;
    context.builds.ask(asked, &context.builds, [&context, self, request, asked](const Result<Message> &answer) {
        const auto *reply = answer ? std::get_if<BuildReply>(&*answer) : nullptr;
        if (reply) {
            context.core.note(
                eventOf("build", asked, u"build %1: %2"_s.arg(reply->build.id).arg(reply->build.command)));
            noteTheEnd(context, reply->build);
        } else if (!answer) {
            context.core.note(eventOf("refused", asked, answer.error().text));
        }
        if (self && answer)
            self->m_link->send({request, *answer});
        else if (self)
            self->refuse(request, answer.error());
    });
}

void ClientSession::handle(quint32 request, const CancelBuildRequest &message)
{
    CancelBuildRequest asked = message;
    asked.who = peerName();
    relay(request, asked);
}

void ClientSession::handle(quint32 request, const BuildsRequest &message)
{
    relay(request, message);
}

void ClientSession::handle(quint32 request, const BuildPlaceRequest &message)
{
    relay(request, message);
}

void ClientSession::handle(quint32 request, const WatchBuildRequest &message)
{
    if (!mayFollow(request))
        return;
    ++m_followed;
    m_context.builds.follow(message, this, [this, request](const Result<Message> &answer) {
        const auto *update = answer ? std::get_if<BuildUpdate>(&*answer) : nullptr;
        if (answer)
            m_link->send({request, *answer});
        else
            refuse(request, answer.error());
        const bool goesOn = update && !update->last;
        m_followed -= goesOn ? 0 : 1;
        return goesOn;
    });
}

} // namespace cid
