// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/unpacker.h"

#include <QByteArrayList>

namespace cid {

struct RepairOptions
{
    /// resumeDigest and reuse are not looked at. The progress counts first what is found to be right, then what is
    /// written again, up to the whole archive.
    UnpackOptions unpack;
    /// Patterns as mkimg's exclude lists have them: such paths stay, though the image does not have them.
    QByteArrayList kept;
};

struct RepairReport
{
    qint64 differing = 0; ///< files whose owner, mode, time, kind or link was not the image's, or that were missing
    qint64 removed = 0; ///< paths that the image does not have
    qint64 missingChunks = 0; ///< chunks that the tree could not give: what their files hold was not the image's
    UnpackReport unpacked; ///< what was written again
};

/// Makes a tree that an image was once unpacked to that image again: reads it, removes what is extra, and unpacks again
/// the chunks of whatever differs in content, owner, mode, time, links, attributes or access lists; only those that
/// the tree itself cannot give are fetched. Nobody else may use the tree meanwhile; one that was interrupted is in part
/// repaired. NotFound "delta.no-root"; Io "repair.remove" with the path; Io "repair.incomplete" where something still
/// differs afterwards; and as unpackImage(), verifyTree() have them. Threads as unpackImage().
[[nodiscard]] Result<RepairReport> repairTree(const Manifest &manifest, ChunkSource &source,
                                              const RepairOptions &options);

} // namespace cid
