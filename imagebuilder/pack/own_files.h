// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

#include <sys/types.h>
#include <utility>
#include <vector>

namespace cid {

/// What mkimg makes itself: where its folders lie below the root that it packs, its images would be packed into the
/// next one. The folders stay, and what others put there: an --output /srv must not take /srv out of the image.
class OwnFiles
{
public:
    OwnFiles() = default;
    /// \a folders: where images and what is made on the way are written; those that are not there do not count.
    explicit OwnFiles(const QStringList &folders);

    /// Whether that descriptor is one of the folders, by whatever name it was reached.
    [[nodiscard]] bool isFolder(int folder) const;
    /// Whether what has that name in one of them is an image, a file beside one, or something on the way to one.
    [[nodiscard]] static bool isOwnName(const QByteArray &name);

private:
    std::vector<std::pair<dev_t, ino_t>> m_folders;
};

} // namespace cid
