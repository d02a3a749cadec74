// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/sign/image_signature.h"

#include "imagebuilder/limits.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr auto algorithm = "ed25519";
constexpr auto purpose = "notP image signature 1\n";
constexpr qsizetype keySize = 32;
constexpr qsizetype signatureSize = 64;

/// What is signed: never the bare digest, so that no signature can be taken for one of another purpose.
QByteArray textOf(const QByteArray &digest)
{
    return purpose + digest;
}

const unsigned char *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

/// Exactly \a size bytes in hexadecimal digits, or nothing.
QByteArray fromHex(const QByteArray &text, qsizetype size)
{
    const QByteArray bytes = QByteArray::fromHex(text);
    return bytes.size() == size && bytes.toHex() == text ? bytes : QByteArray();
}

bool isGood(const QByteArray &key, const QByteArray &signature, const QByteArray &digest)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> publicKey(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(key), keySize), &EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const QByteArray text = textOf(digest);
    return publicKey && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, publicKey.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature), static_cast<size_t>(signature.size()), bytesOf(text),
                            static_cast<size_t>(text.size()))
        == 1;
}

tl::unexpected<Error> failed(const QString &what)
{
    return fail(makeError(ErrorKind::Internal, "sign.failed", u"OpenSSL could not %1"_s.arg(what)));
}

struct Line
{
    QByteArray key;
    QByteArray signature;
};

/// The lines of a signature file that are ours; nothing where one of them is not whole.
std::optional<QList<Line>> linesOf(const QByteArray &signatures)
{
    QList<Line> lines;
    for (const QByteArray &text : signatures.split('\n')) {
        if (text.isEmpty() || text.startsWith('#'))
            continue;
        const QByteArrayList words = text.split(' ');
        if (words.first() != algorithm)
            continue; // Of a later version, perhaps.
        const Line line{fromHex(words.value(1), keySize), fromHex(words.value(2), signatureSize)};
        if (words.size() != 3 || line.key.isEmpty() || line.signature.isEmpty())
            return std::nullopt;
        lines.append(line);
    }
    return lines;
}

} // namespace

SigningKey::SigningKey(evp_pkey_st *key)
    : m_key(key, &EVP_PKEY_free)
{ }

Result<SigningKey> SigningKey::generate()
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    if (!key)
        return failed(u"make a key"_s);
    return SigningKey(key);
}

Result<SigningKey> SigningKey::fromPem(const QByteArray &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free_all);
    // An empty password, so that nobody is asked for one.
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, const_cast<char *>("")) : nullptr;
    if (!key || EVP_PKEY_get_id(key) != EVP_PKEY_ED25519) {
        EVP_PKEY_free(key);
        return fail(makeError(ErrorKind::Invalid, "sign.bad-key",
                              u"expected a private Ed25519 key in PEM without a password, as "
                              "\"mkimg.linux --genkey\" or \"openssl genpkey -algorithm ed25519\" makes it"_s));
    }
    return SigningKey(key);
}

Result<QByteArray> SigningKey::toPem() const
{
    const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), &BIO_free_all);
    if (!bio || PEM_write_bio_PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return failed(u"write the key"_s);
    char *text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return QByteArray(text, size);
}

QByteArray SigningKey::publicKey() const
{
    QByteArray key(keySize, '\0');
    size_t size = keySize;
    EVP_PKEY_get_raw_public_key(m_key.get(), reinterpret_cast<unsigned char *>(key.data()), &size);
    return key;
}

Result<QByteArray> SigningKey::sign(const QByteArray &digest) const
{
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    const QByteArray text = textOf(digest);
    QByteArray signature(signatureSize, '\0');
    size_t size = signatureSize;
    const bool isMade = context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key.get()) == 1
        && EVP_DigestSign(context.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytesOf(text),
                          static_cast<size_t>(text.size()))
            == 1;
    if (!isMade)
        return failed(u"sign the image"_s);
    return QByteArray(algorithm) + ' ' + publicKey().toHex() + ' ' + signature.toHex() + '\n';
}

Result<QByteArray> findSigner(const QByteArray &signatures, const QByteArray &digest, const QList<QByteArray> &trusted)
{
    const auto lines = signatures.size() <= image::maxSignatures ? linesOf(signatures) : std::nullopt;
    if (!lines)
        return fail(makeError(ErrorKind::Corrupt, "image.bad-signature", u"its signature file is damaged"_s));
    if (lines->isEmpty())
        return fail(makeError(ErrorKind::Refused, "image.not-signed", u"it is not signed"_s));
    if (trusted.isEmpty()) {
        return fail(makeError(ErrorKind::Refused, "image.no-keys",
                              u"cid.conf names no image_keys, so that no signature can be trusted"_s));
    }
    bool isForged = false;
    for (const Line &line : *lines) {
        if (!trusted.contains(line.key))
            continue;
        if (isGood(line.key, line.signature, digest))
            return line.key;
        isForged = true;
    }
    if (isForged)
        return fail(makeError(ErrorKind::Corrupt, "image.bad-signature", u"its signature does not fit it"_s));
    return fail(makeError(ErrorKind::Refused, "image.untrusted-key",
                          u"it is signed by %1, which cid.conf does not name among its image_keys"_s.arg(
                              QString::fromLatin1(lines->first().key.toHex()))));
}

QString signaturePath(const QString &imagePath)
{
    return imagePath.chopped(imagePath.endsWith(".gz"_L1) ? 3 : 0) + u".sig"_s;
}

} // namespace cid
