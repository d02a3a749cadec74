// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/file_steps.h"
#include "common/system/file_system.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

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
            if (::mkdirat(parent.get(), part.constData(), 0755) != 0)
                return fail(pathError("file.make-folder", u"make the folder"_s, shown(rootName, sofar)));
            next = openInRoot(root, sofar, O_RDONLY | O_DIRECTORY);
        }
        if (!next.isValid())
            return fail(pathError("file.open", u"open the folder"_s, shown(rootName, sofar)));
        parent = std::move(next);
    }
    return parent;
}

} // namespace

Status LocalFileSystem::replaceInRoot(const RootedFile &file)
{
    if (Status status = checkPath(file.path); !status)
        return status;
    Result<UniqueFd> root = openRoot(file.root);
    if (!root)
        return fail(std::move(root.error()));
    const qsizetype slash = file.path.lastIndexOf('/');
    const QByteArray folderPath = slash < 0 ? QByteArray() : file.path.left(slash);
    Result<UniqueFd> folder = folderInRoot(root->get(), folderPath, file.root);
    if (!folder)
        return fail(std::move(folder.error()));
    const NewContent content{file.path.mid(slash + 1), file.content, file.mode, durable()};
    return replaceInFolder(folder->get(), content, shown(file.root, file.path));
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
    const qsizetype slash = path.lastIndexOf('/');
    const UniqueFd folder =
        openInRoot(rootFd->get(), slash < 0 ? QByteArray() : path.left(slash), O_RDONLY | O_DIRECTORY);
    if (!folder.isValid() && (errno == ENOENT || errno == ENOTDIR))
        return {};
    if (!folder.isValid())
        return fail(pathError("file.open", u"open the folder of"_s, shown(root, path)));
    if (::unlinkat(folder.get(), path.mid(slash + 1).constData(), 0) != 0 && errno != ENOENT)
        return fail(pathError("file.remove", u"remove"_s, shown(root, path)));
    if (durable() && ::fsync(folder.get()) != 0)
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
