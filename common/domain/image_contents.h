// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

#include <QByteArray>
#include <QString>

namespace cid {

/// One file of an image, for people.
struct ImageEntry
{
    QByteArray path; ///< relative to the root; empty: the root itself
    quint32 mode = 0; ///< type and permission bits as st_mode has them
    quint32 uid = 0;
    quint32 gid = 0;
    ByteCount size = 0;
    qint64 time = 0; ///< of its content, ms since the epoch
    QByteArray target; ///< of a link
    bool isHardLink = false; ///< target is another path of the image
    QByteArray sha256; ///< of a regular file's content
    bool operator==(const ImageEntry &) const = default;
};

/// A package that is not the same in two images; an empty version: the image has none.
struct PackageChange
{
    QString name;
    QString arch;
    QString before;
    QString after;
    bool operator==(const PackageChange &) const = default;
};

/// A path that is not the same in two images.
struct FileChange
{
    QByteArray path;
    QString what; ///< "added", "removed", or a list of "type", "content", "target", "mode", "owner", "flags", "time"
    ByteCount before = 0; ///< sizes
    ByteCount after = 0;
    bool operator==(const FileChange &) const = default;
};

} // namespace cid
