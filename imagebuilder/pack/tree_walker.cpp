// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/tree_walker.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

ExcludeList::ExcludeList(const QByteArrayList &patterns)
{
    for (QByteArray pattern : patterns) {
        while (pattern.startsWith('/') || pattern.startsWith("./"))
            pattern.remove(0, pattern.startsWith('/') ? 1 : 2);
        while (pattern.endsWith('/'))
            pattern.chop(1);
        if (!pattern.isEmpty())
            m_patterns.append(pattern);
    }
}

bool ExcludeList::matches(const QByteArray &path) const
{
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&path](const QByteArray &pattern) {
        return ::fnmatch(pattern.constData(), path.constData(), FNM_PATHNAME) == 0;
    });
}

Status TreeWalker::walk()
{
    struct stat facts = {};
    if (::fstat(m_root, &facts) != 0)
        return fail(errnoError("pack.walk", u"the root"_s));
    m_device = facts.st_dev;
    m_paths = {QByteArray()};
    m_leftOut.clear();
    const Status status = walkFolder(m_root, ".", {});
    std::sort(m_paths.begin(), m_paths.end());
    return status;
}

Status TreeWalker::walkFolder(int parent, const QByteArray &name, const QByteArray &path)
{
    const int folder = ::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return fail(errnoError("pack.walk", QFile::decodeName(path)));
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(folder), &::closedir);
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(stream.get());
        if (!entry)
            return errno == 0 ? Status() : Status(fail(errnoError("pack.walk", QFile::decodeName(path))));
        const QByteArray child(entry->d_name);
        if (child == "." || child == "..")
            continue;
        const QByteArray childPath = path.isEmpty() ? child : path + '/' + child;
        if (m_excludes.matches(childPath)) {
            m_leftOut.append(childPath);
            continue;
        }
        struct stat facts = {};
        if (::fstatat(folder, child.constData(), &facts, AT_SYMLINK_NOFOLLOW) != 0)
            return fail(errnoError("pack.walk", QFile::decodeName(childPath)));
        if (S_ISSOCK(facts.st_mode)) {
            m_leftOut.append(childPath);
            continue;
        }
        m_paths.append(childPath);
        if (!S_ISDIR(facts.st_mode))
            continue;
        if (facts.st_dev != m_device) {
            m_leftOut.append(childPath + "/*");
            continue;
        }
        const Status below = walkFolder(folder, child, childPath);
        if (!below)
            return below;
    }
}

} // namespace cid
