// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/node_mirror.h"

namespace cid {

NodeMirror::NodeMirror(CidClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    connect(&client, &CidClient::connected, this, &NodeMirror::follow);
    if (client.isConnected())
        follow();
}

void NodeMirror::follow()
{
    const QPointer<NodeMirror> self = this;
    m_client.follow<NodesReply>(NodesRequest{{}, true}, [self](const Result<NodesReply> &reply) {
        if (self && reply)
            self->take(*reply);
        return self && reply;
    });
}

void NodeMirror::take(const NodesReply &reply)
{
    m_isComplete = m_isComplete || reply.complete;
    if (reply.first || !reply.removed.isEmpty()) {
        QList<NodeStatus> rest = reply.first ? QList<NodeStatus>() : m_nodes;
        rest.removeIf([&reply](const NodeStatus &node) { return reply.removed.contains(node.name); });
        replaceAll(rest);
    }
    QList<int> changed;
    QList<NodeStatus> fresh;
    for (const NodeStatus &node : reply.nodes) {
        const int row = rowOf(node.name);
        if (row < 0) {
            fresh.append(node);
        } else if (m_nodes[row] != node) {
            m_nodes[row] = node;
            changed.append(row);
        }
    }
    if (!changed.isEmpty())
        Q_EMIT rowsChanged(changed);
    if (fresh.isEmpty())
        return;
    Q_EMIT aboutToAppend(static_cast<int>(fresh.size()));
    for (const NodeStatus &node : fresh)
        m_rows.insert(node.name, static_cast<int>(m_rows.size()));
    m_nodes += fresh;
    Q_EMIT appended();
}

void NodeMirror::replaceAll(const QList<NodeStatus> &nodes)
{
    Q_EMIT aboutToReset();
    m_nodes = nodes;
    m_rows.clear();
    for (const NodeStatus &node : nodes)
        m_rows.insert(node.name, static_cast<int>(m_rows.size()));
    Q_EMIT reset();
}

} // namespace cid
