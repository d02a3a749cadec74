// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/parts.h"
#include "daemon/net/row_sender.h"
#include "daemon/net/server_context.h"

#include <QSet>
#include <QTimer>

namespace cid {

/// Keeps one client up to date under the number of its request. It remembers what changed, not how: who reads slowly
/// gets the newest of each thing once there is room again. Child of the session; ends with it or by finished().
class Follower : public QObject
{
    Q_OBJECT
public:
    Follower(Link *link, quint32 request, ServerContext &context);

Q_SIGNALS:
    void finished();

protected:
    /// What changed is sent soon, together with everything until then.
    void sendSoon();
    /// The next message of what is to be told; nothing where that is all for now.
    [[nodiscard]] virtual std::optional<Message> next() = 0;
    [[nodiscard]] Core &core() { return m_context.core; }
    [[nodiscard]] StoreClient &store() { return m_context.store; }
    void giveUp(const Error &error);

private:
    Link *m_link;
    quint32 m_request;
    ServerContext &m_context;
    RowSender m_sender;
    QTimer m_timer;
};

/// One job: everything first, then what changes, until the job's end.
class JobFollower final : public Follower
{
    Q_OBJECT
public:
    struct Wish
    {
        JobId job;
        bool knowsCounts = false; ///< and does without the list of nodes
    };
    JobFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish);

protected:
    std::optional<Message> next() override;

private:
    [[nodiscard]] Job told(const Job &job);
    /// Appends the node where it has room; true also where there is no such node any more.
    [[nodiscard]] bool append(const NodeName &node, wire::PartRoom &room, JobUpdate &update);

    Wish m_wish;
    QString m_hosts;
    QSet<NodeName> m_nodes; ///< the book's own
    QStringList m_picture; ///< the job's own, until all of it was told
    qsizetype m_at = 0; ///< in the picture
    QSet<NodeName> m_dirtyNodes;
    QSet<DeploymentId> m_dirtyDeployments;
    bool m_isDirty = true;
    bool m_hasEnded = false; ///< that was announced, and so was all before it
    bool m_isOver = false;
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
    std::optional<Message> next() override;

private:
    [[nodiscard]] std::optional<Message> nextOfPicture();
    [[nodiscard]] std::optional<Message> nextChanges();

    Wish m_wish;
    QSet<NodeName> m_wanted;
    QStringList m_picture;
    qsizetype m_at = 0; ///< in the picture
    bool m_hasBegun = false;
    bool m_isWhole = false;
    QSet<NodeName> m_dirty;
    QSet<NodeName> m_removed;
};

/// The history from some event on, and what is added to it, without a gap: what a slow reader has no room for comes out
/// of the store later.
class EventFollower final : public Follower
{
    Q_OBJECT
public:
    EventFollower(Link *link, quint32 request, ServerContext &context, const EventQuery &query);

protected:
    std::optional<Message> next() override;

private:
    void hear(const Event &event);
    void read();
    void take(const Result<QList<Event>> &page);
    [[nodiscard]] std::optional<Message> part(QList<Event> &events);

    EventQuery m_query;
    QList<Event> m_page; ///< out of the store
    QList<Event> m_heard; ///< after everything that was read
    qsizetype m_heardBytes = 0;
    qint64 m_last = -1;
    bool m_mustAnswer = true; ///< the first answer comes also where there is nothing
    bool m_isReading = false;
    bool m_isBehind = true; ///< the store has more than was read
    bool m_hasMissed = false; ///< something happened while it was behind
};

} // namespace cid
