// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/handshake_messages.h"
#include "common/wire/limits.h"

#include <QByteArray>

// Pure functions over secrets. Safe from any thread.
namespace cid {

/// A node's own secret, 32 bytes: HKDF-SHA256 of node_master with the node's name and epoch as info.
[[nodiscard]] QByteArray nodeSecret(const QByteArray &nodeMaster, const QString &node, int epoch);

/// The seed of a node's ssh host key (Ed25519), 32 bytes. The same for ever for a node_master and a name, so that a
/// host key survives every reinstallation and need not lie anywhere.
[[nodiscard]] QByteArray hostKeySeed(const QByteArray &nodeMaster, const QString &node);

/// What the record on a node's disk says of whose it is, 32 bytes of which 16 are used: no other node's, nor another
/// server's with a node of this name. The same for ever for a node_master and a name. No secret: it lies on the disk.
[[nodiscard]] QByteArray diskOwner(const QByteArray &nodeMaster, const QString &node);

/// From the operating system's generator for secrets.
[[nodiscard]] QByteArray randomBytes(qsizetype count);

/// True where both are equal; the time depends on their lengths alone.
[[nodiscard]] bool equalInConstantTime(QByteArrayView a, QByteArrayView b);

/// SHA-256, 32 bytes.
[[nodiscard]] QByteArray sha256(QByteArrayView data);

/// The MAC of a proof: HMAC-SHA256 under \a secret over everything in \a proof but its mac, the server's nonce and the
/// SHA-256 of the server's certificate (DER), each with its length in front. PROTOCOL.md has the layout.
[[nodiscard]] QByteArray proofMac(const QByteArray &secret, const Proof &proof, const QByteArray &serverNonce,
                                  const QByteArray &certificateHash);

} // namespace cid
