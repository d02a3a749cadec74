// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"

#include <QByteArrayList>
#include <QFlags>
#include <QStringList>

#include <functional>

namespace cid {

/// In what a file differs from its record.
enum class FileAspect : quint16 {
    Missing = 0x01,
    Type = 0x02, ///< a folder where a file should be, and the like; nothing else is compared then
    Content = 0x04, ///< size or SHA-256 of a regular file, target of a link, number of a device
    Mode = 0x08,
    Owner = 0x10,
    Time = 0x20,
    Link = 0x40, ///< no hard link to the path that it should share its inode with
    Flags = 0x80, ///< immutable and its kind
    Unreadable = 0x100,
};
Q_DECLARE_FLAGS(FileAspects, FileAspect)
Q_DECLARE_OPERATORS_FOR_FLAGS(FileAspects)

struct TreeDifference
{
    QByteArray path;
    FileAspects aspects;
    bool operator==(const TreeDifference &) const = default;
};

struct TreeCheckOptions
{
    /// Patterns as mkimg's exclude lists have them: such paths are neither compared nor extra.
    QByteArrayList ignored;
    /// Patterns of the same kind: such paths are not extra.
    QByteArrayList kept;
    /// True: what lies in an extra folder is named, too, and not only the folder.
    bool eachExtra = false;
    /// False: sizes, times and the like only; regular files are not read.
    bool withContent = true;
    int threads = 0; ///< that read and hash; 0: one a core
    std::function<bool()> cancelled;
    /// Bytes of regular files checked, and to be checked in all. Called from one thread at a time.
    std::function<void(ByteCount done, ByteCount total)> progress;
};

struct TreeCheck
{
    std::vector<TreeDifference> differing; ///< in byte order of the paths; missing ones, too
    QByteArrayList extra; ///< in byte order; a folder stands for all that is in it, unless each was asked for
    qint64 entries = 0; ///< of the manifest that were compared
    ByteCount bytes = 0; ///< of regular files that were read; holes are not
    [[nodiscard]] bool isClean() const { return differing.empty() && extra.isEmpty(); }
};

/// Holds the tree below \a root against an image's manifest; changes nothing. Extended attributes and access lists are
/// not in a manifest: whether those are right, only the chunks can tell (LocalChunks). NotFound "check.no-root", Io
/// "check.read" where a folder cannot be read, Cancelled "check.cancelled".
[[nodiscard]] Result<TreeCheck> verifyTree(const Manifest &manifest, const QString &root,
                                           const TreeCheckOptions &options = {});

/// "content, mode" for people.
[[nodiscard]] QString describeAspects(FileAspects aspects);

} // namespace cid
