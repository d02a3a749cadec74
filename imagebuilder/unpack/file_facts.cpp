// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/unpack/file_facts.h"

#include "imagebuilder/unpack/folder_cache.h"

#include <QFile>
#include <QtEndian>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <vector>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxWarnings = 100;

quint16 kernelTag(int tag)
{
    switch (tag) {
    case ARCHIVE_ENTRY_ACL_USER_OBJ:
        return 0x01;
    case ARCHIVE_ENTRY_ACL_USER:
        return 0x02;
    case ARCHIVE_ENTRY_ACL_GROUP_OBJ:
        return 0x04;
    case ARCHIVE_ENTRY_ACL_GROUP:
        return 0x08;
    case ARCHIVE_ENTRY_ACL_MASK:
        return 0x10;
    case ARCHIVE_ENTRY_ACL_OTHER:
        return 0x20;
    default:
        return 0;
    }
}

struct AccessEntry
{
    quint16 tag;
    quint16 permissions;
    quint32 id;
    auto operator<=>(const AccessEntry &) const = default;
};

} // namespace

unsigned permissionsOf(struct archive_entry *entry)
{
    const unsigned plain = archive_entry_perm(entry);
    int type = 0;
    int permissions = 0;
    int tag = 0;
    int id = 0;
    const char *name = nullptr;
    archive_entry_acl_reset(entry, ARCHIVE_ENTRY_ACL_TYPE_ACCESS);
    while (archive_entry_acl_next(entry, ARCHIVE_ENTRY_ACL_TYPE_ACCESS, &type, &permissions, &tag, &id, &name)
           == ARCHIVE_OK) {
        if (tag == ARCHIVE_ENTRY_ACL_MASK)
            return (plain & ~070U) | (static_cast<unsigned>(permissions & 7) << 3);
    }
    return plain;
}

QByteArray accessListAttribute(struct archive_entry *entry, int type)
{
    std::vector<AccessEntry> list;
    archive_entry_acl_reset(entry, type);
    int found = 0;
    int permissions = 0;
    int tag = 0;
    int id = 0;
    const char *name = nullptr;
    while (archive_entry_acl_next(entry, type, &found, &permissions, &tag, &id, &name) == ARCHIVE_OK) {
        const quint16 kernel = kernelTag(tag);
        const bool isNamed = kernel == 0x02 || kernel == 0x08;
        if (kernel != 0 && found == type)
            list.push_back(
                {kernel, static_cast<quint16>(permissions & 7), isNamed ? static_cast<quint32>(id) : 0xffffffffU});
    }
    if (list.empty())
        return {};
    std::sort(list.begin(), list.end());
    QByteArray bytes(static_cast<qsizetype>(4 + 8 * list.size()), '\0');
    char *at = bytes.data();
    qToLittleEndian(quint32(2), at);
    at += 4;
    for (const AccessEntry &one : list) {
        qToLittleEndian(one.tag, at);
        qToLittleEndian(one.permissions, at + 2);
        qToLittleEndian(one.id, at + 4);
        at += 8;
    }
    return bytes;
}

EntryFacts EntryFacts::of(struct archive_entry *entry)
{
    EntryFacts facts;
    facts.type = archive_entry_filetype(entry);
    facts.permissions = permissionsOf(entry);
    facts.uid = static_cast<uid_t>(archive_entry_uid(entry));
    facts.gid = static_cast<gid_t>(archive_entry_gid(entry));
    facts.time = {archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)};
    const char *name = nullptr;
    const void *value = nullptr;
    size_t size = 0;
    archive_entry_xattr_reset(entry);
    while (archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK) {
        // Access lists come as such; anything else below system. is the kernel's own.
        if (std::strncmp(name, "system.", 7) != 0)
            facts.attributes.emplace_back(name,
                                          QByteArray(static_cast<const char *>(value), static_cast<qsizetype>(size)));
    }
    facts.accessList = accessListAttribute(entry, ARCHIVE_ENTRY_ACL_TYPE_ACCESS);
    if (facts.type == AE_IFDIR)
        facts.defaultList = accessListAttribute(entry, ARCHIVE_ENTRY_ACL_TYPE_DEFAULT);
    return facts;
}

FactSetter::FactSetter(bool restoreOwners, QStringList &warnings)
    : m_restoreOwners(restoreOwners)
    , m_ownUid(::geteuid())
    , m_ownGid(::getegid())
    , m_warnings(warnings)
{ }

void FactSetter::warn(const QByteArray &path, const QString &what)
{
    const std::lock_guard lock(m_mutex);
    if (m_warnings.size() < maxWarnings)
        m_warnings.append(QFile::decodeName(path) + u": "_s + what);
}

Status FactSetter::setOwner(int file, const QByteArray &path, const EntryFacts &facts, const TargetFolder &folder) const
{
    if (!m_restoreOwners)
        return {};
    // New files have our owner, and our group unless their folder passes its own on: most are right already.
    if (facts.uid == m_ownUid && facts.gid == m_ownGid && folder.group == m_ownGid && facts.type != S_IFDIR)
        return {};
    if (::fchownat(file, "", facts.uid, facts.gid, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) == 0)
        return {};
    return fail(targetError(path));
}

void FactSetter::setAttributes(const QByteArray &link, const QByteArray &path, const EntryFacts &facts)
{
    for (const auto &[name, value] : facts.attributes) {
        if (::setxattr(link.constData(), name.constData(), value.constData(), static_cast<size_t>(value.size()), 0)
            != 0) {
            warn(path,
                 u"attribute %1: %2"_s.arg(QString::fromUtf8(name), QString::fromLocal8Bit(std::strerror(errno))));
        }
    }
}

void FactSetter::setAccessList(const QByteArray &link, const QByteArray &path, const QByteArray &list, const char *name)
{
    if (list.isEmpty()) {
        // What is made below a folder with a default list has got one. Where there is none, this fails and need not.
        ::removexattr(link.constData(), name);
        return;
    }
    if (::setxattr(link.constData(), name, list.constData(), static_cast<size_t>(list.size()), 0) != 0)
        warn(path, u"access list: %1"_s.arg(QString::fromLocal8Bit(std::strerror(errno))));
}

Status FactSetter::set(int file, const QByteArray &path, const EntryFacts &facts, const TargetFolder &folder)
{
    const Status owned = setOwner(file, path, facts, folder);
    if (!owned)
        return owned;
    // A descriptor that is only a path takes attributes by its name in /proc; a link's are the link's own.
    const QByteArray link = "/proc/self/fd/" + QByteArray::number(file);
    if (facts.type == S_IFLNK) {
        setAttributes(link, path, facts);
        return {};
    }
    const bool isFolder = facts.type == S_IFDIR;
    const bool isPlain =
        facts.type == S_IFREG && facts.attributes.empty() && facts.accessList.isEmpty() && !folder.passesOnLists;
    if (isPlain)
        return ::fchmod(file, facts.permissions) == 0 ? Status() : fail(targetError(path));
    setAttributes(link, path, facts);
    const bool mayHaveLists = folder.passesOnLists || (isFolder && !facts.isNew);
    if (mayHaveLists || !facts.accessList.isEmpty())
        setAccessList(link, path, facts.accessList, "system.posix_acl_access");
    if (isFolder && (mayHaveLists || !facts.defaultList.isEmpty()))
        setAccessList(link, path, facts.defaultList, "system.posix_acl_default");
    if (!isFolder && ::chmod(link.constData(), facts.permissions) != 0)
        return fail(targetError(path));
    return {};
}

Status setTime(int file, const QByteArray &path, const timespec &time)
{
    const timespec times[2] = {time, time};
    return ::utimensat(file, "", times, AT_EMPTY_PATH) == 0 ? Status() : fail(targetError(path));
}

} // namespace cid
