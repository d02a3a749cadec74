// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/gzip_member.h"

#include <QtEndian>

#include <libdeflate.h>

#include <cstring>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// ID1 ID2 CM FLG(extra) MTIME(4) XFL OS(unknown) XLEN(2) 'N' 'P' LEN(2) then 4 bytes of size.
constexpr unsigned char head[] = {0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 8, 0, 'N', 'P', 4, 0};
constexpr qsizetype headSize = sizeof(head) + 4;
constexpr qsizetype tailSize = 8;

} // namespace

quint32 crc32Of(QByteArrayView bytes)
{
    return libdeflate_crc32(0, bytes.data(), static_cast<size_t>(bytes.size()));
}

struct GzipMemberWriter::Private
{
    libdeflate_compressor *compressor;
};

GzipMemberWriter::GzipMemberWriter(int level)
    : d(std::make_unique<Private>(Private{libdeflate_alloc_compressor(level)}))
{ }

GzipMemberWriter::~GzipMemberWriter()
{
    libdeflate_free_compressor(d->compressor);
}

QByteArray GzipMemberWriter::compress(QByteArrayView data)
{
    const auto length = static_cast<size_t>(data.size());
    const size_t bound = libdeflate_deflate_compress_bound(d->compressor, length);
    QByteArray member(headSize + static_cast<qsizetype>(bound) + tailSize, Qt::Uninitialized);
    const size_t packed =
        libdeflate_deflate_compress(d->compressor, data.data(), length, member.data() + headSize, bound);
    const qsizetype size = headSize + static_cast<qsizetype>(packed) + tailSize;
    std::memcpy(member.data(), head, sizeof(head));
    qToLittleEndian(static_cast<quint32>(size), member.data() + sizeof(head));
    qToLittleEndian(crc32Of(data), member.data() + size - tailSize);
    qToLittleEndian(static_cast<quint32>(length), member.data() + size - 4);
    member.truncate(size);
    return member;
}

struct GzipMemberReader::Private
{
    libdeflate_decompressor *decompressor;
};

GzipMemberReader::GzipMemberReader()
    : d(std::make_unique<Private>(Private{libdeflate_alloc_decompressor()}))
{ }

GzipMemberReader::~GzipMemberReader()
{
    libdeflate_free_decompressor(d->decompressor);
}

Result<QByteArray> GzipMemberReader::decompress(QByteArrayView member, qsizetype size)
{
    QByteArray data(size, Qt::Uninitialized);
    size_t used = 0;
    const auto result =
        libdeflate_gzip_decompress_ex(d->decompressor, member.data(), static_cast<size_t>(member.size()), data.data(),
                                      static_cast<size_t>(size), &used, nullptr);
    const bool isWhole = result == LIBDEFLATE_SUCCESS && used == static_cast<size_t>(member.size())
        && member.size() > headSize && std::memcmp(member.data(), head, sizeof(head)) == 0
        && qFromLittleEndian<quint32>(member.data() + sizeof(head)) == static_cast<quint32>(member.size());
    if (!isWhole)
        return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"its compressed bytes are damaged"_s));
    return data;
}

} // namespace cid
