// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/folder_cache.h"

#include "imagebuilder/limits.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

void learn(TargetFolder &folder)
{
    struct stat facts = {};
    if (::fstat(folder.file, &facts) == 0) {
        folder.group = facts.st_gid;
        folder.inode = facts.st_ino;
        folder.time = facts.st_mtim;
    }
    // A descriptor that is only a path takes attributes by its name in /proc.
    const QByteArray link = "/proc/self/fd/" + QByteArray::number(folder.file);
    folder.passesOnLists = ::getxattr(link.constData(), "system.posix_acl_default", nullptr, 0) > 0;
}

} // namespace

Error targetError(const QByteArray &path)
{
    return errnoError("unpack.write", path.isEmpty() ? u"the target"_s : QFile::decodeName(path));
}

TargetFolder::~TargetFolder()
{
    if (isOwned && file >= 0)
        ::close(file);
}

Result<QByteArray> cleanPath(const char *path)
{
    const QByteArray whole(path ? path : "");
    const auto bad = [&whole](const QString &why) {
        return fail(makeError(ErrorKind::Refused, "image.bad-path",
                              u"the path \"%1\" %2"_s.arg(QString::fromUtf8(whole.left(80)), why)));
    };
    if (whole.isEmpty())
        return bad(u"is empty"_s);
    if (whole.size() > image::maxPath)
        return bad(u"is too long"_s);
    if (whole.startsWith('/'))
        return bad(u"is absolute"_s);
    QByteArrayList steps;
    for (const QByteArray &step : whole.split('/')) {
        if (step == "..")
            return bad(u"leads upwards"_s);
        if (!step.isEmpty() && step != ".")
            steps.append(step);
    }
    return steps.join('/');
}

Result<QByteArray> cleanPathInside(const char *path)
{
    while (path && path[0] == '/' && path[1] != '\0')
        ++path;
    return cleanPath(path && path[0] == '/' ? "." : path);
}

FolderCache::FolderCache(int root, bool followLinks)
    : m_rootFile(root)
    , m_followLinks(followLinks)
{
    learnRoot();
    note({}, *m_root, false);
}

void FolderCache::learnRoot()
{
    auto folder = std::make_shared<TargetFolder>();
    folder->file = m_rootFile;
    folder->isOwned = false;
    learn(*folder);
    m_root = folder;
}

void FolderCache::note(const QByteArray &path, const TargetFolder &folder, bool isMade)
{
    if (m_known.contains(path))
        return;
    m_known.insert(path);
    m_passed.push_back({path, folder.inode, isMade ? timespec() : folder.time, isMade});
}

Result<SharedFolder> FolderCache::enter(int parent, const QByteArrayList &names, qsizetype count)
{
    constexpr int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    const QByteArray &name = names[count - 1];
    const QByteArray path = names.first(count).join('/');
    auto folder = std::make_shared<TargetFolder>();
    folder->file = ::openat(parent, name.constData(), flags);
    const bool isMade = folder->file < 0 && errno == ENOENT && ::mkdirat(parent, name.constData(), 0755) == 0;
    if (isMade)
        folder->file = ::openat(parent, name.constData(), flags);
    if (folder->file < 0 && m_followLinks && (errno == ENOTDIR || errno == ELOOP)) {
        open_how how = {};
        how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
        how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
        folder->file = static_cast<int>(::syscall(SYS_openat2, m_rootFile, path.constData(), &how, sizeof(how)));
    }
    if (folder->file >= 0) {
        learn(*folder);
        note(path, *folder, isMade);
        return SharedFolder(folder);
    }
    const QByteArray whole = names.join('/');
    if (errno != ENOTDIR && errno != ELOOP)
        return fail(targetError(whole));
    return fail(makeError(
        ErrorKind::Refused, "image.bad-path",
        u"the path \"%1\" leads through something that is no folder"_s.arg(QFile::decodeName(whole.left(80)))));
}

Result<SharedFolder> FolderCache::open(const QByteArray &path)
{
    const QByteArrayList names = path.isEmpty() ? QByteArrayList() : path.split('/');
    const auto count = static_cast<size_t>(names.size());
    size_t known = 0;
    while (known < count && known < m_steps.size() && m_steps[known].name == names[static_cast<qsizetype>(known)])
        ++known;
    m_steps.resize(known);
    SharedFolder folder = known == 0 ? m_root : m_steps.back().folder;
    for (size_t i = known; i < count; ++i) {
        auto next = enter(folder->file, names, static_cast<qsizetype>(i) + 1);
        if (!next)
            return next;
        folder = *next;
        m_steps.push_back({names[static_cast<qsizetype>(i)], folder});
    }
    return folder;
}

Result<TargetPlace> FolderCache::placeOf(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    const auto folder = open(slash < 0 ? QByteArray() : path.left(slash));
    if (!folder)
        return fail(folder.error());
    return TargetPlace{*folder, path.mid(slash + 1)};
}

void FolderCache::forget()
{
    m_steps.clear();
}

Result<bool> makeRoom(const TargetPlace &place, const QByteArray &path)
{
    if (::unlinkat(place.folder->file, place.name.constData(), 0) == 0)
        return true;
    if (errno == ENOENT)
        return false;
    if (errno == EISDIR && ::unlinkat(place.folder->file, place.name.constData(), AT_REMOVEDIR) == 0)
        return true;
    return fail(targetError(path));
}

} // namespace cid
