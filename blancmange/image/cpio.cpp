// SPDX-License-Identifier: GPL-3.0-or-later
#include "blancmange/image/cpio.h"

#include <archive.h>
#include <archive_entry.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <memory>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

la_ssize_t append(archive * /*archive*/, void *target, const void *bytes, size_t size)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(bytes), static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

unsigned kindOf(TreeEntry::Type type)
{
    switch (type) {
    case TreeEntry::Type::Folder:
        return S_IFDIR;
    case TreeEntry::Type::Link:
        return S_IFLNK;
    case TreeEntry::Type::CharDevice:
        return S_IFCHR;
    case TreeEntry::Type::File:
        break;
    }
    return S_IFREG;
}

Error archiveError(archive *writer, const QByteArray &path)
{
    return makeError(ErrorKind::Internal, "image.cpio",
                     u"/%1: %2"_s.arg(QString::fromUtf8(path), QString::fromUtf8(archive_error_string(writer))));
}

} // namespace

Result<QByteArray> writeCpio(const ImageTree &tree)
{
    QByteArray bytes;
    const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(), archive_write_free);
    archive_write_set_format_cpio_newc(writer.get());
    archive_write_set_bytes_per_block(writer.get(), 0);
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    if (archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) != ARCHIVE_OK)
        return fail(archiveError(writer.get(), {}));
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
    qint64 number = 0;
    for (auto it = tree.entries().constBegin(); it != tree.entries().constEnd(); ++it) {
        archive_entry_clear(entry.get());
        archive_entry_set_pathname(entry.get(), it.key().constData());
        archive_entry_set_mode(entry.get(), kindOf(it->type) | it->mode);
        archive_entry_set_nlink(entry.get(), it->type == TreeEntry::Type::Folder ? 2 : 1);
        archive_entry_set_ino64(entry.get(), ++number);
        archive_entry_set_mtime(entry.get(), 0, 0);
        const bool isFile = it->type == TreeEntry::Type::File;
        archive_entry_set_size(entry.get(), isFile ? it->content.size() : 0);
        if (it->type == TreeEntry::Type::Link)
            archive_entry_set_symlink(entry.get(), it->content.constData());
        if (it->type == TreeEntry::Type::CharDevice)
            archive_entry_set_rdev(entry.get(), makedev(it->major, it->minor));
        if (archive_write_header(writer.get(), entry.get()) < ARCHIVE_WARN)
            return fail(archiveError(writer.get(), it.key()));
        const auto size = static_cast<size_t>(it->content.size());
        if (isFile && archive_write_data(writer.get(), it->content.constData(), size) != static_cast<la_ssize_t>(size))
            return fail(archiveError(writer.get(), it.key()));
    }
    if (archive_write_close(writer.get()) != ARCHIVE_OK)
        return fail(archiveError(writer.get(), {}));
    return bytes;
}

QByteArray gzipPlain(QByteArrayView bytes, int level)
{
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
        libdeflate_alloc_compressor(level), libdeflate_free_compressor);
    const auto size = static_cast<size_t>(bytes.size());
    QByteArray member(static_cast<qsizetype>(libdeflate_gzip_compress_bound(compressor.get(), size)),
                      Qt::Uninitialized);
    const size_t packed = libdeflate_gzip_compress(compressor.get(), bytes.data(), size, member.data(),
                                                   static_cast<size_t>(member.size()));
    member.truncate(static_cast<qsizetype>(packed));
    return member;
}

} // namespace cid
