// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of OpenSSL that the static cidkid goes without, half a megabyte of the packed initramfs. What is defined here,
// the linker does not look for in libcrypto.a. All of it is weak: of an OpenSSL that asks such a part for more, the
// whole part comes, as if it were not here.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/comp.h>
#include <openssl/ec.h>

extern "C" {

#ifndef OPENSSL_NO_EC_NISTP_64_GCC_128
// P-256 with a table of 150 kB that does not compress: the other implementation needs none and is as safe against
// timing.
[[gnu::weak]] const EC_METHOD *EC_GFp_nistz256_method();
[[gnu::weak]] void *EC_nistz256_pre_comp_dup(void *);
[[gnu::weak]] void EC_nistz256_pre_comp_free(void *);

const EC_METHOD *EC_GFp_nistz256_method()
{
    return EC_GFp_nistp256_method();
}

void *EC_nistz256_pre_comp_dup(void *)
{
    return nullptr;
}

void EC_nistz256_pre_comp_free(void *) { }
#endif

// Certificates compressed by zstd, for which all of its compressor would come.
[[gnu::weak]] COMP_METHOD *COMP_zstd();
[[gnu::weak]] COMP_METHOD *COMP_zstd_oneshot();
[[gnu::weak]] const BIO_METHOD *BIO_f_zstd();
[[gnu::weak]] void ossl_comp_zstd_cleanup();

COMP_METHOD *COMP_zstd()
{
    return nullptr;
}

COMP_METHOD *COMP_zstd_oneshot()
{
    return nullptr;
}

const BIO_METHOD *BIO_f_zstd()
{
    return nullptr;
}

void ossl_comp_zstd_cleanup() { }

// AES-GCM unrolled for AVX-512, 700 kB of it: it is not capable, so OpenSSL takes the one for AES-NI and calls none of
// the others.
[[gnu::weak]] int ossl_vaes_vpclmulqdq_capable();
[[gnu::weak]] void ossl_aes_gcm_init_avx512();
[[gnu::weak]] void ossl_aes_gcm_setiv_avx512();
[[gnu::weak]] void ossl_aes_gcm_update_aad_avx512();
[[gnu::weak]] void ossl_aes_gcm_encrypt_avx512();
[[gnu::weak]] void ossl_aes_gcm_decrypt_avx512();
[[gnu::weak]] void ossl_aes_gcm_finalize_avx512();
[[gnu::weak]] void ossl_gcm_gmult_avx512();

int ossl_vaes_vpclmulqdq_capable()
{
    return 0;
}

void ossl_aes_gcm_init_avx512() { }
void ossl_aes_gcm_setiv_avx512() { }
void ossl_aes_gcm_update_aad_avx512() { }
void ossl_aes_gcm_encrypt_avx512() { }
void ossl_aes_gcm_decrypt_avx512() { }
void ossl_aes_gcm_finalize_avx512() { }
void ossl_gcm_gmult_avx512() { }

} // extern "C"
