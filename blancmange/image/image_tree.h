// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"

#include <QByteArray>
#include <QMap>

#include <functional>

namespace cid {

/// One thing in the initramfs.
struct TreeEntry
{
    enum class Type : quint8 { Folder, File, Link, CharDevice };
    Type type = Type::File;
    quint32 mode = 0644;
    QByteArray content; ///< of a file; the target of a link
    quint32 major = 0;
    quint32 minor = 0;
    QString owner; ///< the package that it came from, for the manifest
};

/// The file system that the initramfs will be, in memory: paths without / in front, in byte order, so that a folder
/// comes before what it holds. A plain value.
class ImageTree
{
public:
    /// With the folders above it. A path that is there already is replaced; Conflict "image.conflict" where its kind
    /// or bytes differ and another package brought it.
    [[nodiscard]] Status add(const QByteArray &path, const TreeEntry &entry);
    [[nodiscard]] Status addFile(const QByteArray &path, const QByteArray &content, const QString &owner,
                                 quint32 mode = 0644);
    [[nodiscard]] Status addLink(const QByteArray &path, const QByteArray &target, const QString &owner);
    void addFolder(const QByteArray &path, const QString &owner, quint32 mode = 0755);

    /// Copies what lies at \a root below the paths that a pattern takes: * and ? stop at /, a folder means all in it.
    /// How many files and links that were.
    [[nodiscard]] Result<int> addMatching(const QString &root, const QString &pattern, const QString &owner);

    [[nodiscard]] bool contains(const QByteArray &path) const { return m_entries.contains(path); }
    [[nodiscard]] const QMap<QByteArray, TreeEntry> &entries() const { return m_entries; }

private:
    QMap<QByteArray, TreeEntry> m_entries;
};

/// The paths below \a root that \a pattern takes, sorted.
[[nodiscard]] QStringList matchingPaths(const QString &root, const QString &pattern);

} // namespace cid
