// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "daemon/net/server_context.h"

#include <QSet>
#include <QTimer>

namespace cid {

/// Keeps one client up to date under the number of its request. Child of the session; ends with it or by finished().
class Follower : public QObject
{
    Q_OBJECT
public:
    Follower(Link *link, quint32 request, ServerContext &context);

Q_SIGNALS:
    void finished();

protected:
    void send(const Message &message);
    /// flush() soon, once for everything until then.
    void scheduleFlush();
    virtual void flush() = 0;
    [[nodiscard]] Core &core() { return m_context.core; }

private:
    Link *m_link;
    quint32 m_request;
    ServerContext &m_context;
    QTimer m_timer;
};

/// One job: everything first, then what changes, until the job's end.
class JobFollower final : public Follower
{
    Q_OBJECT
public:
    JobFollower(Link *link, quint32 request, ServerContext &context, const Job &job);

protected:
    void flush() override;

private:
    void sendParts(const Job &job, QList<Deployment> deployments);

    JobId m_job;
    QSet<NodeName> m_nodes;
    QSet<NodeName> m_dirty;
    QHash<DeploymentId, Deployment> m_sent;
};

/// A list of nodes, or all: the whole picture, then what changes where the client wants it.
class NodeFollower final : public Follower
{
    Q_OBJECT
public:
    struct Wish
    {
        QStringList names; ///< empty: all
        bool goOn = false;
    };
    NodeFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish);

protected:
    void flush() override;

private:
    void sendPicture();

    Wish m_wish;
    QSet<NodeName> m_wanted;
    QSet<NodeName> m_dirty;
    QStringList m_removed;
};

/// The history from some event on, and what is added to it.
class EventFollower final : public Follower
{
    Q_OBJECT
public:
    EventFollower(Link *link, quint32 request, ServerContext &context, const EventQuery &query);
    /// The part that came out of the store; what happened since then follows.
    void begin(const QList<Event> &events);

protected:
    void flush() override;

private:
    EventQuery m_query;
    QList<Event> m_waiting;
    qint64 m_last = -1;
    bool m_hasBegun = false;
};

} // namespace cid
