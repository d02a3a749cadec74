// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/file_steps.h"
#include "common/system/file_system.h"
#include "common/system/flags_aside.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// The kernel follows every link as if root were "/": no check of ours could be overtaken by a change of the tree.
UniqueFd openInRoot(int root, const QByteArray &path, quint64 flags)
{
    open_how how = {};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const QByteArray name = path.isEmpty() ? QByteArray(".") : path;
    long fd = -1;
    do {
        fd = ::syscall(SYS_openat2, root, name.constData(), &how, sizeof how);
    } while (fd < 0 && (errno == EINTR || errno == EAGAIN));
    return UniqueFd(static_cast<int>(fd));
}

Result<UniqueFd> openRoot(const QString &root)
{
    UniqueFd fd(::open(QFile::encodeName(root).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isValid())
        return fail(pathError("file.open", u"open the root"_s, root));
    return fd;
}

QString shown(const QString &root, const QByteArray &path)
{
    return root + u'/' + QFile::decodeName(path);
}

Status checkPath(const QByteArray &path)
{
    const QList<QByteArray> parts = path.split('/');
    const bool bad = path.startsWith('/') || path.contains('\0') || parts.contains("..") || parts.contains(".")
        || parts.contains("");
    if (bad)
        return fail(makeError(ErrorKind::Invalid, "file.bad-path",
                              u"\"%1\" is no path inside a root"_s.arg(QFile::decodeName(path))));
    return {};
}

/// The security label of a file; empty where it has none.
QByteArray labelOf(int fd)
{
    QByteArray label(256, '\0');
    const ssize_t size = ::fgetxattr(fd, XATTR_NAME_SELINUX, label.data(), static_cast<size_t>(label.size()));
    label.truncate(std::max<ssize_t>(size, 0));
    return label;
}

/// Gives a new file a label that another one has. Where the kernel does not let us, the kernel labels by itself.
void inheritLabel(int fd, const QByteArray &label)
{
    if (fd >= 0 && !label.isEmpty())
        ::fsetxattr(fd, XATTR_NAME_SELINUX, label.constData(), static_cast<size_t>(label.size()), 0);
}

// Opens the folder that is to hold the file and makes what is missing of it.
Result<UniqueFd> folderInRoot(int root, const QByteArray &path, const QString &rootName)
{
    UniqueFd parent = openInRoot(root, {}, O_RDONLY | O_DIRECTORY);
    const QList<QByteArray> parts = path.isEmpty() ? QList<QByteArray>() : path.split('/');
    QByteArray sofar;
    for (const QByteArray &part : parts) {
        sofar += (sofar.isEmpty() ? QByteArray() : QByteArray("/")) + part;
        UniqueFd next = openInRoot(root, sofar, O_RDONLY | O_DIRECTORY);
        if (!next.isValid() && errno == ENOENT) {
            const FlagsAside flags(parent.get());
            if (::mkdirat(parent.get(), part.constData(), 0755) != 0)
                return fail(pathError("file.make-folder", u"make the folder"_s, shown(rootName, sofar)));
            next = openInRoot(root, sofar, O_RDONLY | O_DIRECTORY);
            inheritLabel(next.get(), labelOf(parent.get()));
        }
        if (!next.isValid())
            return fail(pathError("file.open", u"open the folder"_s, shown(rootName, sofar)));
        parent = std::move(next);
    }
    return parent;
}

QByteArray folderOf(const QByteArray &path)
{
    return path.left(std::max<qsizetype>(path.lastIndexOf('/'), 0));
}

/// The folder of a path inside a root, opened, and the last name of the path.
struct RootedPlace
{
    UniqueFd folder;
    QByteArray name;
};

Result<RootedPlace> placeToWrite(const QString &root, const QByteArray &path)
{
    if (Status status = checkPath(path); !status)
        return fail(std::move(status.error()));
    Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(std::move(rootFd.error()));
    Result<UniqueFd> folder = folderInRoot(rootFd->get(), folderOf(path), root);
    if (!folder)
        return fail(std::move(folder.error()));
    return RootedPlace{std::move(*folder), path.mid(path.lastIndexOf('/') + 1)};
}

/// A regular file, for its flags; invalid for everything else: to open a device can set it going.
UniqueFd openRegular(const RootedPlace &place)
{
    struct stat facts = {};
    if (::fstatat(place.folder.get(), place.name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0
        || !S_ISREG(facts.st_mode))
        return UniqueFd();
    return UniqueFd(
        ::openat(place.folder.get(), place.name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
}

/// The path of what a descriptor is.
QByteArray nameOf(const UniqueFd &fd)
{
    const QByteArray link = "/proc/self/fd/" + QByteArray::number(fd.get());
    QByteArray name(PATH_MAX, '\0');
    const ssize_t size = ::readlink(link.constData(), name.data(), static_cast<size_t>(name.size()));
    name.truncate(std::max<ssize_t>(size, 0));
    return name;
}

} // namespace

Status LocalFileSystem::replaceInRoot(const RootedFile &file)
{
    const Result<RootedPlace> place = placeToWrite(file.root, file.path);
    if (!place)
        return fail(place.error());
    const FlagsAside folderFlags(place->folder.get());
    const UniqueFd old = openRegular(*place);
    const FlagsAside fileFlags(old.get());
    const QByteArray label = labelOf(old.isValid() ? old.get() : place->folder.get());
    struct stat facts{};
    const bool isKept = file.keepsMode && old.isValid() && ::fstat(old.get(), &facts) == 0;
    const quint32 mode = isKept ? facts.st_mode & 0777 : file.mode;
    const NewContent content{place->name, file.content, mode, durable()};
    const Status replaced = replaceInFolder(place->folder.get(), content, shown(file.root, file.path));
    if (!replaced)
        return replaced;
    const UniqueFd written = openRegular(*place);
    inheritLabel(written.get(), label);
    fileFlags.giveTo(written.get());
    return {};
}

Status LocalFileSystem::linkInRoot(const RootedLink &link)
{
    const Result<RootedPlace> place = placeToWrite(link.root, link.path);
    if (!place)
        return fail(place.error());
    const FlagsAside folderFlags(place->folder.get());
    const UniqueFd old = openRegular(*place);
    const FlagsAside fileFlags(old.get());
    const QByteArray label = labelOf(place->folder.get());
    const Status made =
        linkInFolder(place->folder.get(), {place->name, link.target, 0, durable()}, shown(link.root, link.path));
    const QByteArray name = "/proc/self/fd/" + QByteArray::number(place->folder.get()) + '/' + place->name;
    if (made && !label.isEmpty())
        ::lsetxattr(name.constData(), XATTR_NAME_SELINUX, label.constData(), static_cast<size_t>(label.size()), 0);
    return made;
}

Result<QByteArray> LocalFileSystem::linkTargetInRoot(const QString &root, const QByteArray &path)
{
    if (Status status = checkPath(path); !status)
        return fail(std::move(status.error()));
    const Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(rootFd.error());
    const UniqueFd link = openInRoot(rootFd->get(), path, O_PATH | O_NOFOLLOW);
    if (!link.isValid())
        return fail(pathError("file.open", u"open"_s, shown(root, path)));
    QByteArray target(PATH_MAX, '\0');
    const ssize_t size = ::readlinkat(link.get(), "", target.data(), static_cast<size_t>(target.size()));
    if (size < 0)
        return fail(makeError(ErrorKind::Invalid, "file.no-link", u"%1 is no link"_s.arg(shown(root, path)),
                              {{u"path"_s, shown(root, path)}}));
    return target.first(size);
}

Result<QByteArray> LocalFileSystem::resolveInRoot(const QString &root, const QByteArray &path)
{
    if (Status status = checkPath(path); !status)
        return fail(std::move(status.error()));
    const Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(rootFd.error());
    const UniqueFd file = openInRoot(rootFd->get(), path, O_PATH);
    if (!file.isValid())
        return fail(pathError("file.open", u"open"_s, shown(root, path)));
    QByteArray top = nameOf(*rootFd);
    if (!top.endsWith('/'))
        top += '/';
    const QByteArray name = nameOf(file);
    return name.startsWith(top) ? name.mid(top.size()) : QByteArray();
}

Result<QByteArray> LocalFileSystem::labelInRoot(const QString &root, const QByteArray &path)
{
    if (Status status = checkPath(path); !status)
        return fail(std::move(status.error()));
    const Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(rootFd.error());
    const UniqueFd file = openInRoot(rootFd->get(), path, O_RDONLY | O_NONBLOCK);
    if (!file.isValid())
        return fail(pathError("file.open", u"open"_s, shown(root, path)));
    return labelOf(file.get());
}

Status LocalFileSystem::setLabelInRoot(const QString &root, const QByteArray &path, const QByteArray &label)
{
    if (Status status = checkPath(path); !status)
        return status;
    const Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(rootFd.error());
    const UniqueFd file = openInRoot(rootFd->get(), path, O_RDONLY | O_NONBLOCK);
    const FlagsAside flags(file.get());
    if (!file.isValid()
        || ::fsetxattr(file.get(), XATTR_NAME_SELINUX, label.constData(), static_cast<size_t>(label.size()), 0) != 0)
        return fail(pathError("file.label", u"label"_s, shown(root, path)));
    return {};
}

Status LocalFileSystem::moveInRoot(const QString &root, const QByteArray &from, const QByteArray &to)
{
    if (Status status = checkPath(from); !status)
        return status;
    const Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(rootFd.error());
    UniqueFd folder = openInRoot(rootFd->get(), folderOf(from), O_RDONLY | O_DIRECTORY);
    if (!folder.isValid())
        return fail(pathError("file.open", u"open the folder of"_s, shown(root, from)));
    const RootedPlace source{std::move(folder), from.mid(from.lastIndexOf('/') + 1)};
    const Result<RootedPlace> target = placeToWrite(root, to);
    if (!target)
        return fail(target.error());
    const FlagsAside sourceFlags(source.folder.get());
    const FlagsAside targetFlags(target->folder.get());
    const UniqueFd moved = openRegular(source);
    const FlagsAside movedFlags(moved.get());
    const UniqueFd old = openRegular(*target);
    const FlagsAside oldFlags(old.get());
    if (::renameat(source.folder.get(), source.name.constData(), target->folder.get(), target->name.constData()) != 0)
        return fail(pathError("file.move", u"rename"_s, shown(root, from)));
    for (const int changed : {target->folder.get(), source.folder.get()}) {
        if (durable() && ::fsync(changed) != 0)
            return fail(pathError("file.sync", u"write to the disk the folder of"_s, shown(root, from)));
    }
    return {};
}

Result<QByteArray> LocalFileSystem::readInRoot(const QString &root, const QByteArray &path, ByteCount maximum)
{
    if (Status status = checkPath(path); !status)
        return fail(std::move(status.error()));
    Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(std::move(rootFd.error()));
    // A FIFO in a foreign root must not hold us for ever.
    const UniqueFd fd = openInRoot(rootFd->get(), path, O_RDONLY | O_NONBLOCK);
    if (!fd.isValid())
        return fail(pathError("file.open", u"open"_s, shown(root, path)));
    struct stat facts = {};
    if (::fstat(fd.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return fail(makeError(ErrorKind::Io, "file.not-regular", u"%1 is not a plain file"_s.arg(shown(root, path)),
                              {{u"path"_s, shown(root, path)}}));
    return readAll(fd.get(), maximum, shown(root, path));
}

Status LocalFileSystem::removeInRoot(const QString &root, const QByteArray &path)
{
    if (Status status = checkPath(path); !status)
        return status;
    Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(std::move(rootFd.error()));
    UniqueFd folder = openInRoot(rootFd->get(), folderOf(path), O_RDONLY | O_DIRECTORY);
    if (!folder.isValid() && (errno == ENOENT || errno == ENOTDIR))
        return {};
    if (!folder.isValid())
        return fail(pathError("file.open", u"open the folder of"_s, shown(root, path)));
    const RootedPlace place{std::move(folder), path.mid(path.lastIndexOf('/') + 1)};
    const FlagsAside folderFlags(place.folder.get());
    const UniqueFd old = openRegular(place);
    const FlagsAside fileFlags(old.get());
    if (::unlinkat(place.folder.get(), place.name.constData(), 0) != 0 && errno != ENOENT)
        return fail(pathError("file.remove", u"remove"_s, shown(root, path)));
    if (durable() && ::fsync(place.folder.get()) != 0)
        return fail(pathError("file.sync", u"write to the disk the folder of"_s, shown(root, path)));
    return {};
}

Result<QStringList> LocalFileSystem::listInRoot(const QString &root, const QByteArray &path)
{
    Result<UniqueFd> rootFd = openRoot(root);
    if (!rootFd)
        return fail(std::move(rootFd.error()));
    UniqueFd fd = openInRoot(rootFd->get(), path, O_RDONLY | O_DIRECTORY);
    if (!fd.isValid())
        return fail(pathError("file.list", u"list"_s, shown(root, path)));
    return namesIn(std::move(fd), shown(root, path));
}

} // namespace cid
