// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/cid_client.h"

namespace cid {

/// cidd's picture of its nodes, kept up over any number of connections. While there is none the last picture stays,
/// and a new one of the same nodes is taken over without a reset. Lives on the client's thread; the client is borrowed.
class NodeMirror : public QObject
{
    Q_OBJECT
public:
    explicit NodeMirror(CidClient &client, QObject *parent = nullptr);

    /// In the order of node_db. Rows are found again by rowOf().
    [[nodiscard]] const QList<NodeStatus> &nodes() const { return m_nodes; }
    [[nodiscard]] int rowOf(const NodeName &node) const { return m_rows.value(node, -1); }
    /// The first picture is whole.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// Takes an answer of cidd as follow() does; for scripted feeds.
    void take(const NodesReply &reply);

Q_SIGNALS:
    void aboutToReset();
    void reset();
    void aboutToAppend(int count);
    void appended();
    void rowsChanged(const QList<int> &rows);

private:
    void follow();
    void collect(const NodesReply &reply);
    void merge(const QList<NodeStatus> &nodes);
    void replaceAll(const QList<NodeStatus> &nodes);

    CidClient &m_client;
    QList<NodeStatus> m_nodes;
    QHash<NodeName, int> m_rows;
    QList<NodeStatus> m_picture; ///< as far as it has come
    bool m_isCollecting = false;
    bool m_isComplete = false;
};

} // namespace cid
