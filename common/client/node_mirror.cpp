// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/node_mirror.h"

#include <algorithm>

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
    if (reply.first || m_isCollecting) {
        collect(reply);
        return;
    }
    if (!reply.removed.isEmpty()) {
        QList<NodeStatus> rest = m_nodes;
        rest.removeIf([&reply](const NodeStatus &node) { return reply.removed.contains(node.name); });
        replaceAll(rest);
    }
    merge(reply.nodes);
}

void NodeMirror::collect(const NodesReply &reply)
{
    if (reply.first)
        m_picture.clear();
    m_picture += reply.nodes;
    m_isCollecting = !reply.complete;
    if (m_isCollecting)
        return;
    m_isComplete = true;
    const QList<NodeStatus> picture = std::exchange(m_picture, {});
    const bool isSame = std::equal(picture.begin(), picture.end(), m_nodes.cbegin(), m_nodes.cend(),
                                   [](const NodeStatus &a, const NodeStatus &b) { return a.name == b.name; });
    if (isSame)
        merge(picture);
    else
        replaceAll(picture);
}

void NodeMirror::merge(const QList<NodeStatus> &nodes)
{
    QList<int> changed;
    QList<NodeStatus> fresh;
    for (const NodeStatus &node : nodes) {
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
