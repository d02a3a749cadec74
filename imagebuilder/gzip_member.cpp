// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/gzip_member.h"

#include <QtEndian>

#include <isa-l/igzip_lib.h>
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
    libdeflate_compressor *compressor = nullptr; ///< null: ISA-L
    QByteArray state; ///< of ISA-L
};

GzipMemberWriter::GzipMemberWriter(PackLevel level)
    : d(std::make_unique<Private>())
{
    if (level == PackLevel::Fast)
        d->state.resize(ISAL_DEF_LVL2_DEFAULT);
    else
        d->compressor = libdeflate_alloc_compressor(level == PackLevel::Small ? 6 : 4);
}

GzipMemberWriter::~GzipMemberWriter()
{
    if (d->compressor)
        libdeflate_free_compressor(d->compressor);
}

QByteArray GzipMemberWriter::compress(QByteArrayView data)
{
    QByteArray member;
    compress(data, member);
    return member;
}

void GzipMemberWriter::compress(QByteArrayView data, QByteArray &member)
{
    const auto length = static_cast<size_t>(data.size());
    // libdeflate's bound, which is that of stored blocks and a little more.
    const size_t bound = libdeflate_deflate_compress_bound(d->compressor, length);
    member.resize(headSize + static_cast<qsizetype>(bound) + tailSize);
    size_t packed = 0;
    if (d->compressor) {
        packed = libdeflate_deflate_compress(d->compressor, data.data(), length, member.data() + headSize, bound);
    } else {
        isal_zstream stream = {};
        isal_deflate_stateless_init(&stream);
        stream.level = 2;
        stream.level_buf = reinterpret_cast<quint8 *>(d->state.data());
        stream.level_buf_size = ISAL_DEF_LVL2_DEFAULT;
        stream.next_in = reinterpret_cast<quint8 *>(const_cast<char *>(data.data())); // It is only read.
        stream.avail_in = static_cast<quint32>(length);
        stream.next_out = reinterpret_cast<quint8 *>(member.data() + headSize);
        stream.avail_out = static_cast<quint32>(bound);
        stream.end_of_stream = 1;
        stream.flush = NO_FLUSH;
        const int done = isal_deflate_stateless(&stream);
        Q_ASSERT(done == COMP_OK);
        packed = done == COMP_OK ? stream.total_out : 0;
    }
    const qsizetype size = headSize + static_cast<qsizetype>(packed) + tailSize;
    std::memcpy(member.data(), head, sizeof(head));
    qToLittleEndian(static_cast<quint32>(size), member.data() + sizeof(head));
    qToLittleEndian(crc32Of(data), member.data() + size - tailSize);
    qToLittleEndian(static_cast<quint32>(length), member.data() + size - 4);
    member.resize(size);
}

struct GzipMemberReader::Private
{
    inflate_state state;
};

GzipMemberReader::GzipMemberReader()
    : d(std::make_unique<Private>())
{ }

GzipMemberReader::~GzipMemberReader() = default;

Result<QByteArray> GzipMemberReader::decompress(QByteArrayView member, qsizetype size)
{
    QByteArray data;
    const Status done = decompress(member, size, data);
    return done ? Result<QByteArray>(data) : fail(done.error());
}

Status GzipMemberReader::decompress(QByteArrayView member, qsizetype size, QByteArray &data)
{
    const auto bad = [] {
        return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"its compressed bytes are damaged"_s));
    };
    const qsizetype body = member.size() - headSize - tailSize;
    if (body <= 0 || std::memcmp(member.data(), head, sizeof(head)) != 0
        || qFromLittleEndian<quint32>(member.data() + sizeof(head)) != static_cast<quint32>(member.size()))
        return bad();
    data.resize(size);
    isal_inflate_init(&d->state);
    d->state.next_in = reinterpret_cast<quint8 *>(const_cast<char *>(member.data() + headSize)); // It is only read.
    d->state.avail_in = static_cast<quint32>(body);
    d->state.next_out = reinterpret_cast<quint8 *>(data.data());
    d->state.avail_out = static_cast<quint32>(size);
    const int result = isal_inflate_stateless(&d->state);
    const char *tail = member.data() + headSize + body;
    const bool isWhole = result == ISAL_DECOMP_OK && d->state.block_state == ISAL_BLOCK_FINISH && d->state.avail_in == 0
        && d->state.avail_out == 0 && qFromLittleEndian<quint32>(tail) == crc32Of(data)
        && qFromLittleEndian<quint32>(tail + 4) == static_cast<quint32>(size);
    return isWhole ? Status() : Status(bad());
}

} // namespace cid
