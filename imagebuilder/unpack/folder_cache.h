// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

#include <memory>
#include <sys/types.h>
#include <vector>

namespace cid {

/// A folder of the target, opened step by step without following a link.
struct TargetFolder
{
    int file = -1; ///< opened with O_PATH
    gid_t group = 0;
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
    explicit FolderCache(int root);

    /// Makes what is missing. Refused "image.bad-path" where a step is no folder, Io "unpack.write".
    [[nodiscard]] Result<SharedFolder> open(const QByteArray &path);
    [[nodiscard]] Result<TargetPlace> placeOf(const QByteArray &path);
    /// After something that may have been a folder was removed or its access lists changed.
    void forget();
    /// After the root's own group or access lists changed.
    void learnRoot();

private:
    struct Step
    {
        QByteArray name;
        SharedFolder folder;
    };

    [[nodiscard]] static Result<SharedFolder> enter(int parent, const QByteArray &name, const QByteArray &whole);

    int m_rootFile;
    SharedFolder m_root;
    std::vector<Step> m_steps;
};

/// Removes what is in an entry's way: a file or an empty folder. True where there was something.
[[nodiscard]] Result<bool> makeRoom(const TargetPlace &place, const QByteArray &path);

/// Io "unpack.write" with the path, from errno.
[[nodiscard]] Error targetError(const QByteArray &path);

} // namespace cid
