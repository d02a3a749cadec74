// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/tree_writer.h"

#include "imagebuilder/limits.h"

#include <QByteArrayList>
#include <QFile>
#include <QScopeGuard>

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

unsigned long flagsOf(struct archive_entry *entry)
{
    unsigned long set = 0;
    unsigned long clear = 0;
    archive_entry_fflags(entry, &set, &clear);
    return set;
}

Status writeError(const QByteArray &path)
{
    return fail(errnoError("unpack.write", QFile::decodeName(path)));
}

timespec timeOf(struct archive_entry *entry)
{
    return {archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)};
}

} // namespace

TreeWriter::TreeWriter(int root, const UnpackOptions &options, QStringList &warnings)
    : m_root(root)
    , m_options(options)
    , m_facts(options.restoreOwners, warnings)
{ }

TreeWriter::~TreeWriter()
{
    if (m_cachedFolder >= 0)
        ::close(m_cachedFolder);
}

Result<QByteArray> TreeWriter::cleanPath(const char *path)
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

Result<int> TreeWriter::openFolder(const QByteArray &path)
{
    if (path.isEmpty())
        return m_root;
    if (m_cachedFolder >= 0 && path == m_cachedPath)
        return m_cachedFolder;
    int folder = m_root;
    const auto leave = [&](int next) {
        if (folder != m_root)
            ::close(folder);
        folder = next;
    };
    for (const QByteArray &step : path.split('/')) {
        constexpr int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        int next = ::openat(folder, step.constData(), flags);
        if (next < 0 && errno == ENOENT && ::mkdirat(folder, step.constData(), 0755) == 0)
            next = ::openat(folder, step.constData(), flags);
        if (next < 0) {
            const bool isNoFolder = errno == ENOTDIR || errno == ELOOP;
            const Status failed = writeError(path);
            leave(m_root);
            return fail(isNoFolder ? makeError(ErrorKind::Refused, "image.bad-path",
                                               u"the path \"%1\" leads through something that is no folder"_s.arg(
                                                   QFile::decodeName(path.left(80))))
                                   : failed.error());
        }
        leave(next);
    }
    if (m_cachedFolder >= 0)
        ::close(m_cachedFolder);
    m_cachedPath = path;
    m_cachedFolder = folder;
    return folder;
}

Result<TreeWriter::Place> TreeWriter::placeOf(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    const auto parent = openFolder(slash < 0 ? QByteArray() : path.left(slash));
    if (!parent)
        return fail(parent.error());
    return Place{*parent, path.mid(slash + 1)};
}

Status TreeWriter::makeRoom(const Place &place, const QByteArray &path)
{
    if (::unlinkat(place.parent, place.name.constData(), 0) == 0 || errno == ENOENT)
        return {};
    if (errno == EISDIR && ::unlinkat(place.parent, place.name.constData(), AT_REMOVEDIR) == 0)
        return {};
    return writeError(path);
}

Status TreeWriter::add(struct archive *archive, struct archive_entry *entry)
{
    const auto path = cleanPath(archive_entry_pathname(entry));
    if (!path)
        return fail(path.error());
    if (archive_entry_hardlink(entry))
        return addHardLink(entry, *path);
    if (archive_entry_filetype(entry) == AE_IFDIR)
        return addFolder(entry, *path);
    if (path->isEmpty())
        return fail(makeError(ErrorKind::Refused, "image.bad-path", u"the root is no folder in this archive"_s));
    return archive_entry_filetype(entry) == AE_IFREG ? addFile(archive, entry, *path) : addOther(entry, *path);
}

Status TreeWriter::addFolder(struct archive_entry *entry, const QByteArray &path)
{
    int folder = m_root;
    if (!path.isEmpty()) {
        const auto place = placeOf(path);
        if (!place)
            return fail(place.error());
        struct stat facts = {};
        const bool isThere = ::fstatat(place->parent, place->name.constData(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
        if (isThere && !S_ISDIR(facts.st_mode)) {
            const Status room = makeRoom(*place, path);
            if (!room)
                return room;
        }
        if (::mkdirat(place->parent, place->name.constData(), 0700) != 0 && errno != EEXIST)
            return writeError(path);
        folder = ::openat(place->parent, place->name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (folder < 0)
            return writeError(path);
    }
    m_folders.push_back({path, permissionsOf(entry), timeOf(entry)});
    noteFlags(path, flagsOf(entry));
    const Status set = m_facts.set(folder, path, entry, false);
    if (folder != m_root)
        ::close(folder);
    return set;
}

Status TreeWriter::addFile(struct archive *archive, struct archive_entry *entry, const QByteArray &path)
{
    const auto place = placeOf(path);
    if (!place)
        return fail(place.error());
    constexpr int flags = O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC;
    int file = ::openat(place->parent, place->name.constData(), flags, 0600);
    if (file < 0 && errno == EEXIST) {
        const Status room = makeRoom(*place, path);
        if (!room)
            return room;
        file = ::openat(place->parent, place->name.constData(), flags, 0600);
    }
    if (file < 0)
        return writeError(path);
    const auto closer = qScopeGuard([file] { ::close(file); });
    Status status = copyData(archive, file, path, archive_entry_size(entry));
    if (status)
        status = m_facts.set(file, path, entry, true);
    if (status)
        status = setTime(file, path, timeOf(entry));
    noteFlags(path, flagsOf(entry));
    return status;
}

Status TreeWriter::copyData(struct archive *archive, int file, const QByteArray &path, qint64 size) const
{
    for (;;) {
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(archive, &bytes, &count, &offset);
        if (result == ARCHIVE_EOF)
            break;
        if (result < ARCHIVE_WARN || offset < 0 || offset > size || static_cast<qint64>(count) > size - offset) {
            const char *text = archive_error_string(archive);
            return fail(makeError(
                ErrorKind::Corrupt, "image.bad-archive",
                u"%1: %2"_s.arg(QFile::decodeName(path), QString::fromUtf8(text ? text : "data outside of the file"))));
        }
        size_t done = 0;
        while (done < count) {
            const ssize_t written = ::pwrite(file, static_cast<const char *>(bytes) + done, count - done,
                                             offset + static_cast<off_t>(done));
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return writeError(path);
            done += static_cast<size_t>(written);
        }
    }
    return ::ftruncate(file, size) == 0 ? Status() : writeError(path);
}

Status TreeWriter::addHardLink(struct archive_entry *entry, const QByteArray &path)
{
    const auto target = cleanPath(archive_entry_hardlink(entry));
    if (!target)
        return fail(target.error());
    const auto to = placeOf(path);
    if (!to || path.isEmpty() || target->isEmpty())
        return to ? fail(makeError(ErrorKind::Refused, "image.bad-path", u"the root is no hard link"_s))
                  : fail(to.error());
    if (path == *target)
        return {};
    const Status room = makeRoom(*to, path);
    if (!room)
        return room;
    // The cache holds one folder only: keep this one while the other is looked up.
    const int keep = ::fcntl(to->parent, F_DUPFD_CLOEXEC, 0);
    const auto closer = qScopeGuard([keep] { ::close(keep); });
    const auto from = placeOf(*target);
    if (!from)
        return fail(from.error());
    if (::linkat(from->parent, from->name.constData(), keep, to->name.constData(), 0) != 0)
        return writeError(path);
    return {};
}

Status TreeWriter::addOther(struct archive_entry *entry, const QByteArray &path)
{
    const auto place = placeOf(path);
    if (!place)
        return fail(place.error());
    const auto type = archive_entry_filetype(entry);
    const bool isDevice = type == AE_IFCHR || type == AE_IFBLK;
    if (isDevice && !m_options.allowDevices) {
        m_facts.warn(path, u"device nodes are left out here"_s);
        return {};
    }
    const Status room = makeRoom(*place, path);
    if (!room)
        return room;
    const char *name = place->name.constData();
    int made = -1;
    if (type == AE_IFLNK && archive_entry_symlink(entry))
        made = ::symlinkat(archive_entry_symlink(entry), place->parent, name);
    else if (isDevice || type == AE_IFIFO)
        made =
            ::mknodat(place->parent, name, static_cast<mode_t>(type) | 0600, isDevice ? archive_entry_rdev(entry) : 0);
    else
        return fail(makeError(ErrorKind::Corrupt, "image.bad-archive",
                              u"%1 is of no known type"_s.arg(QFile::decodeName(path))));
    if (made != 0)
        return writeError(path);
    const int file = ::openat(place->parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return writeError(path);
    const auto closer = qScopeGuard([file] { ::close(file); });
    const Status set = m_facts.set(file, path, entry, true);
    return set ? setTime(file, path, timeOf(entry)) : set;
}

Status TreeWriter::setTime(int file, const QByteArray &path, const timespec &time)
{
    const timespec times[2] = {time, time};
    return ::utimensat(file, "", times, AT_EMPTY_PATH) == 0 ? Status() : writeError(path);
}

void TreeWriter::noteFlags(const QByteArray &path, unsigned long flags)
{
    if ((flags & image::keptFileFlags) != 0)
        m_flagged.push_back({path, flags & image::keptFileFlags});
}

Status TreeWriter::finish()
{
    for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder) {
        const auto opened = openFolder(folder->path);
        if (!opened)
            return fail(opened.error());
        const QByteArray link = "/proc/self/fd/" + QByteArray::number(*opened);
        if (::chmod(link.constData(), folder->mode) != 0)
            return writeError(folder->path);
        const Status timed = setTime(*opened, folder->path, folder->time);
        if (!timed)
            return timed;
    }
    for (const Flagged &flagged : m_flagged) {
        const auto place = placeOf(flagged.path.isEmpty() ? QByteArray(".") : flagged.path);
        const int file = place
            ? ::openat(place->parent, place->name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
            : -1;
        int flags = 0;
        const bool isSet = file >= 0 && ::ioctl(file, FS_IOC_GETFLAGS, &flags) == 0
            && (flags |= static_cast<int>(flagged.flags), ::ioctl(file, FS_IOC_SETFLAGS, &flags) == 0);
        if (!isSet)
            m_facts.warn(flagged.path, u"file flags are not possible here"_s);
        if (file >= 0)
            ::close(file);
    }
    return {};
}

} // namespace cid
