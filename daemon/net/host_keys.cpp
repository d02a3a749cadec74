// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/host_keys.h"

#include <QtEndian>

#include <memory>

#include <openssl/evp.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 32;
constexpr char type[] = "ssh-ed25519";

void appendNumber(QByteArray &out, quint32 number)
{
    const quint32 bigEndian = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&bigEndian), sizeof bigEndian);
}

// A "string" of RFC 4251.
void appendString(QByteArray &out, QByteArrayView text)
{
    appendNumber(out, static_cast<quint32>(text.size()));
    out.append(text);
}

QByteArray publicHalf(const QByteArray &seed)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char *>(seed.data()),
                                     static_cast<size_t>(seed.size())),
        EVP_PKEY_free);
    QByteArray half(keySize, '\0');
    size_t size = keySize;
    if (!key || EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char *>(half.data()), &size) != 1)
        qFatal("OpenSSL cannot make an Ed25519 key");
    return half;
}

QByteArray privateFile(const QByteArray &seed, const QByteArray &half, const QByteArray &blob,
                       const QByteArray &comment)
{
    // Both check numbers are the same; without a passphrase they guard nothing, so that they may be constant.
    QByteArray secret;
    appendNumber(secret, 0);
    appendNumber(secret, 0);
    appendString(secret, type);
    appendString(secret, half);
    appendString(secret, seed + half);
    appendString(secret, comment);
    for (char pad = 1; secret.size() % 8 != 0; ++pad)
        secret.append(pad);
    QByteArray body("openssh-key-v1\0", 15);
    appendString(body, "none");
    appendString(body, "none");
    appendString(body, {});
    appendNumber(body, 1);
    appendString(body, blob);
    appendString(body, secret);
    QByteArray file = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    const QByteArray text = body.toBase64();
    for (qsizetype i = 0; i < text.size(); i += 70)
        file += text.mid(i, 70) + '\n';
    return file + "-----END OPENSSH PRIVATE KEY-----\n";
}

} // namespace

QList<OverlayFile> sshHostKey(const QByteArray &seed, const NodeName &node)
{
    const QByteArray half = publicHalf(seed);
    const QByteArray comment = "root@" + node.toUtf8();
    QByteArray blob;
    appendString(blob, type);
    appendString(blob, half);
    return {{"etc/ssh/ssh_host_ed25519_key", 0600, privateFile(seed, half, blob, comment)},
            {"etc/ssh/ssh_host_ed25519_key.pub", 0644, type + (' ' + blob.toBase64()) + ' ' + comment + '\n'}};
}

} // namespace cid
