// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/tar_encoder.h"

#include "imagebuilder/limits.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype readSize = 256 * 1024;
/// Headers of one entry in the archive, about: pax header and its data, the header itself.
constexpr ByteCount headerEstimate = 2048;

} // namespace

TarEncoder::TarEncoder(int root, QByteArray rootPath, ChunkCutter &cutter, Cancelled cancelled)
    : m_root(root)
    , m_rootPath(std::move(rootPath))
    , m_cutter(cutter)
    , m_cancelled(std::move(cancelled))
    , m_archive(archive_write_new())
    , m_disk(archive_read_disk_new())
    , m_entry(archive_entry_new())
    , m_buffer(readSize, Qt::Uninitialized)
{
    archive_write_set_format_pax(m_archive);
    archive_write_set_format_option(m_archive, "pax", "xattrheader", "SCHILY");
    archive_write_set_bytes_per_block(m_archive, 0);
    archive_write_set_bytes_in_last_block(m_archive, 1);
    archive_write_open(m_archive, this, nullptr, &TarEncoder::take, nullptr);
    archive_read_disk_set_symlink_physical(m_disk);
}

TarEncoder::~TarEncoder()
{
    archive_entry_free(m_entry);
    archive_read_free(m_disk);
    archive_write_free(m_archive);
}

ssize_t TarEncoder::take(struct archive *archive, void *self, const void *bytes, size_t count)
{
    auto *encoder = static_cast<TarEncoder *>(self);
    if (encoder->m_status)
        encoder->m_status = encoder->m_cutter.write({static_cast<const char *>(bytes), static_cast<qsizetype>(count)});
    if (encoder->m_status)
        return static_cast<ssize_t>(count);
    archive_set_error(archive, EIO, "the image cannot be written");
    return -1;
}

Status TarEncoder::failure(const char *code, const QByteArray &path) const
{
    if (!m_status)
        return m_status;
    const char *text = archive_error_string(m_archive);
    return fail(makeError(ErrorKind::Io, code,
                          u"%1: %2"_s.arg(QFile::decodeName(path), QString::fromUtf8(text ? text : "unknown error"))));
}

Status TarEncoder::add(const QByteArray &path)
{
    if (m_cancelled && m_cancelled())
        return fail(makeError(ErrorKind::Cancelled, "pack.cancelled", u"stopped on request"_s));
    const QByteArray name = path.isEmpty() ? QByteArray(".") : path;
    struct stat facts = {};
    if (::fstatat(m_root, name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0)
        return fail(errnoError("pack.read", QFile::decodeName(path)));
    const bool isOpened = S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode);
    const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (isOpened ? O_RDONLY : O_PATH);
    const int file = ::openat(m_root, name.constData(), flags);
    if (file < 0)
        return fail(errnoError("pack.read", QFile::decodeName(path)));
    const auto closer = qScopeGuard([file] { ::close(file); });
    return addEntry(file, path, facts);
}

Status TarEncoder::describe(int file, const QByteArray &path, const struct stat &facts, FileRecord &record)
{
    archive_entry_clear(m_entry);
    // libarchive opens special files by this path; the name in the archive is set afterwards.
    archive_entry_copy_sourcepath(m_entry, (m_rootPath + '/' + path).constData());
    archive_entry_copy_pathname(m_entry, (m_rootPath + '/' + path).constData());
    const bool isOpened = S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode);
    if (archive_read_disk_entry_from_file(m_disk, m_entry, isOpened ? file : -1, &facts) < ARCHIVE_WARN) {
        return fail(
            makeError(ErrorKind::Io, "pack.read",
                      u"%1: %2"_s.arg(QFile::decodeName(path), QString::fromUtf8(archive_error_string(m_disk)))));
    }
    archive_entry_copy_pathname(m_entry,
                                path.isEmpty()               ? "./"
                                    : S_ISDIR(facts.st_mode) ? (path + '/').constData()
                                                             : path.constData());
    archive_entry_unset_atime(m_entry);
    archive_entry_unset_ctime(m_entry);
    archive_entry_unset_birthtime(m_entry);
    archive_entry_set_dev(m_entry, 0);
    archive_entry_set_ino(m_entry, 0);
    archive_entry_set_nlink(m_entry, 1);
    archive_entry_copy_uname(m_entry, nullptr);
    archive_entry_copy_gname(m_entry, nullptr);
    unsigned long flags = 0;
    unsigned long unset = 0;
    archive_entry_fflags(m_entry, &flags, &unset);
    archive_entry_set_fflags(m_entry, 0, 0);
    sortAttributes();
    record.flags = static_cast<quint32>(flags & image::keptFileFlags);
    record.path = path;
    record.mode = facts.st_mode;
    record.uid = facts.st_uid;
    record.gid = facts.st_gid;
    record.size = S_ISREG(facts.st_mode) ? facts.st_size : 0;
    record.mtimeSeconds = facts.st_mtim.tv_sec;
    record.mtimeNanoseconds = static_cast<quint32>(facts.st_mtim.tv_nsec);
    record.device = S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode) ? facts.st_rdev : 0;
    if (const char *target = archive_entry_symlink(m_entry))
        record.target = target;
    return {};
}

void TarEncoder::sortAttributes()
{
    std::map<QByteArray, QByteArray> attributes;
    const char *name = nullptr;
    const void *value = nullptr;
    size_t size = 0;
    archive_entry_xattr_reset(m_entry);
    while (archive_entry_xattr_next(m_entry, &name, &value, &size) == ARCHIVE_OK)
        attributes.emplace(name, QByteArray(static_cast<const char *>(value), static_cast<qsizetype>(size)));
    archive_entry_xattr_clear(m_entry);
    for (const auto &[key, bytes] : attributes)
        archive_entry_xattr_add_entry(m_entry, key.constData(), bytes.constData(), static_cast<size_t>(bytes.size()));
}

Status TarEncoder::addEntry(int file, const QByteArray &path, const struct stat &facts)
{
    FileRecord record;
    const Status described = describe(file, path, facts, record);
    if (!described)
        return described;
    if (facts.st_nlink > 1 && !S_ISDIR(facts.st_mode)) {
        const QByteArray first = m_links.value({facts.st_dev, facts.st_ino});
        if (first.isEmpty()) {
            m_links.insert({facts.st_dev, facts.st_ino}, path);
        } else {
            archive_entry_copy_hardlink(m_entry, first.constData());
            archive_entry_unset_size(m_entry);
            archive_entry_sparse_clear(m_entry);
            record.isHardLink = true;
            record.target = first;
            record.size = 0;
        }
    }
    const bool hasData = S_ISREG(facts.st_mode) && !record.isHardLink;
    if (!hasData)
        archive_entry_set_size(m_entry, 0);
    const Status begun = m_cutter.beginEntry(path, headerEstimate + record.path.size() + (hasData ? record.size : 0));
    if (!begun)
        return begun;
    if (archive_write_header(m_archive, m_entry) < ARCHIVE_WARN)
        return failure("pack.encode", path);
    if (hasData) {
        Status written = m_cutter.beginData(record.size);
        if (written)
            written = writeData(file, record);
        if (!written)
            return written;
    }
    if (archive_write_finish_entry(m_archive) < ARCHIVE_WARN)
        return failure("pack.encode", path);
    m_files.push_back(std::move(record));
    return m_status;
}

Status TarEncoder::writeData(int file, FileRecord &record)
{
    // libarchive drops what lies in the holes that it found; it wants them all the same, as zeros, in between.
    qint64 at = 0;
    while (at < record.size) {
        const Status read = readRange(file, record, at, std::min<qint64>(readSize, record.size - at));
        if (!read)
            return read;
        at += std::min<qint64>(readSize, record.size - at);
    }
    record.sha256 = m_hash.finish();
    struct stat now = {};
    if (::fstat(file, &now) != 0)
        return fail(errnoError("pack.read", QFile::decodeName(record.path)));
    const bool isSame = now.st_size == record.size && now.st_mtim.tv_sec == record.mtimeSeconds
        && now.st_mtim.tv_nsec == static_cast<long>(record.mtimeNanoseconds);
    if (!isSame) {
        return fail(
            makeError(ErrorKind::Conflict, "pack.changed",
                      u"%1 changed while it was read: pack a root at rest, or leave the file out with --exclude"_s.arg(
                          QFile::decodeName(record.path))));
    }
    return {};
}

Status TarEncoder::readRange(int file, FileRecord &record, qint64 offset, qint64 length)
{
    if (m_cancelled && m_cancelled())
        return fail(makeError(ErrorKind::Cancelled, "pack.cancelled", u"stopped on request"_s));
    qint64 done = 0;
    while (done < length) {
        const ssize_t count = ::pread(file, m_buffer.data() + done, static_cast<size_t>(length - done), offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("pack.read", QFile::decodeName(record.path)));
        if (count == 0)
            break; // It shrank: noticed below, the archive gets zeros for now.
        done += count;
    }
    std::fill(m_buffer.begin() + done, m_buffer.begin() + length, '\0');
    m_hash.add(QByteArrayView(m_buffer).first(length));
    if (archive_write_data(m_archive, m_buffer.constData(), static_cast<size_t>(length)) < 0)
        return failure("pack.encode", record.path);
    return {};
}

Status TarEncoder::finish()
{
    if (archive_write_close(m_archive) < ARCHIVE_WARN)
        return failure("pack.encode", "the archive's end");
    return m_status;
}

} // namespace cid
