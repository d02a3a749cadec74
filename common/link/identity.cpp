// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/identity.h"

#include "common/link/keys.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

template <auto release> struct Release
{
    template <class T> void operator()(T *thing) const { release(thing); }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using CertificatePointer = std::unique_ptr<X509, Release<X509_free>>;
using BioPointer = std::unique_ptr<BIO, Release<BIO_free>>;

bool fillCertificate(X509 *certificate, EVP_PKEY *key)
{
    X509_NAME *name = X509_get_subject_name(certificate);
    // A random serial number keeps tools that index certificates by issuer and serial from mixing two of ours up.
    const QByteArray serial = QByteArrayLiteral("01") + randomBytes(8).toHex();
    BIGNUM *number = nullptr;
    const bool numbered = BN_hex2bn(&number, serial.constData()) > 0
        && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    // Fixed dates: a node's clock may say 1970, and the key's fingerprint is what counts.
    return numbered && X509_set_version(certificate, X509_VERSION_3) == 1
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("cidd"), -1, -1,
                                      0)
        == 1
        && X509_set_issuer_name(certificate, name) == 1
        && ASN1_TIME_set_string(X509_getm_notBefore(certificate), "20200101000000Z") == 1
        && ASN1_TIME_set_string(X509_getm_notAfter(certificate), "21400101000000Z") == 1
        && X509_set_pubkey(certificate, key) == 1 && X509_sign(certificate, key, EVP_sha256()) > 0;
}

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

} // namespace

Result<QByteArray> makeIdentityPem()
{
    const KeyPointer key(EVP_EC_gen("P-256"));
    const CertificatePointer certificate(X509_new());
    const BioPointer bio(BIO_new(BIO_s_mem()));
    const bool ok = key && certificate && bio && fillCertificate(certificate.get(), key.get())
        && PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1
        && PEM_write_bio_X509(bio.get(), certificate.get()) == 1;
    if (!ok)
        return fail(makeError(ErrorKind::Internal, "link.openssl", u"OpenSSL cannot make an identity"_s));
    return contentOf(bio.get());
}

Result<Identity> loadIdentity(const QByteArray &pem)
{
    Identity identity{QSslCertificate(pem, QSsl::Pem), QSslKey(pem, QSsl::Ec, QSsl::Pem)};
    const auto bad = [](const QString &why) { return fail(makeError(ErrorKind::Invalid, "link.bad-identity", why)); };
    if (identity.key.isNull())
        return bad(u"There is no elliptic-curve private key in the identity; make one with cidd --genkey"_s);
    if (identity.certificate.isNull())
        return bad(u"There is no certificate in the identity; make one with cidd --genkey"_s);
    const BioPointer keyBio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const BioPointer certificateBio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    const KeyPointer key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, nullptr, nullptr));
    const CertificatePointer certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    if (!key || !certificate || X509_check_private_key(certificate.get(), key.get()) != 1)
        return bad(u"The identity's certificate does not belong to its private key; make both with cidd --genkey"_s);
    return identity;
}

QByteArray fingerprint(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.publicKey().toDer();
    return der.isEmpty() ? QByteArray() : sha256(der).toHex();
}

} // namespace cid
