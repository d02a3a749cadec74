// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/authenticator.h"
#include "daemon/core/registry.h"

namespace cid {

/// The secrets that make peers what they are; 32 bytes each.
struct ServerKeys
{
    QByteArray enrol; ///< key
    QByteArray capt;
    QByteArray operators;
    QByteArray nodeMaster;
};

/// Knows whose proof must match what. Lives on the main thread; the registry outlives it.
class Authority final : public Authenticator
{
public:
    Authority(ServerKeys keys, const Registry &registry);

    [[nodiscard]] Result<QByteArray> secretFor(Role role, const QString &id, int epoch) override;
    /// The secret that goes into a node's node.key.
    [[nodiscard]] QByteArray secretOfNode(const NodeName &node, int epoch) const;
    /// The seed of the node's ssh host key.
    [[nodiscard]] QByteArray hostKeySeedOf(const NodeName &node) const;
    /// DeployOrder::owner
    [[nodiscard]] QString diskOwnerOf(const NodeName &node) const;

private:
    ServerKeys m_keys;
    const Registry &m_registry;
};

} // namespace cid
