// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/tree_walker.h"

#include "imagebuilder/pack/read_ahead.h"

#include <QFile>
#include <QScopeGuard>
#include <QSet>

#include <algorithm>
#include <array>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <linux/magic.h>
#include <memory>
#include <sys/vfs.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// What never belongs to a machine's own files: the kernel's views and the network's folders.
constexpr std::array<quint32, 16> foreignSystems{
    PROC_SUPER_MAGIC,   SYSFS_MAGIC,           CGROUP_SUPER_MAGIC,    CGROUP2_SUPER_MAGIC,
    DEBUGFS_MAGIC,      TRACEFS_MAGIC,         SECURITYFS_MAGIC,      BPF_FS_MAGIC,
    DEVPTS_SUPER_MAGIC, EFIVARFS_MAGIC,        PSTOREFS_MAGIC,        AUTOFS_SUPER_MAGIC,
    NFS_SUPER_MAGIC,    0xff534d42 /* cifs */, 0x65735546 /* fuse */, 0x0bd00bd0 /* lustre */};

} // namespace

ExcludeList::ExcludeList(const QByteArrayList &patterns)
{
    for (QByteArray pattern : patterns) {
        while (pattern.startsWith('/') || pattern.startsWith("./"))
            pattern.remove(0, pattern.startsWith('/') ? 1 : 2);
        while (pattern.endsWith('/'))
            pattern.chop(1);
        const auto special = std::find_if(pattern.cbegin(), pattern.cend(), [](char letter) {
            return letter == '*' || letter == '?' || letter == '[' || letter == '\\';
        });
        if (!pattern.isEmpty())
            m_patterns.push_back({pattern, special - pattern.cbegin()});
    }
}

bool ExcludeList::matches(const QByteArray &path) const
{
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&path](const Pattern &pattern) {
        // Most patterns differ in their first letters already, and fnmatch is slow.
        return path.startsWith(QByteArrayView(pattern.text).first(pattern.plain))
            && (pattern.plain == pattern.text.size()
                    ? path.size() == pattern.plain
                    : ::fnmatch(pattern.text.constData(), path.constData(), FNM_PATHNAME) == 0);
    });
}

Status TreeWalker::problem(const char *code, const QByteArray &path)
{
    const Error error = errnoError(code, path.isEmpty() ? u"the root"_s : QFile::decodeName(path));
    return m_options.onProblem ? m_options.onProblem(error) : Status(fail(error));
}

Status TreeWalker::walk(const Visit &visit)
{
    m_leftOut.clear();
    WalkedEntry root;
    root.folder = m_root;
    root.name = ".";
    if (::fstat(m_root, &root.facts) != 0)
        return fail(errnoError("pack.walk", u"the root"_s));
    m_device = root.facts.st_dev;
    const auto step = visit(root);
    if (!step)
        return fail(step.error());
    return *step == WalkStep::Go ? walkFolder(m_root, ".", {}, visit) : Status();
}

Result<std::vector<TreeWalker::Name>> TreeWalker::namesIn(int folder, const QByteArray &path)
{
    std::vector<Name> names;
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(copy < 0 ? nullptr : ::fdopendir(copy), &::closedir);
    if (!stream) {
        const Status reported = problem("pack.walk", path);
        return reported ? Result<std::vector<Name>>(names) : fail(reported.error());
    }
    for (;;) {
        errno = 0;
        const dirent *entry = ::readdir(stream.get());
        if (!entry)
            break;
        const QByteArray name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        unsigned char type = entry->d_type;
        if (type == DT_UNKNOWN) {
            struct stat facts = {};
            const bool isKnown = ::fstatat(folder, entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0;
            type = isKnown ? static_cast<unsigned char>(IFTODT(facts.st_mode)) : static_cast<unsigned char>(DT_UNKNOWN);
        }
        names.push_back({name, entry->d_ino, type == DT_REG});
        // "a-b" sorts between "a" and "a/b": a folder and what is in it are two things.
        if (type == DT_DIR)
            names.push_back({name + '/', entry->d_ino, false});
    }
    if (errno != 0) {
        const Status reported = problem("pack.walk", path);
        if (!reported)
            return fail(reported.error());
    }
    std::sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.key < b.key; });
    return names;
}

void TreeWalker::askAhead(int folder, const std::vector<Name> &names) const
{
    if (!m_options.readAhead || !m_options.readAhead->isNeeded())
        return;
    std::vector<ReadAhead::File> files;
    for (const Name &name : names) {
        if (name.isFile)
            files.push_back({name.key, name.inode});
    }
    m_options.readAhead->begin(folder, std::move(files));
}

bool TreeWalker::isMountToSkip(int folder, const QByteArray &name, quint64 device) const
{
    if (device == m_device)
        return false;
    if (m_options.oneFileSystem)
        return true;
    const int mount = ::openat(folder, name.constData(), O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
    struct statfs facts = {};
    const bool isKnown = mount >= 0 && ::fstatfs(mount, &facts) == 0;
    if (mount >= 0)
        ::close(mount);
    return !isKnown
        || std::find(foreignSystems.begin(), foreignSystems.end(), static_cast<quint32>(facts.f_type))
        != foreignSystems.end();
}

Result<WalkStep> TreeWalker::visitEntry(WalkedEntry &entry, const Visit &visit)
{
    if (m_options.excludes.matches(entry.path)) {
        m_leftOut.append(entry.path);
        return WalkStep::Skip;
    }
    if (::fstatat(entry.folder, entry.name.constData(), &entry.facts, AT_SYMLINK_NOFOLLOW) != 0) {
        const Status reported = problem("pack.walk", entry.path);
        return reported ? Result<WalkStep>(WalkStep::Skip) : fail(reported.error());
    }
    if (S_ISSOCK(entry.facts.st_mode)) {
        m_leftOut.append(entry.path);
        return WalkStep::Skip;
    }
    const auto step = visit(entry);
    if (!step || *step == WalkStep::Skip || !S_ISDIR(entry.facts.st_mode))
        return step;
    if (!isMountToSkip(entry.folder, entry.name, entry.facts.st_dev))
        return WalkStep::Go;
    m_leftOut.append(entry.path + "/*");
    return WalkStep::Skip;
}

Status TreeWalker::walkFolder(int parent, const QByteArray &name, const QByteArray &path, const Visit &visit)
{
    const int folder = ::openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return problem("pack.walk", path);
    const auto closer = qScopeGuard([folder] { ::close(folder); });
    auto names = namesIn(folder, path);
    if (!names)
        return fail(names.error());
    askAhead(folder, *names);
    // Folders whose insides are left out; there are few, and each is looked up once.
    QSet<QByteArray> skipped;
    const bool isOwn = m_options.own.isFolder(folder);
    WalkedEntry entry;
    entry.folder = folder;
    for (const Name &one : *names) {
        if (one.key.endsWith('/')) {
            const QByteArray below = one.key.chopped(1);
            if (skipped.remove(below))
                continue;
            const Status walked = walkFolder(folder, below, path.isEmpty() ? below : path + '/' + below, visit);
            if (!walked)
                return walked;
            continue;
        }
        entry.name = one.key;
        entry.path = path.isEmpty() ? one.key : path + '/' + one.key;
        if (isOwn && OwnFiles::isOwnName(one.key)) {
            m_leftOut.append(entry.path);
            skipped.insert(one.key);
            continue;
        }
        const auto step = visitEntry(entry, visit);
        if (!step)
            return fail(step.error());
        if (*step == WalkStep::Skip)
            skipped.insert(one.key);
    }
    return {};
}

} // namespace cid
