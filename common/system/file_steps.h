// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/base/units.h"
#include "common/system/unique_fd.h"

#include <QByteArrayList>
#include <QStringList>

namespace cid {

/// A file that takes another one's place as a whole.
struct NewContent
{
    QByteArray name; ///< inside the folder
    const QByteArray &content;
    quint32 mode = 0644;
    bool durable = true;
};

/// An error for a path: NotFound "file.not-found" for ENOENT and ENOTDIR, else Io with \a code. Looks at errno.
[[nodiscard]] Error pathError(const char *code, const QString &what, const QString &path);
[[nodiscard]] Status writeAll(int fd, const QByteArray &content, const QString &path);
/// Everything up to the end, Io "file.too-large" above \a maximum.
[[nodiscard]] Result<QByteArray> readAll(int fd, ByteCount maximum, const QString &path);
/// Writes beside the name, then renames. \a path is for messages.
[[nodiscard]] Status replaceInFolder(int folder, const NewContent &file, const QString &path);
/// The same with a symbolic link.
[[nodiscard]] Status linkInFolder(int folder, const NewContent &link, const QString &path);
/// What replaceInFolder() leaves beside the name where it is cut off: nobody's content.
[[nodiscard]] bool isCutReplacement(const QString &name);
/// The names inside a folder, sorted. Takes the descriptor.
[[nodiscard]] Result<QStringList> namesIn(UniqueFd folder, const QString &path);
/// The same as they are: a name need not be UTF-8.
[[nodiscard]] Result<QByteArrayList> rawNamesIn(UniqueFd folder, const QString &path);

} // namespace cid
