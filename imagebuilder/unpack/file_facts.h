// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/unpacker.h"

struct archive_entry;

namespace cid {

/// Gives files what the archive says of them besides their content. Collects what the target cannot take.
class FactSetter
{
public:
    FactSetter(bool restoreOwners, QStringList &warnings)
        : m_restoreOwners(restoreOwners)
        , m_warnings(warnings)
    { }

    /// Owner, attributes, access lists and capabilities; then the mode. \a file may be opened with O_PATH.
    [[nodiscard]] Status set(int file, const QByteArray &path, struct archive_entry *entry, bool withMode);
    void warn(const QByteArray &path, const QString &what);

private:
    [[nodiscard]] Status setOwner(int file, const QByteArray &path, struct archive_entry *entry) const;
    void setAttributes(const QByteArray &link, const QByteArray &path, struct archive_entry *entry);
    void setAccessList(const QByteArray &link, const QByteArray &path, struct archive_entry *entry, int type);

    bool m_restoreOwners;
    QStringList &m_warnings;
};

/// The permission bits as stat shows them: with an access list its mask stands where the group's bits are, while
/// libarchive keeps the owning group's there.
[[nodiscard]] unsigned permissionsOf(struct archive_entry *entry);

/// The value of system.posix_acl_access or _default (linux/posix_acl_xattr.h, version 2) for the entries of one of
/// libarchive's ACL types; empty where there are none.
[[nodiscard]] QByteArray accessListAttribute(struct archive_entry *entry, int type);

} // namespace cid
