// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/keys.h"

#include <QtEndian>

#include <array>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

namespace cid {

namespace {

constexpr qsizetype secretSize = 32;

/// The cryptographic library fails here only where it is broken or memory ran out: going on would mean going on with a
/// secret that is none.
void mustSucceed(bool ok, const char *what)
{
    if (!ok)
        qFatal("OpenSSL cannot %s", what);
}

void appendNumber(QByteArray &out, quint32 number)
{
    const quint32 bigEndian = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&bigEndian), sizeof bigEndian);
}

void appendField(QByteArray &out, QByteArrayView field)
{
    appendNumber(out, static_cast<quint32>(field.size()));
    out.append(field);
}

void appendNumberField(QByteArray &out, int number)
{
    appendNumber(out, sizeof(quint32));
    appendNumber(out, static_cast<quint32>(number));
}

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

// HKDF-SHA256 (RFC 5869), 32 bytes.
QByteArray hkdf(QByteArray master, QByteArray salt, QByteArray info)
{
    char digest[] = "SHA256";
    const std::array parameters{
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, master.data(), static_cast<size_t>(master.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), static_cast<size_t>(salt.size())),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), static_cast<size_t>(info.size())),
        OSSL_PARAM_construct_end()};
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr), EVP_KDF_free);
    mustSucceed(kdf != nullptr, "find HKDF");
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                            EVP_KDF_CTX_free);
    QByteArray secret(secretSize, '\0');
    mustSucceed(context
                    && EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char *>(secret.data()),
                                      static_cast<size_t>(secret.size()), parameters.data())
                        == 1,
                "derive a secret");
    return secret;
}

} // namespace

QByteArray nodeSecret(const QByteArray &nodeMaster, const QString &node, int epoch)
{
    QByteArray info;
    appendField(info, node.toUtf8());
    appendNumberField(info, epoch);
    return hkdf(nodeMaster, "cid node secret 1", info);
}

QByteArray hostKeySeed(const QByteArray &nodeMaster, const QString &node)
{
    QByteArray info;
    appendField(info, node.toUtf8());
    return hkdf(nodeMaster, "cid ssh host key 1", info);
}

QByteArray diskOwner(const QByteArray &nodeMaster, const QString &node)
{
    QByteArray info;
    appendField(info, node.toUtf8());
    return hkdf(nodeMaster, "cid disk owner 1", info);
}

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    mustSucceed(RAND_priv_bytes(reinterpret_cast<unsigned char *>(bytes.data()), static_cast<int>(count)) == 1,
                "make random bytes");
    return bytes;
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), static_cast<size_t>(a.size())) == 0;
}

QByteArray sha256(QByteArrayView data)
{
    QByteArray hash(secretSize, '\0');
    mustSucceed(EVP_Digest(data.data(), static_cast<size_t>(data.size()),
                           reinterpret_cast<unsigned char *>(hash.data()), nullptr, EVP_sha256(), nullptr)
                    == 1,
                "hash");
    return hash;
}

QByteArray proofMac(const QByteArray &secret, const Proof &proof, const QByteArray &serverNonce,
                    const QByteArray &certificateHash)
{
    QByteArray text;
    text.reserve(256);
    appendField(text, "cid proof");
    appendNumberField(text, proof.version);
    appendNumberField(text, static_cast<int>(proof.role));
    appendNumberField(text, static_cast<int>(proof.channel));
    appendField(text, proof.id.toUtf8());
    appendNumberField(text, proof.epoch);
    appendField(text, serverNonce);
    appendField(text, proof.nonce);
    appendField(text, certificateHash);
    if (!proof.key.isEmpty()) // Not a field that may be empty: proofs of peers that know no names stay what they are.
        appendField(text, proof.key.toUtf8());
    QByteArray mac(limits::macSize, '\0');
    mustSucceed(HMAC(EVP_sha256(), secret.constData(), static_cast<int>(secret.size()), bytesOf(text),
                     static_cast<size_t>(text.size()), reinterpret_cast<unsigned char *>(mac.data()), nullptr)
                    != nullptr,
                "compute a MAC");
    return mac;
}

} // namespace cid
