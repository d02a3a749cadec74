// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/sha256.h"

#include <openssl/evp.h>

namespace cid {

Sha256::Sha256()
    : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
}

Sha256::~Sha256()
{
    EVP_MD_CTX_free(m_context);
}

void Sha256::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context, bytes.data(), static_cast<size_t>(bytes.size()));
}

QByteArray Sha256::finish()
{
    QByteArray digest(32, '\0');
    EVP_DigestFinal_ex(m_context, reinterpret_cast<unsigned char *>(digest.data()), nullptr);
    EVP_DigestInit_ex(m_context, EVP_sha256(), nullptr);
    return digest;
}

QByteArray Sha256::of(QByteArrayView bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

} // namespace cid
