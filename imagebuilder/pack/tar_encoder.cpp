// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/tar_encoder.h"

#include "imagebuilder/archive_names.h"
#include "imagebuilder/pack/read_ahead.h"
#include "imagebuilder/pack/tree_walker.h"

#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/uio.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype readSize = 256 * 1024;

} // namespace

struct archive *newTarWriter(void *client, ssize_t (*write)(struct archive *, void *client, const void *, size_t))
{
    struct archive *archive = archive_write_new();
    archive_write_set_format_pax(archive);
    archive_write_set_format_option(archive, "pax", "xattrheader", "SCHILY");
    archive_write_set_bytes_per_block(archive, 0);
    archive_write_set_bytes_in_last_block(archive, 1);
    archive_write_open(archive, client, nullptr, write, nullptr);
    return archive;
}

TarEncoder::TarEncoder(QByteArray rootPath, const QString &scratch, ChunkCutter &cutter, EncodeOptions options)
    : m_cutter(cutter)
    , m_options(std::move(options))
    , m_describer(std::move(rootPath), m_options.describe)
    , m_links(scratch)
    , m_archive(newTarWriter(this, &TarEncoder::take))
{ }

TarEncoder::~TarEncoder()
{
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

Status TarEncoder::problem(const Error &error) const
{
    if (!m_options.keepGoing)
        return fail(error);
    if (m_options.onProblem)
        m_options.onProblem(error.text);
    return {};
}

Status TarEncoder::checkCancelled() const
{
    if (m_options.cancelled && m_options.cancelled())
        return fail(makeError(ErrorKind::Cancelled, "pack.cancelled", u"stopped on request"_s));
    return {};
}

Status TarEncoder::add(const WalkedEntry &walked)
{
    const Status going = checkCancelled();
    if (!going)
        return going;
    // What changed while it was read is read once more, as long as nothing of it left for the compressors.
    const ByteCount before = m_cutter.position();
    bool changed = false;
    const Status added = addOnce(walked, false, changed);
    if (!added || !changed || !m_cutter.canGoBackTo(before))
        return added;
    m_cutter.goBackTo(before);
    WalkedEntry again = walked;
    if (::fstatat(walked.folder, walked.name.constData(), &again.facts, AT_SYMLINK_NOFOLLOW) != 0)
        return problem(errnoError("pack.read", QFile::decodeName(walked.path)));
    return addOnce(again, true, changed);
}

Status TarEncoder::writeAndLook(int file, FileRecord &record, const struct stat &before, bool &changed)
{
    const Status written = writeData(file, record);
    return written ? hasChanged(file, before, changed) : written;
}

Status TarEncoder::addOnce(const WalkedEntry &walked, bool isLastTry, bool &changed)
{
    const bool isOpened = S_ISREG(walked.facts.st_mode) || S_ISDIR(walked.facts.st_mode);
    const int file = isOpened
        ? ::openat(walked.folder, walked.name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
        : -1;
    if (isOpened && file < 0)
        return problem(errnoError("pack.read", QFile::decodeName(walked.path)));
    const auto closer = qScopeGuard([file] {
        if (file >= 0)
            ::close(file);
    });
    auto record = m_describer.describe(walked, file);
    if (!record)
        return problem(record.error());
    if (Status linked = linkToFirst(walked, *record); !linked)
        return linked;
    const bool hasData = S_ISREG(record->mode) && !record->isHardLink;
    if (!hasData && !record->isHardLink)
        archive_entry_set_size(m_describer.entry(), 0);
    const ByteCount start = m_cutter.position();
    const Status begun = m_cutter.beginEntry(record->path, headerEstimate + record->path.size() + record->size);
    if (!begun)
        return begun;
    if (!writeEntry(m_archive, m_describer.entry()))
        return failure("pack.encode", record->path);
    Status status = m_cutter.beginData(hasData ? record->size : 0);
    if (status && hasData)
        status = writeAndLook(file, *record, walked.facts, changed);
    const bool isDropped = changed && !isLastTry && m_cutter.canGoBackTo(start);
    if (status && changed && !isDropped) {
        status = problem(
            makeError(ErrorKind::Conflict, "pack.changed",
                      u"%1 changed while it was read: pack a root at rest, or leave the file out with --exclude"_s.arg(
                          QFile::decodeName(record->path))));
    }
    if (status && !isDropped)
        status = m_cutter.endData(std::move(*record));
    if (!status)
        return status;
    return archive_write_finish_entry(m_archive) < ARCHIVE_WARN ? failure("pack.encode", walked.path) : m_status;
}

Status TarEncoder::linkToFirst(const WalkedEntry &walked, FileRecord &record)
{
    if (walked.facts.st_nlink < 2 || S_ISDIR(walked.facts.st_mode))
        return {};
    const auto first = m_links.firstPath(walked.facts.st_dev, walked.facts.st_ino, walked.facts.st_nlink, walked.path);
    if (!first)
        return fail(first.error());
    if (first->isEmpty() || *first == walked.path)
        return {};
    archive_entry_copy_hardlink(m_describer.entry(), first->constData());
    archive_entry_unset_size(m_describer.entry());
    archive_entry_sparse_clear(m_describer.entry());
    record.isHardLink = true;
    record.target = *first;
    record.size = 0;
    archive_entry_set_size(m_describer.entry(), 0);
    return {};
}

Status TarEncoder::writeData(int file, FileRecord &record)
{
    return archive_entry_sparse_count(m_describer.entry()) > 0 ? writeSparse(file, record) : writePlain(file, record);
}

Status TarEncoder::writePlain(int file, FileRecord &record)
{
    const bool isHashedHere = [&] {
        const auto room = m_cutter.room();
        return !room || static_cast<qint64>(room->size()) < record.size;
    }();
    for (qint64 at = 0; at < record.size;) {
        const auto room = m_cutter.room();
        if (!room)
            return fail(room.error());
        const qint64 part = std::min(static_cast<qint64>(room->size()), record.size - at);
        Status status = readRange(file, record, room->first(static_cast<size_t>(part)), at);
        if (status && isHashedHere)
            m_hash.add(QByteArrayView(room->data(), part));
        if (status)
            status = giveData(record, room->data(), part);
        if (!status)
            return status;
        at += part;
    }
    if (isHashedHere)
        record.sha256 = m_hash.finish();
    return {};
}

Status TarEncoder::writeSparse(int file, FileRecord &record)
{
    // libarchive drops what lies in the holes that it found; it wants them all the same, as zeros, in between. Holes
    // are not read; they are hashed as what a reader sees.
    m_buffer.resize(readSize);
    la_int64_t begin = 0;
    la_int64_t length = 0;
    la_int64_t at = 0;
    archive_entry_sparse_reset(m_describer.entry());
    while (at < record.size) {
        const bool isData = archive_entry_sparse_next(m_describer.entry(), &begin, &length) == ARCHIVE_OK;
        const la_int64_t dataBegin = isData ? std::clamp<la_int64_t>(begin, at, record.size) : record.size;
        const la_int64_t dataEnd = isData ? std::min<la_int64_t>(begin + length, record.size) : record.size;
        bool isZeroed = false;
        while (at < std::max(dataBegin, dataEnd)) {
            const bool isHole = at < dataBegin;
            const qint64 part = std::min<qint64>(readSize, (isHole ? dataBegin : dataEnd) - at);
            if (isHole && !isZeroed)
                m_buffer.fill('\0');
            isZeroed = isHole;
            Status status =
                isHole ? checkCancelled() : readRange(file, record, {m_buffer.data(), static_cast<size_t>(part)}, at);
            m_hash.add(QByteArrayView(m_buffer).first(part));
            if (status)
                status = giveData(record, m_buffer.constData(), part);
            if (!status)
                return status;
            at += part;
        }
    }
    record.sha256 = m_hash.finish();
    return {};
}

Status TarEncoder::giveData(const FileRecord &record, const char *bytes, qint64 length)
{
    return archive_write_data(m_archive, bytes, static_cast<size_t>(length)) < 0 ? failure("pack.encode", record.path)
                                                                                 : Status();
}

// Asks first for what is in the page cache: the answer says at no cost whether it is worth reading ahead.
ssize_t TarEncoder::readSome(int file, char *to, qint64 length, qint64 offset)
{
    ReadAhead *ahead = m_options.readAhead;
    if (ahead && !ahead->isNeeded()) {
        const iovec part{to, static_cast<size_t>(length)};
        const ssize_t count = ::preadv2(file, &part, 1, offset, RWF_NOWAIT);
        if (count > 0)
            return count;
        if (count < 0 && errno == EAGAIN)
            ahead->noteCold();
    }
    return ::pread(file, to, static_cast<size_t>(length), offset);
}

Status TarEncoder::readRange(int file, const FileRecord &record, std::span<char> to, qint64 offset)
{
    const Status going = checkCancelled();
    if (!going)
        return going;
    const auto length = static_cast<qint64>(to.size());
    qint64 done = 0;
    while (done < length) {
        const ssize_t count = readSome(file, to.data() + done, length - done, offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            const Status reported = problem(errnoError("pack.read", QFile::decodeName(record.path)));
            if (!reported)
                return reported;
        }
        if (count <= 0)
            break; // It shrank, which is noticed afterwards, or cannot be read: zeros in its place.
        done += count;
    }
    std::fill(to.begin() + done, to.end(), '\0');
    return {};
}

Status TarEncoder::hasChanged(int file, const struct stat &before, bool &changed) const
{
    struct stat now = {};
    if (::fstat(file, &now) != 0)
        return fail(errnoError("pack.read", u"a file that was just read"_s));
    changed = now.st_size != before.st_size || now.st_mtim.tv_sec != before.st_mtim.tv_sec
        || now.st_mtim.tv_nsec != before.st_mtim.tv_nsec;
    return {};
}

Status TarEncoder::addCompanion(const CompanionFile &companion, const struct stat &facts)
{
    FileRecord record;
    record.path = companion.path;
    record.mode = S_IFREG | (facts.st_mode & 0666);
    record.uid = facts.st_uid;
    record.gid = facts.st_gid;
    record.size = companion.content.size();
    record.mtimeSeconds = facts.st_mtim.tv_sec;
    record.mtimeNanoseconds = static_cast<quint32>(facts.st_mtim.tv_nsec);
    record.sha256 = Sha256::of(companion.content);
    const std::unique_ptr<struct archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                                     &archive_entry_free);
    archive_entry_copy_pathname(entry.get(), record.path.constData());
    archive_entry_set_mode(entry.get(), record.mode);
    archive_entry_set_uid(entry.get(), record.uid);
    archive_entry_set_gid(entry.get(), record.gid);
    archive_entry_set_nlink(entry.get(), 1);
    archive_entry_set_size(entry.get(), record.size);
    archive_entry_set_mtime(entry.get(), facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
    Status status = m_cutter.beginEntry(record.path, headerEstimate + record.path.size() + record.size);
    if (status && !writeEntry(m_archive, entry.get()))
        status = failure("pack.encode", record.path);
    if (status)
        status = m_cutter.beginData(record.size);
    if (status)
        status = giveData(record, companion.content.constData(), companion.content.size());
    if (status)
        status = m_cutter.endData(record);
    if (status && archive_write_finish_entry(m_archive) < ARCHIVE_WARN)
        status = failure("pack.encode", record.path);
    return status ? m_status : status;
}

Status TarEncoder::finish()
{
    if (archive_write_close(m_archive) < ARCHIVE_WARN)
        return failure("pack.encode", "the archive's end");
    return m_status;
}

} // namespace cid
