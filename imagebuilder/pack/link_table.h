// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QHash>

namespace cid {

/// The first path of each inode with several. Only numbers stay in memory, less than 64 bytes an inode; the paths lie
/// in a file without a name. An inode is forgotten when all its paths were seen.
class LinkTable
{
public:
    /// \a folder: where the file lies.
    explicit LinkTable(QString folder)
        : m_folder(std::move(folder))
    { }
    ~LinkTable();
    LinkTable(const LinkTable &) = delete;
    LinkTable &operator=(const LinkTable &) = delete;

    /// The path that this inode was seen by first; empty: now, by \a path. Io "pack.write".
    [[nodiscard]] Result<QByteArray> firstPath(quint64 device, quint64 inode, quint64 links, const QByteArray &path);

private:
    struct First
    {
        qint64 offset = 0;
        quint32 size = 0;
        quint32 left = 0; ///< paths that are still to come
    };

    [[nodiscard]] Result<First> keep(const QByteArray &path);

    QString m_folder;
    int m_file = -1;
    qint64 m_end = 0;
    QHash<std::pair<quint64, quint64>, First> m_inodes;
};

} // namespace cid
