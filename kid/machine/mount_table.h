// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

#include <QList>

namespace cid {

/// One mounted file system.
struct MountEntry
{
    QString source; ///< "/dev/loop3", "proc", ...
    QString target;
    QString fileSystem;
    QString device; ///< "254:5": major and minor number
    bool operator==(const MountEntry &) const = default;
};

/// The lines of /proc/self/mountinfo, in the order of mounting.
[[nodiscard]] QList<MountEntry> parseMountInfo(const QByteArray &text);
[[nodiscard]] Result<QList<MountEntry>> readMountTable(FileSystem &files,
                                                       const QString &proc = QStringLiteral("/proc"));

} // namespace cid
