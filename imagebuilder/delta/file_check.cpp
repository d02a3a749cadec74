// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/file_check.h"

#include "imagebuilder/limits.h"
#include "imagebuilder/sha256.h"

#include <QScopeGuard>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype checkReadSize = 256 * 1024;

// What a slot's file system can hold of a time: old inodes of ext4, and XFS without bigtime, have whole seconds or no
// more than 32 bits of them. The content is compared anyway.
bool isTimeOf(const FileRecord &record, const timespec &time)
{
    constexpr qint64 first = std::numeric_limits<qint32>::min();
    constexpr qint64 last = std::numeric_limits<qint32>::max();
    const bool isWhole = time.tv_nsec == 0 && time.tv_sec == std::clamp(record.mtimeSeconds, first, last);
    return isWhole
        || (time.tv_sec == record.mtimeSeconds && time.tv_nsec == static_cast<long>(record.mtimeNanoseconds));
}

/// A stretch of a file, to its end: what has to be read, or a hole.
struct Stretch
{
    qint64 end = 0;
    bool isHole = false;
};

// The kernel fills memory with zeros for whoever reads a hole, which takes longer than to hash them.
Stretch stretchAt(int file, qint64 at, qint64 size)
{
    const off_t data = ::lseek(file, at, SEEK_DATA);
    struct stat facts = {};
    if (data < 0 && errno == ENXIO && ::fstat(file, &facts) == 0 && facts.st_size >= size)
        return {size, true}; // No data from here to the end.
    if (data > at)
        return {std::min<qint64>(data, size), true};
    const off_t hole = data < 0 ? -1 : ::lseek(file, at, SEEK_HOLE);
    return {hole > at ? std::min<qint64>(hole, size) : size, false};
}

} // namespace

std::optional<quint32> comparedFlagsOf(int folder, const QByteArray &path)
{
    static_assert(STATX_ATTR_IMMUTABLE == FS_IMMUTABLE_FL && STATX_ATTR_APPEND == FS_APPEND_FL
                  && STATX_ATTR_NODUMP == FS_NODUMP_FL);
    struct statx facts = {};
    const int how = AT_SYMLINK_NOFOLLOW | (path.isEmpty() ? AT_EMPTY_PATH : 0);
    if (::statx(folder, path.constData(), how, STATX_TYPE, &facts) != 0
        || (facts.stx_attributes_mask & image::comparedFileFlags) != image::comparedFileFlags)
        return {};
    return static_cast<quint32>(facts.stx_attributes) & image::comparedFileFlags;
}

FileAspects FileCheck::compare(const FileRecord &record, const struct stat &facts)
{
    if ((record.mode & S_IFMT) != (facts.st_mode & S_IFMT))
        return FileAspect::Type;
    FileAspects aspects;
    aspects.setFlag(FileAspect::Mode, !S_ISLNK(facts.st_mode) && record.mode != facts.st_mode);
    aspects.setFlag(FileAspect::Owner, record.uid != facts.st_uid || record.gid != facts.st_gid);
    aspects.setFlag(FileAspect::Time, !isTimeOf(record, facts.st_mtim));
    if (record.isHardLink)
        return aspects | compareLink(record, facts);
    const bool isDevice = S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode);
    if ((S_ISREG(facts.st_mode) && record.size != facts.st_size) || (isDevice && record.device != facts.st_rdev)
        || (S_ISLNK(facts.st_mode) && !hasTarget(record)))
        return aspects | FileAspect::Content;
    const bool isRead = S_ISREG(facts.st_mode) && m_options.withContent;
    const bool hasFlags = S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode);
    const auto flags = hasFlags && !isRead ? comparedFlagsOf(m_root, record.path) : std::nullopt;
    if (flags)
        aspects.setFlag(FileAspect::Flags, *flags != (record.flags & image::comparedFileFlags));
    if (isRead || (!flags && hasFlags && record.flags != 0)) {
        m_toRead.push_back(&record);
        m_toReadBytes += isRead ? record.size : 0;
    }
    return aspects;
}

FileAspects FileCheck::compareLink(const FileRecord &record, const struct stat &facts) const
{
    struct stat target = {};
    const bool isShared = ::fstatat(m_root, record.target.constData(), &target, AT_SYMLINK_NOFOLLOW) == 0
        && target.st_ino == facts.st_ino && target.st_dev == facts.st_dev;
    return isShared ? FileAspects() : FileAspect::Link;
}

bool FileCheck::hasTarget(const FileRecord &record) const
{
    // One byte more than expected, so that a longer target is seen.
    QByteArray target(record.target.size() + 1, Qt::Uninitialized);
    const ssize_t size =
        ::readlinkat(m_root, record.path.constData(), target.data(), static_cast<size_t>(target.size()));
    return size >= 0 && QByteArrayView(target).first(size) == record.target;
}

FileAspects FileCheck::read(const FileRecord &record, QByteArray &buffer)
{
    const int file = ::openat(m_root, record.path.isEmpty() ? "." : record.path.constData(),
                              O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return errno == ENOENT ? FileAspect::Missing : FileAspect::Unreadable;
    const auto closer = qScopeGuard([file] { ::close(file); });
    FileAspects aspects;
    int flags = 0;
    if (::ioctl(file, FS_IOC_GETFLAGS, &flags) == 0)
        aspects.setFlag(FileAspect::Flags,
                        ((static_cast<quint32>(flags) ^ record.flags) & image::comparedFileFlags) != 0);
    if (!S_ISREG(record.mode) || !m_options.withContent)
        return aspects;
    errno = 0;
    const auto hash = hashOf(file, record.size, buffer);
    if (m_stopped)
        return aspects;
    if (!hash)
        return aspects | (errno != 0 ? FileAspect::Unreadable : FileAspect::Content);
    return *hash == record.sha256 ? aspects : aspects | FileAspect::Content;
}

std::optional<QByteArray> FileCheck::hashOf(int file, ByteCount size, QByteArray &buffer)
{
    static const QByteArray zeros(checkReadSize, '\0');
    Sha256 hash;
    Stretch stretch;
    for (ByteCount at = 0; at < size && !m_stopped;) {
        if (at >= stretch.end)
            stretch = stretchAt(file, at, size);
        const auto part = std::min<ByteCount>(stretch.end - at, checkReadSize);
        const ssize_t count = stretch.isHole ? part : ::pread(file, buffer.data(), static_cast<size_t>(part), at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count == 0)
            errno = 0;
        if (count <= 0)
            return {};
        hash.add(QByteArrayView(stretch.isHole ? zeros : buffer).first(count));
        at += count;
        note(count, stretch.isHole ? 0 : count);
    }
    return hash.finish();
}

void FileCheck::note(ByteCount done, ByteCount read)
{
    const std::lock_guard lock(m_mutex);
    m_bytes += done;
    m_read += read;
    if (m_options.progress)
        m_options.progress(m_bytes, m_toReadBytes);
    if (m_options.cancelled && m_options.cancelled())
        m_stopped = true;
}

void FileCheck::work()
{
    QByteArray buffer(checkReadSize, Qt::Uninitialized);
    while (!m_stopped) {
        const size_t index = m_next++;
        if (index >= m_toRead.size())
            return;
        const FileAspects aspects = read(*m_toRead[index], buffer);
        if (!aspects)
            continue;
        const std::lock_guard lock(m_mutex);
        m_found.push_back({m_toRead[index]->path, aspects});
    }
}

Result<std::vector<TreeDifference>> FileCheck::finish()
{
    const unsigned wanted =
        m_options.threads > 0 ? static_cast<unsigned>(m_options.threads) : std::thread::hardware_concurrency();
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::min<size_t>(std::max(1U, wanted), m_toRead.size()); ++i)
        threads.emplace_back([this] { work(); });
    work();
    for (std::thread &thread : threads)
        thread.join();
    if (m_stopped)
        return fail(makeError(ErrorKind::Cancelled, "check.cancelled", u"stopped on request"_s));
    return std::move(m_found);
}

} // namespace cid
