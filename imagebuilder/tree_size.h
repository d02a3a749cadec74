// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"

namespace cid {

/// What a tree takes of a file system.
struct TreeSize
{
    qint64 inodes = 0;
    qint64 blocks = 0; ///< of 4 KiB
    bool operator==(const TreeSize &) const = default;
};

/// Of the image's tree, at least: a manifest tells neither holes, of which as many are left out as the archive's size
/// proves, nor extended attributes. Reads the manifest once and keeps nothing of it.
[[nodiscard]] TreeSize treeSizeOf(const Manifest &manifest);

} // namespace cid
