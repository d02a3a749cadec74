// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/net/client_session.h"
#include "daemon/net/link_census.h"
#include "daemon/net/node_session.h"

#include <QHash>
#include <QSet>

namespace cid {

/// Gives every link its session and every order its node. Lives on the main thread.
class Switchboard : public QObject
{
    Q_OBJECT
public:
    explicit Switchboard(ServerContext &context, QObject *parent = nullptr);

    /// A peer proved itself; one that has too many connections already is sent away. Those that carry bulk data are
    /// counted like all others, and served elsewhere.
    void take(Link *link);
    /// Ends the connections of clients that proved one of these keys.
    void endClients(const QStringList &keys);
    [[nodiscard]] qsizetype nodeCount() const { return m_nodes.size(); }
    /// Of everybody who proved themselves.
    [[nodiscard]] qsizetype connectionCount() const { return m_census.count(); }

Q_SIGNALS:
    /// A node's connection ended.
    void nodeLeft(const QString &node, const QString &address);

private:
    void takeNode(Link *link);
    void takeClient(Link *link);
    void settle(NodeSession *session);

    ServerContext &m_context;
    LinkCensus m_census;
    QHash<NodeName, NodeSession *> m_nodes;
    QHash<QString, QSet<ClientSession *>> m_clients; ///< by the name of their key
    SessionId m_lastSession = 0;
};

} // namespace cid
