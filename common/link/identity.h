// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QSslCertificate>
#include <QSslKey>

namespace cid {

/// The server's long-lived identity: an ECDSA P-256 key and a self-signed certificate that only carries it. Names and
/// dates in the certificate mean nothing; peers compare the key's fingerprint.
struct Identity
{
    QSslCertificate certificate;
    QSslKey key;
};

/// A new identity as PEM, private key first, then the certificate, valid for a hundred years: the content of
/// identity.pem. Internal "link.openssl" where the library fails.
[[nodiscard]] Result<QByteArray> makeIdentityPem();

/// The identity in that PEM. Invalid "link.bad-identity" where key or certificate are missing or do not belong
/// together.
[[nodiscard]] Result<Identity> loadIdentity(const QByteArray &pem);

/// What cid.conf's server_fingerprint holds: lower-case hex SHA-256 of the public key's DER SubjectPublicKeyInfo.
[[nodiscard]] QByteArray fingerprint(const QSslCertificate &certificate);

} // namespace cid
