// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core.h"
#include "daemon/metrics/open_metrics.h"

namespace cid {

/// The cluster in figures, kept up by what the core tells: a change costs the same with ten nodes and with ten
/// thousand, and so does reading them. Lives on the core's thread; the core outlives it.
class ClusterFigures : public QObject
{
    Q_OBJECT
public:
    explicit ClusterFigures(Core &core, QObject *parent = nullptr);

    void write(OpenMetrics &metrics) const;

private:
    /// What was counted of a node.
    struct Counted
    {
        NodeState state = NodeState::Unknown;
        QString image; ///< in state Running
        bool isConnected = false;
    };
    void count(const NodeName &name);
    void forget(const NodeName &name);
    void put(const Counted &node, int by);
    void hear(const Event &event);

    Core &m_core;
    QHash<NodeName, Counted> m_nodes;
    std::array<int, nodeStateCount> m_states{};
    QHash<QString, int> m_images;
    int m_connected = 0;
    std::vector<Histogram> m_stages; ///< how long nodes were in each state, by its number
};

} // namespace cid
