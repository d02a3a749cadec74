// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/unpacker.h"

#include <ctime>
#include <mutex>
#include <sys/types.h>
#include <utility>
#include <vector>

struct archive_entry;

namespace cid {

struct TargetFolder;

/// What an archive says of a file besides its content; does not need the archive any more.
struct EntryFacts
{
    mode_t type = 0; ///< as S_IFREG
    mode_t permissions = 0;
    uid_t uid = 0;
    gid_t gid = 0;
    timespec time = {};
    std::vector<std::pair<QByteArray, QByteArray>> attributes;
    QByteArray accessList; ///< as system.posix_acl_access has it; empty: none
    QByteArray defaultList; ///< of a folder
    bool isNew = false; ///< a folder that was just made: it has no lists but those that its own folder passed on

    [[nodiscard]] static EntryFacts of(struct archive_entry *entry);
};

/// Gives files those facts. Collects what the target cannot take. Safe from any thread.
class FactSetter
{
public:
    FactSetter(bool restoreOwners, QStringList &warnings);

    /// Owner, attributes, access lists and capabilities; then the mode, but for a folder, which must stay writable
    /// until all is in it. \a file may be opened with O_PATH; \a folder is the one that it was made in.
    [[nodiscard]] Status set(int file, const QByteArray &path, const EntryFacts &facts, const TargetFolder &folder);
    void warn(const QByteArray &path, const QString &what);

private:
    [[nodiscard]] Status setOwner(int file, const QByteArray &path, const EntryFacts &facts,
                                  const TargetFolder &folder) const;
    void setAttributes(const QByteArray &link, const QByteArray &path, const EntryFacts &facts);
    void setAccessList(const QByteArray &link, const QByteArray &path, const QByteArray &list, const char *name);

    const bool m_restoreOwners;
    const uid_t m_ownUid;
    const gid_t m_ownGid;
    std::mutex m_mutex;
    QStringList &m_warnings;
};

/// The permission bits as stat shows them: with an access list its mask stands where the group's bits are, while
/// libarchive keeps the owning group's there.
[[nodiscard]] unsigned permissionsOf(struct archive_entry *entry);

/// The value of system.posix_acl_access or _default (linux/posix_acl_xattr.h, version 2) for the entries of one of
/// libarchive's ACL types; empty where there are none.
[[nodiscard]] QByteArray accessListAttribute(struct archive_entry *entry, int type);

/// Io "unpack.write".
[[nodiscard]] Status setTime(int file, const QByteArray &path, const timespec &time);

} // namespace cid
