// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/tree_writer.h"

#include "imagebuilder/limits.h"

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

constexpr qsizetype maxQueued = 8192; ///< paths that are remembered before the queue is waited for

unsigned long flagsOf(struct archive_entry *entry)
{
    unsigned long set = 0;
    unsigned long clear = 0;
    archive_entry_fflags(entry, &set, &clear);
    return set;
}

Error badArchive(const QByteArray &path, const QString &text)
{
    return makeError(ErrorKind::Corrupt, "image.bad-archive", QFile::decodeName(path) + text);
}

} // namespace

TreeWriter::TreeWriter(int root, const UnpackOptions &options, WorkPool &pool, QStringList &warnings, Owner owner)
    : m_root(root)
    , m_options(options)
    , m_setter(options.restoreOwners, warnings)
    , m_owner(std::move(owner))
    , m_cache(root, options.followLinks)
    , m_files(pool, m_setter)
{ }

bool TreeWriter::isQueued(const QByteArray &path) const
{
    if (m_queued.contains(path))
        return true;
    for (qsizetype slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (m_queued.contains(path.left(slash)))
            return true;
    }
    return false;
}

// An entry whose folder this run made, and that names neither a queued file nor something below one, can meet nothing
// that is not made yet.
Status TreeWriter::waitWhereNeeded(struct archive_entry *entry, const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    const bool isFolderMade = slash < 0 || m_made.contains(path.left(slash));
    const bool wasFolder = m_made.contains(path);
    if (!archive_entry_hardlink(entry) && isFolderMade && !wasFolder && !isQueued(path) && m_queued.size() < maxQueued)
        return m_files.status();
    if (wasFolder) {
        m_made.clear();
        m_cache.forget();
    }
    m_queued.clear();
    return m_files.wait();
}

Status TreeWriter::add(struct archive *archive, struct archive_entry *entry)
{
    const auto path = pathOf(archive_entry_pathname(entry));
    if (!path)
        return fail(path.error());
    if (m_options.leavesOut && m_options.leavesOut(*path)) {
        // Its folder is there all the same, as with other tools.
        const auto place = m_cache.placeOf(*path);
        return place ? Status() : fail(place.error());
    }
    const Status waited = waitWhereNeeded(entry, *path);
    if (!waited)
        return waited;
    const bool isFolder = archive_entry_filetype(entry) == AE_IFDIR && !archive_entry_hardlink(entry);
    forgetEarlier(*path, isFolder);
    if (archive_entry_hardlink(entry))
        return addHardLink(entry, *path);
    if (isFolder)
        return addFolder(entry, *path);
    if (path->isEmpty())
        return fail(makeError(ErrorKind::Refused, "image.bad-path", u"the root is no folder in this archive"_s));
    return archive_entry_filetype(entry) == AE_IFREG ? addFile(archive, entry, *path) : addOther(entry, *path);
}

void TreeWriter::forgetEarlier(const QByteArray &path, bool isFolder)
{
    m_flagged.remove(path);
    const auto known = m_folderAt.constFind(path);
    if (known != m_folderAt.constEnd() && !isFolder)
        m_folders[*known].isGone = true;
}

Result<TargetPlace> TreeWriter::emptyPlace(const QByteArray &path)
{
    auto place = m_cache.placeOf(path);
    if (!place)
        return place;
    const auto removed = makeRoom(*place, path);
    if (!removed)
        return fail(removed.error());
    if (*removed) {
        // It may have been a folder.
        m_made.clear();
        m_cache.forget();
    }
    return place;
}

Status TreeWriter::addFolder(struct archive_entry *entry, const QByteArray &path)
{
    EntryFacts facts = EntryFacts::of(entry);
    noteFolder(path, facts.permissions, facts.time);
    noteFlags(path, flagsOf(entry));
    if (path.isEmpty()) {
        const auto root = m_cache.open({});
        if (!root)
            return fail(root.error());
        Status set = m_setter.set(m_root, path, facts, **root);
        m_cache.learnRoot(); // What is made in it inherits from it.
        return set;
    }
    const auto place = m_cache.placeOf(path);
    if (!place)
        return fail(place.error());
    struct stat there = {};
    const char *name = place->name.constData();
    facts.isNew = ::mkdirat(place->folder->file, name, 0700) == 0;
    if (!facts.isNew) {
        const bool isFolder = errno == EEXIST && ::fstatat(place->folder->file, name, &there, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISDIR(there.st_mode);
        const auto room = isFolder ? Result<bool>(false) : makeRoom(*place, path);
        if (!room)
            return fail(room.error());
        if (!isFolder && ::mkdirat(place->folder->file, name, 0700) != 0)
            return fail(targetError(path));
        m_cache.forget(); // What it knows of this folder may change in a moment.
    }
    const int folder = ::openat(place->folder->file, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return fail(targetError(path));
    const auto closer = qScopeGuard([folder] { ::close(folder); });
    const Status set = m_setter.set(folder, path, facts, *place->folder);
    // Opened now, with the group and the access list that it has got: the next entry is mostly in it.
    const auto opened = set ? m_cache.open(path) : Result<SharedFolder>();
    return opened ? set : fail(opened.error());
}

Status TreeWriter::addFile(struct archive *archive, struct archive_entry *entry, const QByteArray &path)
{
    auto place = m_cache.placeOf(path);
    if (!place)
        return fail(place.error());
    const qint64 size = archive_entry_size(entry);
    noteFlags(path, flagsOf(entry));
    m_queued.insert(path);
    Status status =
        m_files.begin({std::move(*place), path, EntryFacts::of(entry), size, archive_entry_sparse_count(entry) > 0});
    if (status)
        status = queueData(archive, path, size);
    m_files.end();
    return status;
}

Status TreeWriter::queueData(struct archive *archive, const QByteArray &path, qint64 size)
{
    for (;;) {
        const void *bytes = nullptr;
        size_t count = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(archive, &bytes, &count, &offset);
        if (result == ARCHIVE_EOF)
            return {};
        if (result < ARCHIVE_WARN || offset < 0 || offset > size || static_cast<qint64>(count) > size - offset) {
            const char *text = archive_error_string(archive);
            return fail(badArchive(path, u": "_s + QString::fromUtf8(text ? text : "data outside of the file")));
        }
        FilePart part;
        part.offset = offset;
        part.chunk = m_owner(bytes, count);
        const auto length = static_cast<qsizetype>(count);
        if (!part.chunk)
            part.copy = QByteArray(static_cast<const char *>(bytes), length);
        part.bytes = part.chunk ? QByteArrayView(static_cast<const char *>(bytes), length) : QByteArrayView(part.copy);
        m_files.add(std::move(part));
    }
}

Status TreeWriter::addHardLink(struct archive_entry *entry, const QByteArray &path)
{
    const auto target = pathOf(archive_entry_hardlink(entry));
    if (!target)
        return fail(target.error());
    if (path.isEmpty() || target->isEmpty())
        return fail(makeError(ErrorKind::Refused, "image.bad-path", u"the root is no hard link"_s));
    if (path == *target)
        return {};
    const auto to = emptyPlace(path);
    if (!to)
        return fail(to.error());
    const auto from = m_cache.placeOf(*target);
    if (!from)
        return fail(from.error());
    if (::linkat(from->folder->file, from->name.constData(), to->folder->file, to->name.constData(), 0) != 0)
        return fail(targetError(path));
    return {};
}

Status TreeWriter::addOther(struct archive_entry *entry, const QByteArray &path)
{
    const auto type = archive_entry_filetype(entry);
    const bool isDevice = type == AE_IFCHR || type == AE_IFBLK;
    if (isDevice && !m_options.allowDevices) {
        m_setter.warn(path, u"device nodes are left out here"_s);
        return {};
    }
    const auto place = emptyPlace(path);
    if (!place)
        return fail(place.error());
    const int folder = place->folder->file;
    const char *name = place->name.constData();
    int made = -1;
    if (type == AE_IFLNK && archive_entry_symlink(entry))
        made = ::symlinkat(archive_entry_symlink(entry), folder, name);
    else if (isDevice || type == AE_IFIFO)
        made = ::mknodat(folder, name, static_cast<mode_t>(type) | 0600, isDevice ? archive_entry_rdev(entry) : 0);
    else
        return fail(badArchive(path, u" is of no known type"_s));
    if (made != 0)
        return fail(targetError(path));
    const int file = ::openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return fail(targetError(path));
    const auto closer = qScopeGuard([file] { ::close(file); });
    const EntryFacts facts = EntryFacts::of(entry);
    const Status set = m_setter.set(file, path, facts, *place->folder);
    return set ? setTime(file, path, facts.time) : set;
}

void TreeWriter::noteFolder(const QByteArray &path, unsigned permissions, const timespec &time)
{
    // Of a folder that comes twice the last entry counts, and its place among the others stays.
    const auto known = m_folderAt.constFind(path);
    if (known != m_folderAt.constEnd()) {
        m_folders[*known] = {path, permissions, time, false};
    } else {
        m_folderAt.insert(path, m_folders.size());
        m_folders.push_back({path, permissions, time, false});
    }
    if (!path.isEmpty())
        m_made.insert(path);
}

void TreeWriter::noteFlags(const QByteArray &path, unsigned long flags)
{
    if ((flags & image::keptFileFlags) != 0)
        m_flagged.insert(path, flags & image::keptFileFlags);
    else
        m_flagged.remove(path);
}

void TreeWriter::setFlags(const QByteArray &named, unsigned long wanted)
{
    // From a manifest, which is believed as little as an archive.
    const auto path = cleanPath(named.isEmpty() ? "." : named.constData());
    const auto place = path ? m_cache.placeOf(*path) : fail(path.error());
    const QByteArray name = place && !place->name.isEmpty() ? place->name : QByteArray(".");
    const int file =
        place ? ::openat(place->folder->file, name.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) : -1;
    int flags = 0;
    const bool isSet = file >= 0 && ::ioctl(file, FS_IOC_GETFLAGS, &flags) == 0
        && (flags |= static_cast<int>(wanted), ::ioctl(file, FS_IOC_SETFLAGS, &flags) == 0);
    if (!isSet)
        m_setter.warn(named, u"file flags are not possible here"_s);
    if (file >= 0)
        ::close(file);
}

Status TreeWriter::finish()
{
    const Status waited = m_files.wait();
    if (!waited)
        return waited;
    for (auto folder = m_folders.rbegin(); folder != m_folders.rend(); ++folder) {
        if (folder->isGone)
            continue;
        const auto opened = m_cache.open(folder->path);
        if (!opened)
            return fail(opened.error());
        const QByteArray link = "/proc/self/fd/" + QByteArray::number((*opened)->file);
        if (::chmod(link.constData(), folder->mode) != 0)
            return fail(targetError(folder->path));
        const Status timed = setTime((*opened)->file, folder->path, folder->time);
        if (!timed)
            return timed;
    }
    const Status passed = m_options.asOthersDo ? finishPassed() : Status();
    if (!passed)
        return passed;
    for (const auto &[path, flags] : m_flagged.asKeyValueRange())
        setFlags(path, flags);
    return {};
}

Status TreeWriter::finishPassed()
{
    // What comes last lies deepest: to open one changes nothing above it.
    const std::vector<FolderCache::Passed> passed = m_cache.passed();
    m_cache.forget();
    for (auto one = passed.rbegin(); one != passed.rend(); ++one) {
        const auto entry = m_folderAt.constFind(one->path);
        if (entry != m_folderAt.constEnd())
            continue;
        const auto folder = m_cache.open(one->path);
        if (!folder || (*folder)->inode != one->inode)
            continue; // Something else took its name.
        const QByteArray link = "/proc/self/fd/" + QByteArray::number((*folder)->file);
        if (one->isMade && ::chmod(link.constData(), 0755) != 0)
            return fail(targetError(one->path));
        const Status timed = setTime((*folder)->file, one->path, one->time);
        if (!timed)
            return timed;
    }
    return {};
}

Status TreeWriter::finishRoot()
{
    for (const Folder &folder : m_folders) {
        if (folder.path.isEmpty())
            return setTime(m_root, folder.path, folder.time);
    }
    return {};
}

} // namespace cid
