// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/switchboard.h"

#include "daemon/net/enrol_session.h"

namespace cid {

using namespace Qt::StringLiterals;

Switchboard::Switchboard(ServerContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
    const Announcer &announcer = context.core.announcer();
    connect(&announcer, &Announcer::orderReady, this, [this](const NodeName &node, const DeployOrder &order) {
        NodeSession *session = m_nodes.value(node);
        if (!session)
            return;
        DeployOrder own = order;
        own.owner = m_context.authority.diskOwnerOf(node);
        session->sendOrder(own);
    });
    connect(&announcer, &Announcer::orderCancelled, this, [this](const NodeName &node, DeploymentId deployment) {
        if (NodeSession *session = m_nodes.value(node))
            session->sendCancel(deployment);
    });
    connect(&announcer, &Announcer::readyTestsWanted, this,
            [this](const NodeName &node, const QStringList &tests, qint64 within) {
                if (NodeSession *session = m_nodes.value(node))
                    session->sendReadyCheck({tests, within});
            });
    connect(&announcer, &Announcer::probeReady, this, [this](const QStringList &nodes) {
        for (const NodeName &node : nodes) {
            if (NodeSession *session = m_nodes.value(node))
                session->sendProbe();
        }
    });
    // Whoever did not answer, or is no node any more, begins anew; what it says until then counts for nothing.
    const auto closeSession = [this](const NodeName &node) {
        if (NodeSession *session = m_nodes.value(node))
            session->close();
    };
    connect(&announcer, &Announcer::nodeSilent, this, closeSession);
    connect(&announcer, &Announcer::nodeRemoved, this, closeSession);
    connect(&context.captures, &CaptureDesk::ordered, this, [this](const NodeName &node, const CaptureOrder &order) {
        if (NodeSession *session = m_nodes.value(node))
            session->sendCapture(order);
    });
    connect(&context.captures, &CaptureDesk::cancelled, this,
            [this](const NodeName &node, const CancelCapture &message) {
                if (NodeSession *session = m_nodes.value(node))
                    session->sendCancel(message);
            });
}

void Switchboard::take(Link *link)
{
    if (!m_census.admit(link)) {
        link->close();
        return;
    }
    const PeerIdentity peer = link->peer();
    if (peer.channel != Channel::Control) {
        if (peer.role != Role::Node)
            link->close();
        return;
    }
    switch (peer.role) {
    case Role::Enrol:
        new EnrolSession(link, m_context);
        return;
    case Role::Node:
        takeNode(link);
        return;
    case Role::Capt:
    case Role::Operator:
        takeClient(link);
        return;
    }
}

void Switchboard::takeClient(Link *link)
{
    auto *session = new ClientSession(link, m_context);
    const QString key = link->peer().key;
    m_clients[key].insert(session);
    connect(session, &QObject::destroyed, this, [this, session, key] {
        const auto ofKey = m_clients.find(key);
        if (ofKey == m_clients.end())
            return;
        ofKey->remove(session);
        if (ofKey->isEmpty())
            m_clients.erase(ofKey);
    });
}

void Switchboard::endClients(const QStringList &keys)
{
    for (const QString &key : keys) {
        const QSet<ClientSession *> sessions = m_clients.take(key);
        for (ClientSession *session : sessions)
            session->end();
    }
}

void Switchboard::takeNode(Link *link)
{
    auto *session = new NodeSession(link, ++m_lastSession, m_context);
    // Before the order of the same commit, which is announced after it.
    connect(session, &NodeSession::arrived, this, [this, session] { settle(session); });
    connect(session, &NodeSession::left, this, [this, session] {
        const NodeCaller caller = session->caller();
        if (m_nodes.value(caller.node, session) == session) {
            m_nodes.remove(caller.node);
            m_context.captures.nodeLeft(caller.node);
        }
        Q_EMIT nodeLeft(caller.node, caller.address);
    });
}

void Switchboard::settle(NodeSession *session)
{
    NodeSession *before = std::exchange(m_nodes[session->caller().node], session);
    if (!before || before == session)
        return;
    before->close();
    m_context.captures.nodeLeft(session->caller().node); // What was ordered was ordered there.
}

} // namespace cid
