// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArrayList>
#include <QSet>

#include <ctime>
#include <memory>
#include <sys/types.h>
#include <vector>

namespace cid {

/// A folder of the target, opened step by step without following a link.
struct TargetFolder
{
    int file = -1; ///< opened with O_PATH
    gid_t group = 0;
    ino_t inode = 0;
    timespec time = {}; ///< of its content, when it was opened
    bool passesOnLists = false; ///< what is made in it inherits an access list
    bool isOwned = true;

    TargetFolder() = default;
    ~TargetFolder();
    TargetFolder(const TargetFolder &) = delete;
    TargetFolder &operator=(const TargetFolder &) = delete;
};
using SharedFolder = std::shared_ptr<const TargetFolder>;

/// The path without "./" and "/" around it; Refused "image.bad-path" where it is absolute, has a ".." or is too long.
[[nodiscard]] Result<QByteArray> cleanPath(const char *path);
/// The same; an absolute one begins at the target.
[[nodiscard]] Result<QByteArray> cleanPathInside(const char *path);

/// Where an entry goes: no further step can lead out of the target.
struct TargetPlace
{
    SharedFolder folder;
    QByteArray name;
};

/// Opens folders of the target. Keeps those on the way to the last one open, as the next one is mostly its neighbour.
class FolderCache
{
public:
    /// \a root is borrowed.
    explicit FolderCache(int root, bool followLinks = false);

    /// Makes what is missing. Refused "image.bad-path" where a step is no folder, Io "unpack.write".
    [[nodiscard]] Result<SharedFolder> open(const QByteArray &path);
    [[nodiscard]] Result<TargetPlace> placeOf(const QByteArray &path);
    /// After something that may have been a folder was removed or its access lists changed.
    void forget();
    /// After the root's own group or access lists changed.
    void learnRoot();

    /// A folder that was opened, the root first, and what its time was before anything was made in it; 0 where the
    /// cache made it itself.
    struct Passed
    {
        QByteArray path;
        ino_t inode = 0; ///< something else may have its name by now
        timespec time = {};
        bool isMade = false;
    };
    /// Each once, in the order in which they were come to.
    [[nodiscard]] const std::vector<Passed> &passed() const { return m_passed; }

private:
    struct Step
    {
        QByteArray name;
        SharedFolder folder;
    };

    /// One step on the way \a names.first(count) from its parent.
    [[nodiscard]] Result<SharedFolder> enter(int parent, const QByteArrayList &names, qsizetype count);
    void note(const QByteArray &path, const TargetFolder &folder, bool isMade);

    int m_rootFile;
    bool m_followLinks;
    std::vector<Passed> m_passed;
    QSet<QByteArray> m_known; ///< paths in m_passed
    SharedFolder m_root;
    std::vector<Step> m_steps;
};

/// Removes what is in an entry's way: a file or an empty folder. True where there was something.
[[nodiscard]] Result<bool> makeRoom(const TargetPlace &place, const QByteArray &path);

/// Io "unpack.write" with the path, from errno.
[[nodiscard]] Error targetError(const QByteArray &path);

} // namespace cid
