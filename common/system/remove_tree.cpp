// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/remove_tree.h"

#include "common/system/file_steps.h"
#include "common/system/limits.h"

#include <QByteArrayList>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

class TreeRemoval
{
public:
    explicit TreeRemoval(dev_t device)
        : m_device(device)
    { }

    [[nodiscard]] Status remove(int parent, const QByteArray &name, const QString &path, int depth = 0)
    {
        if (::unlinkat(parent, name.constData(), 0) == 0 || errno == ENOENT)
            return {};
        if (errno != EISDIR && errno != EPERM)
            return fail(pathError("file.remove", u"remove"_s, path));
        if (Status status = empty(parent, name, path, depth); !status)
            return status;
        if (::unlinkat(parent, name.constData(), AT_REMOVEDIR) != 0)
            return fail(pathError("file.remove", u"remove"_s, path));
        return {};
    }

private:
    [[nodiscard]] Status empty(int parent, const QByteArray &name, const QString &path, int depth)
    {
        if (depth > maxRemovedDepth)
            return fail(makeError(ErrorKind::Io, "file.too-deep", u"the folders in %1 lie too deep"_s.arg(path)));
        UniqueFd folder = open(parent, name);
        if (!folder.isValid())
            return fail(pathError("file.remove", u"remove"_s, path));
        struct stat facts = {};
        if (::fstat(folder.get(), &facts) != 0)
            return fail(pathError("file.remove", u"remove"_s, path));
        if (facts.st_dev != m_device)
            return fail(makeError(ErrorKind::Io, "file.other-file-system",
                                  u"%1 is another file system: it is left alone"_s.arg(path), {{u"path"_s, path}}));
        UniqueFd listing(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        const Result<QByteArrayList> names = rawNamesIn(std::move(listing), path);
        if (!names)
            return fail(names.error());
        for (const QByteArray &inside : *names) {
            const QString innerPath = path + u'/' + QFile::decodeName(inside);
            if (Status status = remove(folder.get(), inside, innerPath, depth + 1); !status)
                return status;
        }
        return {};
    }

    // A folder of an image may be closed to its owner, which matters where that is not root.
    [[nodiscard]] static UniqueFd open(int parent, const QByteArray &name)
    {
        constexpr int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        UniqueFd folder(::openat(parent, name.constData(), flags));
        struct stat facts = {};
        const bool isClosed = !folder.isValid() && errno == EACCES;
        const bool isLocked =
            folder.isValid() && ::fstat(folder.get(), &facts) == 0 && (facts.st_mode & S_IRWXU) != S_IRWXU;
        if (isLocked)
            ::fchmod(folder.get(), S_IRWXU);
        if (isClosed && ::fstatat(parent, name.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(facts.st_mode)
            && ::fchmodat(parent, name.constData(), S_IRWXU, 0) == 0)
            folder.reset(::openat(parent, name.constData(), flags));
        return folder;
    }

    const dev_t m_device;
};

} // namespace

Status removeTreeAt(const QString &path)
{
    struct stat facts = {};
    if (::lstat(QFile::encodeName(path).constData(), &facts) != 0)
        return errno == ENOENT ? Status() : fail(pathError("file.remove", u"remove"_s, path));
    return TreeRemoval(facts.st_dev).remove(AT_FDCWD, QFile::encodeName(path), path);
}

Status removeTreeIn(int folder, const QByteArray &name, const QString &path)
{
    struct stat facts = {};
    if (::fstatat(folder, name.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? Status() : fail(pathError("file.remove", u"remove"_s, path));
    return TreeRemoval(facts.st_dev).remove(folder, name, path);
}

} // namespace cid
