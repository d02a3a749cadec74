// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

#include <memory>

namespace cid {

/// CRC-32 as gzip has it.
[[nodiscard]] quint32 crc32Of(QByteArrayView bytes);

/// Makes gzip members (RFC 1952) that carry their own size in an extra field "NP", 4 bytes little endian. No name, no
/// time: the same bytes give the same member. One thread at a time.
class GzipMemberWriter
{
public:
    /// \a level as libdeflate counts: 1 to 12.
    explicit GzipMemberWriter(int level = 6);
    ~GzipMemberWriter();
    GzipMemberWriter(const GzipMemberWriter &) = delete;
    GzipMemberWriter &operator=(const GzipMemberWriter &) = delete;

    [[nodiscard]] QByteArray compress(QByteArrayView data);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Unpacks what GzipMemberWriter made. One thread at a time.
class GzipMemberReader
{
public:
    GzipMemberReader();
    ~GzipMemberReader();
    GzipMemberReader(const GzipMemberReader &) = delete;
    GzipMemberReader &operator=(const GzipMemberReader &) = delete;

    /// Exactly \a size bytes; Corrupt "image.bad-chunk" where the member is not whole or holds another number of them.
    [[nodiscard]] Result<QByteArray> decompress(QByteArrayView member, qsizetype size);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace cid
