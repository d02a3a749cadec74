// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"

namespace cid {

/// How the card through which a node reaches cidd gets its address, as node_db says it.
struct NetworkWish
{
    QByteArray mac; ///< "52:54:00:12:34:56", or InfiniBand's of 20 bytes
    QByteArray cardName; ///< what Blancmange's kernel calls it; empty where it is not known
    QByteArrayList addresses; ///< with prefixes; empty: it asks
    QByteArrayList gateways;
    QByteArrayList nameServers;
    QByteArray id; ///< 32 hexadecimal digits that are this node's alone
    bool isSaid = false; ///< node_db says so; else asking is what a machine does of which nobody says anything

    [[nodiscard]] bool asks() const { return addresses.isEmpty(); }
    [[nodiscard]] bool isInfiniBand() const { return mac.size() > 17; }
    [[nodiscard]] QByteArrayList addressesOf(bool ofIpv6) const;
    [[nodiscard]] QByteArray gatewayOf(bool ofIpv6) const;
};

/// The cards of the machine, and what it was started with.
struct MachineCards
{
    QList<NetworkInterface> all;
    QStringList bootArguments; ///< Machine::bootArguments()
};

/// The card is that of cid.card; else the first of the node's in node_db that the machine has; else the first one.
/// NotFound "network.no-card" where none is known; Invalid "network.bad-address" for what the server should not have
/// sent.
[[nodiscard]] Result<NetworkWish> networkWishOf(const NodeDefinition &node, const MachineCards &cards);

/// Every address that is one of the machine's.
[[nodiscard]] QByteArrayList ownMacs(const NodeDefinition &node, const MachineCards &cards);

} // namespace cid
