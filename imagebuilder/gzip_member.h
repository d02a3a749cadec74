// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

#include <memory>

namespace cid {

/// CRC-32 as gzip has it.
[[nodiscard]] quint32 crc32Of(QByteArrayView bytes);

/// What an image is packed for. docs/IMAGE-ENGINE.md has what each costs.
enum class PackLevel : quint8 {
    Fast, ///< ISA-L, or libdeflate's fastest
    Default, ///< about the size of gzip -6 in a third of its time
    Small, ///< not larger than gzip -6
};

/// Makes gzip members (RFC 1952) that carry their own size in an extra field "NP", 4 bytes little endian. No name, no
/// time: the same bytes give the same member. One thread at a time.
class GzipMemberWriter
{
public:
    explicit GzipMemberWriter(PackLevel level = PackLevel::Default);
    ~GzipMemberWriter();
    GzipMemberWriter(const GzipMemberWriter &) = delete;
    GzipMemberWriter &operator=(const GzipMemberWriter &) = delete;

    /// \a member's memory is used again. \a data: image::maxChunkData at most.
    void compress(QByteArrayView data, QByteArray &member);
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
    /// The same into \a data, whose memory is used again.
    [[nodiscard]] Status decompress(QByteArrayView member, qsizetype size, QByteArray &data);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace cid
