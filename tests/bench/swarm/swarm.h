// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/node_mirror.h"
#include "tests/bench/swarm/measures.h"
#include "tests/bench/swarm/swarm_node.h"
#include "tests/support/cluster.h"

#include <QElapsedTimer>
#include <QMap>
#include <QRandomGenerator>

#include <memory>
#include <vector>

namespace cid {

/// A real cidd as a process of its own, many nodes in this one, and a console. Everything that is left to chance comes
/// from the seed. The steps return false where they did not come to their end in time, and say why.
class Swarm
{
public:
    Swarm(int nodes, quint32 seed);
    ~Swarm();

    struct ImageContent
    {
        QString name;
        QByteArray bytes;
    };
    /// Keys, one image with one file, node_db, cidd.
    [[nodiscard]] bool begin(const ImageContent &content = {QStringLiteral("motd"), "tiny"});
    /// Every node gets its key.
    [[nodiscard]] bool enrolAll();
    /// Every node connects, all begun within \a within.
    [[nodiscard]] bool connectAll(std::chrono::milliseconds within);
    [[nodiscard]] bool waitUntilAllArrived(std::chrono::milliseconds patience);
    void disconnectAll();
    [[nodiscard]] bool openConsole();
    /// Everybody has an order of a job "work", which \a capt waits for, and stays in "installing".
    [[nodiscard]] bool putToWork(std::unique_ptr<QProcess> &capt);

    [[nodiscard]] Cluster &cluster() { return m_cluster; }
    [[nodiscard]] int size() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] const std::vector<std::unique_ptr<SwarmNode>> &nodes() const { return m_nodes; }
    [[nodiscard]] CidClient &console() { return *m_client; }
    [[nodiscard]] NodeMirror &mirror() { return *m_mirror; }
    [[nodiscard]] int arrivedCount() const;
    [[nodiscard]] int countOf(NodeState state) const;
    void setHabit(SwarmHabit habit);
    /// A cidcapt for all nodes; not waited for.
    [[nodiscard]] std::unique_ptr<QProcess> capt(const QString &job) const;
    /// Of cidd.
    [[nodiscard]] ProcessCost cost() const { return costOf(m_cluster.serverPid()); }
    [[nodiscard]] QRandomGenerator &random() { return m_random; }
    [[nodiscard]] QByteArray newLog();
    [[nodiscard]] int troubles() const { return m_troubles; }
    /// Connections that did not come about, by their errors' codes: "3 link.no-answer".
    [[nodiscard]] QString failedTries() const;

private:
    Cluster m_cluster;
    QRandomGenerator m_random;
    SwarmAccess m_access;
    Turnstile m_turnstile{64};
    std::vector<std::unique_ptr<SwarmNode>> m_nodes;
    std::unique_ptr<CidClient> m_client;
    std::unique_ptr<NodeMirror> m_mirror;
    qsizetype m_logRead = 0;
    int m_enrolled = 0;
    int m_troubles = 0;
    QMap<QByteArray, int> m_failedTries;
};

} // namespace cid
