// SPDX-License-Identifier: GPL-3.0-or-later
// Tarballs of sources. KTar ignores the second half of ustar's long paths, which Debian's tarballs of Qt have.
#include "blancmange/build/unpack.h"
#include "imagebuilder/archive_names.h"

#include <archive.h>
#include <archive_entry.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;

struct Link
{
    QString path;
    QString target;
    bool isHard = false;
};

Error tarError(const QString &path, const QString &what)
{
    return makeError(ErrorKind::Corrupt, "unpack.tar", u"%1 cannot be unpacked: %2"_s.arg(path, what));
}

/// Its path inside the archive, without "./"; nothing where it leads out of it.
std::optional<QString> insidePath(const char *path)
{
    const QString text = QDir::cleanPath(QFile::decodeName(path));
    if (text.startsWith(u'/') || text == u".." || text.startsWith(u"../"))
        return std::nullopt;
    return text;
}

Status writeContent(archive *reader, archive_entry *entry, const QString &place)
{
    QFile file(place);
    if (!file.open(QIODevice::WriteOnly))
        return fail(unpackWriteError(place));
    QByteArray block(256 * 1024, Qt::Uninitialized);
    la_ssize_t count = 0;
    while ((count = archive_read_data(reader, block.data(), static_cast<size_t>(block.size()))) > 0) {
        if (file.write(block.constData(), count) != count)
            return fail(unpackWriteError(place));
    }
    if (count < 0)
        return fail(tarError(place, QString::fromUtf8(archive_error_string(reader))));
    auto permissions =
        QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if ((archive_entry_perm(entry) & 0100U) != 0)
        permissions |= QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;
    // Build systems compare times; the archive's are the same everywhere.
    const auto time = QDateTime::fromSecsSinceEpoch(archive_entry_mtime(entry));
    if (!file.flush() || !file.setPermissions(permissions)
        || !file.setFileTime(time, QFileDevice::FileModificationTime))
        return fail(unpackWriteError(place));
    return {};
}

/// Links come last: no file is written through one, and what a hard link names is there.
Status makeLinks(const QString &folder, const QList<Link> &links)
{
    for (const Link &link : links) {
        const QString place = folder + u'/' + link.path;
        QDir().mkpath(place.section(u'/', 0, -2));
        QFile::remove(place);
        const bool isMade = link.isHard
            ? QFile::copy(folder + u'/' + link.target, place)
            : ::symlink(QFile::encodeName(link.target).constData(), QFile::encodeName(place).constData()) == 0;
        if (!isMade)
            return fail(unpackWriteError(place));
    }
    return {};
}

Status writeEntries(archive *reader, const QString &path, const QString &folder)
{
    QList<Link> links;
    archive_entry *entry = nullptr;
    NextEntry next = NextEntry::End;
    while ((next = readEntry(reader, &entry)) == NextEntry::Entry) {
        const auto inside = insidePath(archive_entry_pathname(entry));
        const char *hardLink = archive_entry_hardlink(entry);
        const auto linked = insidePath(hardLink ? hardLink : ".");
        if (!inside || !linked)
            return fail(
                tarError(path, u"it holds the path %1"_s.arg(QFile::decodeName(archive_entry_pathname(entry)))));
        const QString place = folder + u'/' + *inside;
        Status status;
        if (hardLink)
            links.append({*inside, *linked, true});
        else if (archive_entry_filetype(entry) == AE_IFLNK)
            links.append({*inside, QFile::decodeName(archive_entry_symlink(entry)), false});
        else if (archive_entry_filetype(entry) == AE_IFDIR)
            status = QDir().mkpath(place) ? Status() : fail(unpackWriteError(place));
        else if (archive_entry_filetype(entry) == AE_IFREG && QDir().mkpath(place.section(u'/', 0, -2)))
            status = writeContent(reader, entry, place);
        if (!status)
            return status;
    }
    if (next == NextEntry::Damaged)
        return fail(tarError(path, QString::fromUtf8(archive_error_string(reader))));
    return makeLinks(folder, links);
}

} // namespace

Status unpackTarball(const QString &path, const QString &folder)
{
    const Reader reader(archive_read_new(), archive_read_free);
    archive_read_support_format_tar(reader.get());
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    if (archive_read_open_filename(reader.get(), QFile::encodeName(path).constData(), 1 << 20) != ARCHIVE_OK)
        return fail(tarError(path, QString::fromUtf8(archive_error_string(reader.get()))));
    QDir().mkpath(folder);
    const QTemporaryDir scratch(folder + u"/.unpack-XXXXXX"_s);
    if (!scratch.isValid())
        return fail(unpackWriteError(folder));
    if (Status status = writeEntries(reader.get(), path, scratch.path()); !status)
        return status;
    // Without the one folder in which everything lies.
    QDir inside(scratch.path());
    constexpr auto all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
    const QStringList top = inside.entryList(all);
    if (top.size() == 1 && QFileInfo(inside.filePath(top.first())).isDir())
        inside.cd(top.first());
    for (const QString &name : inside.entryList(all)) {
        const QString place = folder + u'/' + name;
        if (::rename(QFile::encodeName(inside.filePath(name)).constData(), QFile::encodeName(place).constData()) != 0)
            return fail(unpackWriteError(place));
    }
    return {};
}

} // namespace cid
