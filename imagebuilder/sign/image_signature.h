// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QList>

#include <memory>

struct evp_pkey_st;

namespace cid {

/// A private Ed25519 key by which images are signed. OpenSSL does the work.
class SigningKey
{
public:
    /// A new one of the system's randomness. Internal "sign.failed".
    [[nodiscard]] static Result<SigningKey> generate();
    /// PEM, PKCS #8, without a password. Invalid "sign.bad-key".
    [[nodiscard]] static Result<SigningKey> fromPem(const QByteArray &pem);

    [[nodiscard]] Result<QByteArray> toPem() const;
    /// 32 bytes.
    [[nodiscard]] QByteArray publicKey() const;
    /// A line for the image's signature file. \a digest is the image's, 32 bytes.
    [[nodiscard]] Result<QByteArray> sign(const QByteArray &digest) const;

private:
    explicit SigningKey(evp_pkey_st *key);

    std::shared_ptr<evp_pkey_st> m_key;
};

/// Which of the trusted public keys (32 bytes each) signed the image with that digest, by a line of its signature file
/// (docs/IMAGE-FORMAT.md). Any bytes are safe. Refused "image.not-signed" where there is no line, "image.no-keys"
/// where nobody is trusted, "image.untrusted-key" where only others signed; Corrupt "image.bad-signature" where a
/// trusted key's signature does not fit or the file is damaged.
[[nodiscard]] Result<QByteArray> findSigner(const QByteArray &signatures, const QByteArray &digest,
                                            const QList<QByteArray> &trusted);

/// "debian-12-1.sig" for ".../debian-12-1.gz".
[[nodiscard]] QString signaturePath(const QString &imagePath);

} // namespace cid
