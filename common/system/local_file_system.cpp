// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/file_system.h"

#include "common/system/file_steps.h"
#include "common/system/remove_tree.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

UniqueFd openPath(const QString &path, int flags)
{
    return UniqueFd(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC));
}

// The file's name and its folder, open.
struct Place
{
    UniqueFd folder;
    QByteArray name;

    explicit Place(const QString &path)
        : folder(openPath(path.left(std::max<qsizetype>(1, path.lastIndexOf(u'/'))), O_RDONLY | O_DIRECTORY))
        , name(QFile::encodeName(path.mid(path.lastIndexOf(u'/') + 1)))
    { }
};

FileFacts::Type typeOf(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return FileFacts::Type::File;
    case S_IFDIR:
        return FileFacts::Type::Folder;
    case S_IFLNK:
        return FileFacts::Type::SymbolicLink;
    case S_IFBLK:
    case S_IFCHR:
        return FileFacts::Type::Device;
    default:
        return FileFacts::Type::Other;
    }
}

Status writeAt(int fd, ByteCount offset, const QByteArray &content, const QString &path)
{
    ByteCount done = 0;
    while (done < content.size()) {
        const ssize_t put =
            ::pwrite(fd, content.constData() + done, static_cast<size_t>(content.size() - done), offset + done);
        if (put < 0 && errno != EINTR)
            return fail(pathError("file.write", u"write"_s, path));
        done += std::max<ssize_t>(0, put);
    }
    return {};
}

} // namespace

Result<QByteArray> LocalFileSystem::read(const QString &path, ByteCount maximum)
{
    const UniqueFd fd = openPath(path, O_RDONLY);
    if (!fd.isValid())
        return fail(pathError("file.open", u"open"_s, path));
    return readAll(fd.get(), maximum, path);
}

Result<QByteArray> LocalFileSystem::readAt(const QString &path, ByteCount offset, ByteCount length)
{
    const UniqueFd fd = openPath(path, O_RDONLY);
    if (!fd.isValid())
        return fail(pathError("file.open", u"open"_s, path));
    QByteArray content(length, '\0');
    ByteCount done = 0;
    while (done < length) {
        const ssize_t got = ::pread(fd.get(), content.data() + done, static_cast<size_t>(length - done), offset + done);
        if (got < 0 && errno != EINTR)
            return fail(pathError("file.read", u"read"_s, path));
        if (got == 0)
            break;
        done += std::max<ssize_t>(0, got);
    }
    content.truncate(done);
    return content;
}

Status LocalFileSystem::replace(const QString &path, const QByteArray &content, quint32 mode)
{
    const Place place(path);
    if (!place.folder.isValid())
        return fail(pathError("file.open", u"open the folder of"_s, path));
    return replaceInFolder(place.folder.get(), {place.name, content, mode, durable()}, path);
}

Status LocalFileSystem::overwrite(const QString &path, ByteCount offset, const QByteArray &content)
{
    const UniqueFd fd = openPath(path, O_WRONLY);
    struct stat facts = {};
    if (!fd.isValid() || ::fstat(fd.get(), &facts) != 0)
        return fail(pathError("file.open", u"open"_s, path));
    if (S_ISREG(facts.st_mode) && (offset < 0 || offset + content.size() > facts.st_size))
        return fail(makeError(ErrorKind::Invalid, "file.outside",
                              u"%1 has no %2 bytes at %3"_s.arg(path).arg(content.size()).arg(offset),
                              {{u"path"_s, path}}));
    if (Status status = writeAt(fd.get(), offset, content, path); !status)
        return status;
    if (durable() && ::fsync(fd.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk"_s, path));
    return {};
}

Status LocalFileSystem::makeFolder(const QString &path, quint32 mode)
{
    for (qsizetype end = path.indexOf(u'/', 1);; end = path.indexOf(u'/', end + 1)) {
        const QString part = end < 0 ? path : path.left(end);
        if (::mkdir(QFile::encodeName(part).constData(), mode) != 0 && errno != EEXIST)
            return fail(pathError("file.make-folder", u"make the folder"_s, part));
        if (end < 0)
            break;
    }
    if (!QFileInfo(path).isDir())
        return fail(
            makeError(ErrorKind::Io, "file.make-folder", u"%1 is not a folder"_s.arg(path), {{u"path"_s, path}}));
    return {};
}

Status LocalFileSystem::remove(const QString &path)
{
    const Place place(path);
    if (::unlink(QFile::encodeName(path).constData()) != 0) {
        if (errno == ENOENT)
            return {};
        return fail(pathError("file.remove", u"remove"_s, path));
    }
    if (durable() && place.folder.isValid() && ::fsync(place.folder.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk the folder of"_s, path));
    return {};
}

Status LocalFileSystem::removeTree(const QString &path)
{
    return removeTreeAt(path);
}

Result<QStringList> LocalFileSystem::list(const QString &path)
{
    UniqueFd fd = openPath(path, O_RDONLY | O_DIRECTORY);
    if (!fd.isValid())
        return fail(pathError("file.list", u"list"_s, path));
    return namesIn(std::move(fd), path);
}

Result<FileFacts> LocalFileSystem::facts(const QString &path)
{
    struct stat found = {};
    if (::lstat(QFile::encodeName(path).constData(), &found) != 0)
        return fail(pathError("file.facts", u"look at"_s, path));
    return FileFacts{typeOf(found.st_mode), found.st_size, found.st_mode & 07777U};
}

Status LocalFileSystem::syncFile(const QString &path)
{
    if (!durable())
        return {};
    const UniqueFd fd = openPath(path, O_RDONLY);
    if (!fd.isValid())
        return fail(pathError("file.open", u"open"_s, path));
    if (::fsync(fd.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk"_s, path));
    return {};
}

Status LocalFileSystem::syncFileSystem(const QString &path)
{
    if (!durable())
        return {};
    const UniqueFd fd = openPath(path, O_RDONLY);
    if (!fd.isValid())
        return fail(pathError("file.open", u"open"_s, path));
    if (::syncfs(fd.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk the file system of"_s, path));
    return {};
}

} // namespace cid
