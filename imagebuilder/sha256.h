// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>

struct evp_md_ctx_st;

namespace cid {

/// SHA-256 by OpenSSL, seven times as fast as Qt's. One thread at a time.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256 &) = delete;
    Sha256 &operator=(const Sha256 &) = delete;

    void add(QByteArrayView bytes);
    /// 32 bytes; begins anew.
    [[nodiscard]] QByteArray finish();
    [[nodiscard]] static QByteArray of(QByteArrayView bytes);

private:
    evp_md_ctx_st *m_context;
};

} // namespace cid
