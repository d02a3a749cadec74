// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/change_set.h"
#include "daemon/core/discovered.h"

#include <QHash>

#include <map>

namespace cid {

/// The number of one connection, given by net and never used again; 0 is none.
using SessionId = qint64;

/// A second machine that proved the node's own key from another address: which of the two is the node, nobody knows.
struct Rival
{
    QString address;
    qint64 until = 0; ///< ms since the epoch; each claim moves it
};

/// What a node said that it runs.
struct RunningImage
{
    ImageId image;
    QByteArray digest;
    QByteArray nonce; ///< of the order that brought it there
    DeploymentId deployment = 0; ///< the same
};

/// Everything that is known of one node.
struct NodeRecord
{
    NodeDefinition definition;
    NodeFacts facts;
    bool defined = false; ///< node_db names it
    // What follows is true of the moment and is not stored.
    SessionId session = 0;
    qint64 heard = 0; ///< last sign of life in this stage, ms since the epoch
    Inventory inventory;
    QList<SlotContent> slotContents;
    Progress progress;
    QStringList log;
    QString notice; ///< for people: who else claimed to be the node, or that something is odd about it
    std::optional<Rival> rival; ///< while there is one, the node gets no orders
    qint64 confirmed = 0; ///< when it last said anything, ms since the epoch
    NodeState arrivedAs = NodeState::Unknown; ///< what the machine had started when it last came
    QList<qint64> returns; ///< when it was brought back into its image, ms since the epoch
    QString orderedWipe; ///< the disk that the order which it got last allows it to erase; empty: none
    DeploymentId withheld = 0; ///< with which it was told to have got no secret overlays
    DeploymentId cycledFor = 0; ///< whose machine is switched off and on right now
    std::optional<RunningImage> starting; ///< in state Starting: what is not ready yet
    bool inDoubt = false; ///< the server was started anew and the node has not reported since

    [[nodiscard]] bool isConnected() const { return session != 0; }
};

/// All nodes: what node_db says, what the store remembers, what is true now. Belongs to one thread.
class Registry
{
public:
    Registry() = default;
    Q_DISABLE_COPY_MOVE(Registry)

    void restore(const QList<NodeFacts> &facts, qint64 now);
    /// Replaces the definitions; returns the names that are not defined any more.
    QStringList define(const QList<NodeDefinition> &definitions);

    /// A node that node_db names; null for others.
    [[nodiscard]] NodeRecord *find(const NodeName &name);
    [[nodiscard]] const NodeRecord *find(const NodeName &name) const;
    /// The nodes that own any of these addresses, each once.
    [[nodiscard]] QList<NodeRecord *> findByMacs(const QStringList &macs);
    /// Every defined node, by name.
    [[nodiscard]] QList<NodeRecord *> all();
    [[nodiscard]] qsizetype count() const { return m_count; }

    /// A machine that nobody knows showed up.
    void noteDiscovered(const DiscoveredMachine &machine) { m_discovered.note(machine); }
    /// In the order of power-on.
    [[nodiscard]] QList<DiscoveredMachine> discovered() const { return m_discovered.all(); }
    /// Those of them that have any of these addresses, in that order.
    [[nodiscard]] QList<DiscoveredMachine> discovered(const QStringList &macs) const
    {
        return m_discovered.withAnyOf(macs);
    }

private:
    /// The node's, made where there is none.
    [[nodiscard]] NodeRecord &recordOf(const NodeName &name);

    std::map<NodeName, NodeRecord> m_nodes; ///< none is ever taken out
    QHash<NodeName, NodeRecord *> m_byName; ///< the same: each report of a node asks, and does not walk the tree
    QHash<QString, NodeName> m_byMac;
    Discovered m_discovered;
    qsizetype m_count = 0;
};

} // namespace cid
