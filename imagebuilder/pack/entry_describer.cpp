// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/pack/entry_describer.h"

#include "imagebuilder/limits.h"
#include "imagebuilder/pack/tree_walker.h"

#include <QFile>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fnmatch.h>
#include <linux/fs.h>
#include <map>
#include <sys/ioctl.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

quint32 flagsOf(int file)
{
    int flags = 0;
    return file >= 0 && ::ioctl(file, FS_IOC_GETFLAGS, &flags) == 0 ? static_cast<quint32>(flags) & image::keptFileFlags
                                                                    : 0;
}

bool hasAttributes(int file, const QByteArray &whole)
{
    return (file >= 0 ? ::flistxattr(file, nullptr, 0) : ::llistxattr(whole.constData(), nullptr, 0)) > 0;
}

bool mayHaveHoles(const struct stat &facts)
{
    return S_ISREG(facts.st_mode) && facts.st_blocks * 512 < facts.st_size;
}

FileRecord recordOf(const WalkedEntry &walked, int file)
{
    const struct stat &facts = walked.facts;
    FileRecord record;
    record.path = walked.path;
    record.mode = facts.st_mode;
    record.uid = facts.st_uid;
    record.gid = facts.st_gid;
    record.size = S_ISREG(facts.st_mode) ? facts.st_size : 0;
    record.mtimeSeconds = facts.st_mtim.tv_sec;
    record.mtimeNanoseconds = static_cast<quint32>(facts.st_mtim.tv_nsec);
    record.device = S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode) ? facts.st_rdev : 0;
    record.flags = flagsOf(file);
    return record;
}

} // namespace

EntryDescriber::EntryDescriber(QByteArray rootPath, DescribeOptions options)
    : m_rootPath(std::move(rootPath))
    , m_options(std::move(options))
    , m_disk(archive_read_disk_new())
    , m_entry(archive_entry_new())
{
    archive_read_disk_set_symlink_physical(m_disk);
}

EntryDescriber::~EntryDescriber()
{
    archive_entry_free(m_entry);
    archive_read_free(m_disk);
}

QByteArray EntryDescriber::archiveName(const QByteArray &path, quint32 mode)
{
    return path.isEmpty() ? QByteArray("./") : S_ISDIR(mode) ? path + '/' : path;
}

Result<FileRecord> EntryDescriber::describe(const WalkedEntry &walked, int file)
{
    const struct stat &facts = walked.facts;
    FileRecord record = recordOf(walked, file);
    archive_entry_clear(m_entry);
    // Few files have more than stat tells; for all others there is no need for what libarchive asks of each.
    const QByteArray whole = m_rootPath + '/' + walked.path;
    const Status described =
        hasAttributes(file, whole) || mayHaveHoles(facts) ? describeAll(walked, file, whole) : describePlain(walked);
    if (!described)
        return fail(described.error());
    if (m_options.latestTime && record.mtimeSeconds >= *m_options.latestTime) {
        record.mtimeSeconds = *m_options.latestTime;
        record.mtimeNanoseconds = 0;
    }
    archive_entry_copy_pathname(m_entry, archiveName(walked.path, facts.st_mode).constData());
    archive_entry_set_mtime(m_entry, record.mtimeSeconds, record.mtimeNanoseconds);
    archive_entry_set_dev(m_entry, 0);
    archive_entry_set_ino(m_entry, 0);
    archive_entry_set_nlink(m_entry, 1);
    archive_entry_set_fflags(m_entry, 0, 0);
    if (const char *target = archive_entry_symlink(m_entry))
        record.target = target;
    return record;
}

Status EntryDescriber::describePlain(const WalkedEntry &walked)
{
    const struct stat &facts = walked.facts;
    archive_entry_set_mode(m_entry, facts.st_mode);
    archive_entry_set_uid(m_entry, facts.st_uid);
    archive_entry_set_gid(m_entry, facts.st_gid);
    archive_entry_set_size(m_entry, facts.st_size);
    if (S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode))
        archive_entry_set_rdev(m_entry, facts.st_rdev);
    if (!S_ISLNK(facts.st_mode))
        return {};
    QByteArray target(std::max<qsizetype>(facts.st_size, 255) + 1, '\0');
    const ssize_t size =
        ::readlinkat(walked.folder, walked.name.constData(), target.data(), static_cast<size_t>(target.size()));
    if (size < 0)
        return fail(errnoError("pack.read", QFile::decodeName(walked.path)));
    target.truncate(size);
    archive_entry_copy_symlink(m_entry, target.constData());
    return {};
}

Status EntryDescriber::describeAll(const WalkedEntry &walked, int file, const QByteArray &whole)
{
    // libarchive opens special files by this path; the name in the archive is set afterwards.
    archive_entry_copy_sourcepath(m_entry, whole.constData());
    archive_entry_copy_pathname(m_entry, whole.constData());
    if (archive_read_disk_entry_from_file(m_disk, m_entry, file, &walked.facts) < ARCHIVE_WARN) {
        return fail(makeError(
            ErrorKind::Io, "pack.read",
            u"%1: %2"_s.arg(QFile::decodeName(walked.path), QString::fromUtf8(archive_error_string(m_disk)))));
    }
    archive_entry_unset_atime(m_entry);
    archive_entry_unset_ctime(m_entry);
    archive_entry_unset_birthtime(m_entry);
    archive_entry_copy_uname(m_entry, nullptr);
    archive_entry_copy_gname(m_entry, nullptr);
    sortAttributes();
    return {};
}

bool EntryDescriber::isKept(const QByteArray &attribute) const
{
    return attribute == "security.capability"
        || std::any_of(m_options.attributes.begin(), m_options.attributes.end(), [&](const QByteArray &pattern) {
               return ::fnmatch(pattern.constData(), attribute.constData(), 0) == 0;
           });
}

void EntryDescriber::sortAttributes()
{
    std::map<QByteArray, QByteArray> attributes;
    const char *name = nullptr;
    const void *value = nullptr;
    size_t size = 0;
    archive_entry_xattr_reset(m_entry);
    while (archive_entry_xattr_next(m_entry, &name, &value, &size) == ARCHIVE_OK) {
        if (isKept(name))
            attributes.emplace(name, QByteArray(static_cast<const char *>(value), static_cast<qsizetype>(size)));
    }
    archive_entry_xattr_clear(m_entry);
    for (const auto &[key, bytes] : attributes)
        archive_entry_xattr_add_entry(m_entry, key.constData(), bytes.constData(), static_cast<size_t>(bytes.size()));
}

} // namespace cid
