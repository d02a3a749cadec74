// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/member_scan.h"

#include "imagebuilder/limits.h"

#include <QtEndian>

#include <archive.h>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// ID1 ID2 CM FLG(extra) MTIME(4) XFL OS XLEN(2) 'N' 'P' LEN(2), then the member's size.
constexpr qsizetype scanHeadSize = 20;
constexpr qsizetype smallestMember = scanHeadSize + 2 + 8;
constexpr qsizetype scanTailSize = 4; ///< ISIZE

qsizetype memberSize(const QByteArray &head)
{
    const bool isOurs = head.size() == scanHeadSize && head.startsWith(QByteArrayView("\x1f\x8b\x08\x04", 4))
        && head.mid(10, 6) == QByteArray("\x08\x00NP\x04\x00", 6);
    const auto size = isOurs ? static_cast<qsizetype>(qFromLittleEndian<quint32>(head.constData() + 16)) : 0;
    return size >= smallestMember && size <= image::maxChunkPacked ? size : 0;
}

} // namespace

MemberScan::MemberScan(int file, QString name, Progress progress)
    : m_file(file)
    , m_name(std::move(name))
    , m_progress(std::move(progress))
{ }

Result<QByteArray> MemberScan::readAt(qint64 offset, qsizetype size) const
{
    QByteArray bytes(size, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < size) {
        const ssize_t count =
            ::pread(m_file, bytes.data() + done, static_cast<size_t>(size - done), offset + static_cast<off_t>(done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("image.read", m_name));
        if (count == 0)
            break;
        done += count;
    }
    bytes.truncate(done);
    return bytes;
}

Result<std::optional<QByteArray>> MemberScan::next()
{
    if (m_offset >= m_size)
        return std::nullopt;
    if (m_progress && !m_progress(m_offset, m_size))
        return fail(makeError(ErrorKind::Cancelled, "unpack.cancelled", u"stopped on request"_s));
    const auto head = readAt(m_offset, scanHeadSize);
    if (!head)
        return fail(head.error());
    const qsizetype size = memberSize(*head);
    if (size == 0 && m_offset == 0) {
        return fail(makeError(ErrorKind::Corrupt, "image.not-blocked",
                              u"%1 is not an image that notP packed; \"mkimg.linux --from tar:FILE\" makes one of an "
                              "ordinary archive"_s.arg(m_name)));
    }
    const auto member = size > 0 ? readAt(m_offset, size) : Result<QByteArray>(QByteArray());
    if (!member)
        return fail(member.error());
    const qsizetype unpacked =
        member->size() == size && size > 0 ? qFromLittleEndian<quint32>(member->constData() + size - scanTailSize) : 0;
    auto data = unpacked > 0 && unpacked <= image::maxChunkData
        ? m_gzip.decompress(*member, unpacked)
        : fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"it is cut off or damaged"_s));
    if (!data)
        return fail(
            withContext(data.error(), u"%1, chunk %2 at byte %3"_s.arg(m_name).arg(m_chunks.size()).arg(m_offset)));
    m_hash.add(*data);
    m_chunks.push_back(
        {m_offset, static_cast<quint32>(size), static_cast<quint32>(unpacked), crc32Of(*member), m_hash.finish()});
    m_offset += size;
    m_unpacked += unpacked;
    return std::optional(std::move(*data));
}

Status MemberScan::open(struct archive *archive)
{
    struct stat facts = {};
    if (::fstat(m_file, &facts) != 0)
        return fail(errnoError("image.read", m_name));
    m_size = facts.st_size;
    if (m_size == 0)
        return fail(makeError(ErrorKind::Corrupt, "image.bad-chunk", u"%1 is empty"_s.arg(m_name)));
    archive_read_support_format_tar(archive);
    if (archive_read_open(archive, this, nullptr, &MemberScan::read, nullptr) >= ARCHIVE_WARN)
        return {};
    if (!m_status)
        return m_status;
    return fail(makeError(ErrorKind::Corrupt, "image.bad-archive",
                          m_name + u": "_s + QString::fromUtf8(archive_error_string(archive))));
}

ssize_t MemberScan::read(struct archive *archive, void *self, const void **bytes)
{
    auto *scan = static_cast<MemberScan *>(self);
    auto data = scan->next();
    if (!data) {
        scan->m_status = fail(data.error());
        archive_set_error(archive, EIO, "the image is damaged");
        return -1;
    }
    if (!*data)
        return 0;
    scan->m_data = std::move(**data);
    *bytes = scan->m_data.constData();
    return scan->m_data.size();
}

Status MemberScan::drain()
{
    for (;;) {
        const auto data = next();
        if (!data)
            return fail(data.error());
        if (!*data)
            return {};
    }
}

} // namespace cid
