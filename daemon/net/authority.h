// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/rights.h"
#include "common/link/authenticator.h"
#include "daemon/core/policy.h"

namespace cid {

/// A client's key: what it proves and what it may.
struct ClientKey
{
    KeyKind kind = KeyKind::Operator;
    QByteArray secret;
    Rights rights;
    HoldRule holds = HoldRule::None;
    std::chrono::milliseconds holdFor{0};
    bool operator==(const ClientKey &) const = default;
};

/// The secrets that make peers what they are; 32 bytes each.
struct ServerKeys
{
    QByteArray enrol; ///< key
    QByteArray nodeMaster;
    QHash<QString, ClientKey> clients; ///< by name
};

/// Knows whose proof must match what, and what it may. Lives on the main thread; the registry outlives it.
class Authority final : public Authenticator
{
public:
    Authority(ServerKeys keys, const Registry &registry);

    /// What capt_key and operator_key are called, which have no section of their own.
    [[nodiscard]] static QString unnamedScheduler() { return QStringLiteral("capt"); }
    [[nodiscard]] static QString unnamedOperator() { return QStringLiteral("operator"); }

    [[nodiscard]] Result<QByteArray> secretFor(const Proof &claim) override;
    /// The key of that name; one that allows nothing where there is none (any more).
    [[nodiscard]] ClientKey clientKey(const QString &name) const { return m_keys.clients.value(name); }
    /// Takes over the keys of machines that enrol and of clients; node_master stays what it was at the start. The names
    /// of the clients' keys that are no longer what they were: whoever proved one of them is to be sent away.
    QStringList replaceKeys(const ServerKeys &keys);
    /// The secret that goes into a node's node.key.
    [[nodiscard]] QByteArray secretOfNode(const NodeName &node, int epoch) const;
    /// The seed of the node's ssh host key.
    [[nodiscard]] QByteArray hostKeySeedOf(const NodeName &node) const;
    /// DeployOrder::owner
    [[nodiscard]] QString diskOwnerOf(const NodeName &node) const;

private:
    [[nodiscard]] Result<QByteArray> secretOfClient(KeyKind kind, const QString &name) const;

    ServerKeys m_keys;
    const Registry &m_registry;
};

} // namespace cid
