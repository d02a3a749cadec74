// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/follower.h"

#include "daemon/net/limits.h"

namespace cid {

Follower::Follower(Link *link, quint32 request, ServerContext &context)
    : m_link(link)
    , m_request(request)
    , m_context(context)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(net::collectMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { flush(); });
}

void Follower::send(const Message &message)
{
    m_link->send({m_request, message});
}

void Follower::scheduleFlush()
{
    if (!m_timer.isActive())
        m_timer.start();
}

JobFollower::JobFollower(Link *link, quint32 request, ServerContext &context, const Job &job)
    : Follower(link, request, context)
    , m_job(job.id)
    , m_nodes(job.nodes.begin(), job.nodes.end())
    , m_dirty(m_nodes)
{
    connect(&core().announcer(), &Announcer::nodeChanged, this, [this](const NodeName &node) {
        if (m_nodes.contains(node)) {
            m_dirty.insert(node);
            scheduleFlush();
        }
    });
    connect(&core().announcer(), &Announcer::jobChanged, this, [this](const JobId &id) {
        if (id == m_job)
            scheduleFlush();
    });
    scheduleFlush();
}

void JobFollower::flush()
{
    const Job *job = core().state().jobs.job(m_job);
    if (!job) {
        Q_EMIT finished();
        return;
    }
    QList<Deployment> changed;
    for (const Deployment &deployment : core().state().jobs.ofJob(m_job)) {
        if (m_sent.value(deployment.id) != deployment) {
            m_sent.insert(deployment.id, deployment);
            changed.append(deployment);
        }
    }
    const bool isEnd = job->state != JobState::Active;
    sendParts(*job, std::move(changed));
    if (isEnd)
        Q_EMIT finished();
}

void JobFollower::sendParts(const Job &job, QList<Deployment> deployments)
{
    QList<NodeName> nodes(m_dirty.begin(), m_dirty.end());
    m_dirty.clear();
    // A final state stands in the last part alone: with it the client stops listening.
    Job head = job;
    for (;;) {
        JobUpdate update;
        for (qsizetype i = 0; i < net::nodesPerReply && !nodes.isEmpty(); ++i) {
            if (const auto status = core().statusOf(nodes.takeLast()))
                update.nodes.append(*status);
        }
        update.deployments = deployments.mid(0, net::deploymentsPerUpdate);
        deployments.remove(0, update.deployments.size());
        const bool isLast = nodes.isEmpty() && deployments.isEmpty();
        head.state = isLast ? job.state : JobState::Active;
        update.job = head;
        send(update);
        if (isLast)
            return;
    }
}

NodeFollower::NodeFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish)
    : Follower(link, request, context)
    , m_wish(wish)
    , m_wanted(wish.names.begin(), wish.names.end())
{
    connect(&core().announcer(), &Announcer::nodeChanged, this, [this](const NodeName &node) {
        if (m_wanted.isEmpty() || m_wanted.contains(node)) {
            m_dirty.insert(node);
            scheduleFlush();
        }
    });
    connect(&core().announcer(), &Announcer::nodeRemoved, this, [this](const NodeName &node) {
        m_removed.append(node);
        scheduleFlush();
    });
    // Not inside the constructor: whoever made this is not connected to finished() yet.
    QMetaObject::invokeMethod(this, [this] { sendPicture(); }, Qt::QueuedConnection);
}

void NodeFollower::sendPicture()
{
    QStringList names = m_wish.names;
    if (names.isEmpty()) {
        for (const NodeRecord *node : core().state().registry.all())
            names.append(node->facts.name);
    }
    for (qsizetype at = 0; at == 0 || at < names.size(); at += net::nodesPerReply) {
        NodesReply reply;
        reply.first = at == 0;
        reply.complete = at + net::nodesPerReply >= names.size();
        for (const NodeName &name : names.mid(at, net::nodesPerReply)) {
            if (const auto status = core().statusOf(name))
                reply.nodes.append(*status);
        }
        send(reply);
    }
    if (!m_wish.goOn)
        Q_EMIT finished();
}

void NodeFollower::flush()
{
    QList<NodeName> names(m_dirty.begin(), m_dirty.end());
    m_dirty.clear();
    while (!names.isEmpty() || !m_removed.isEmpty()) {
        NodesReply reply;
        reply.complete = true;
        reply.removed = std::exchange(m_removed, {});
        for (qsizetype i = 0; i < net::nodesPerReply && !names.isEmpty(); ++i) {
            if (const auto status = core().statusOf(names.takeLast()))
                reply.nodes.append(*status);
        }
        send(reply);
    }
}

EventFollower::EventFollower(Link *link, quint32 request, ServerContext &context, const EventQuery &query)
    : Follower(link, request, context)
    , m_query(query)
{
    connect(&core().announcer(), &Announcer::eventHappened, this, [this](const Event &event) {
        const bool isWanted = (m_query.node.isEmpty() || m_query.node == event.node)
            && (m_query.job.isEmpty() || m_query.job == event.job)
            && (m_query.what.isEmpty() || m_query.what.contains(QLatin1StringView(event.what)));
        if (isWanted) {
            m_waiting.append(event);
            scheduleFlush();
        }
    });
}

void EventFollower::begin(const QList<Event> &events)
{
    m_hasBegun = true;
    m_last = events.isEmpty() ? m_query.after : events.last().id;
    send(EventsReply{events});
    if (!m_waiting.isEmpty())
        scheduleFlush();
}

void EventFollower::flush()
{
    if (!m_hasBegun)
        return;
    while (!m_waiting.isEmpty()) {
        EventsReply reply;
        while (!m_waiting.isEmpty() && reply.events.size() < net::eventsPerReply) {
            Event event = m_waiting.takeFirst();
            if (event.id > m_last)
                reply.events.append(std::move(event));
        }
        if (!reply.events.isEmpty())
            send(reply);
    }
}

} // namespace cid
