// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/handshake_messages.h"

namespace cid {

/// Knows the secrets against which a LinkServer checks proofs; cidd implements it. Called on the thread on which the
/// LinkServer lives, whichever thread asks, so it needs no locks; once for each proof. Any error means "no such peer":
/// the server computes and answers as for a wrong proof.
class Authenticator
{
public:
    Authenticator() = default;
    virtual ~Authenticator() = default;
    Authenticator(const Authenticator &) = delete;
    Authenticator &operator=(const Authenticator &) = delete;

    /// The secret that a peer must hold to be what it claims: its role, id, epoch and key are proved only afterwards.
    [[nodiscard]] virtual Result<QByteArray> secretFor(const Proof &claim) = 0;
};

/// A connection that ended before its peer had proved itself, after it had said something.
struct Refusal
{
    QString address; ///< numeric, without the port
    /// Why, for the log alone: "link.wrong-proof", "link.unknown-peer", "link.no-proof" (deadline), "link.tls",
    /// "link.too-many" (of one address), "link.malformed", "link.version", "link.key-replaced" (while its proof was
    /// looked at).
    QByteArray code;
    QString detail; ///< as the peer gave it, at most 255 characters: role and id, or the TLS library's words
};

} // namespace cid
