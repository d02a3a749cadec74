// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/client_fields.h"
#include "common/wire/parts.h"
#include "daemon/net/follower.h"
#include "daemon/net/limits.h"

#include <QPointer>

namespace cid {

EventFollower::EventFollower(Link *link, quint32 request, ServerContext &context, const EventQuery &query)
    : Follower(link, request, context)
    , m_query(query)
{
    connect(&core().announcer(), &Announcer::eventHappened, this, &EventFollower::hear);
    read();
}

void EventFollower::hear(const Event &event)
{
    const bool isWanted = (m_query.node.isEmpty() || m_query.node == event.node)
        && (m_query.job.isEmpty() || m_query.job == event.job)
        && (m_query.what.isEmpty() || m_query.what.contains(QLatin1StringView(event.what)));
    if (!isWanted)
        return;
    m_hasMissed = m_hasMissed || m_isBehind;
    if (m_isBehind)
        return;
    m_heard.append(event);
    m_heardBytes += wire::costOf(event).bytes;
    if (m_heardBytes > net::maxWaitingEvents) {
        m_heard.clear();
        m_heardBytes = 0;
        m_isBehind = true;
    }
    sendSoon();
}

void EventFollower::read()
{
    m_isReading = true;
    m_hasMissed = false;
    const QPointer<EventFollower> self = this;
    // What is asked of the store is answered after everything that was announced before.
    store().read([self, query = m_query](StateStore &store) -> StoreClient::Answer {
        return [self, page = store.events(query)] {
            if (self)
                self->take(page);
        };
    });
}

void EventFollower::take(const Result<QList<Event>> &page)
{
    m_isReading = false;
    if (!page) {
        giveUp(page.error());
        return;
    }
    // The newest events of all are asked for once, with nothing behind them; from an event on there may be more pages.
    const bool isFull = m_query.after >= 0 && page->size() >= m_query.limit;
    m_isBehind = isFull || m_hasMissed;
    m_query.after = page->isEmpty() ? std::max<qint64>(m_query.after, 0) : page->last().id;
    m_last = m_query.after;
    m_query.limit = net::eventsPerReply;
    m_page = *page;
    sendSoon();
}

std::optional<Message> EventFollower::part(QList<Event> &events)
{
    EventsReply reply;
    wire::PartRoom room({wire::headBytes, 0}, limits::partBytes);
    qsizetype taken = 0;
    for (; taken < events.size() && room.take(events.at(taken), reply.events.size()); ++taken)
        reply.events.append(events.at(taken));
    events.remove(0, taken);
    if (!reply.events.isEmpty())
        m_last = std::max(m_last, reply.events.last().id);
    return reply;
}

std::optional<Message> EventFollower::next()
{
    if (m_isReading)
        return std::nullopt;
    if (std::exchange(m_mustAnswer, false) || !m_page.isEmpty())
        return part(m_page);
    if (m_isBehind) {
        read();
        return std::nullopt;
    }
    m_heard.removeIf([this](const Event &event) { return event.id <= m_last; });
    if (m_heard.isEmpty()) {
        m_heardBytes = 0;
        return std::nullopt;
    }
    auto reply = part(m_heard);
    m_query.after = m_last;
    return reply;
}

} // namespace cid
