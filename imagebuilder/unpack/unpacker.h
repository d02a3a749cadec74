// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"
#include "imagebuilder/chunk_source.h"
#include "imagebuilder/manifest.h"

#include <QStringList>

#include <functional>

namespace cid {

struct UnpackOptions
{
    QString target; ///< an existing folder; what lies in it already stays unless the image has the same path
    bool restoreOwners = true; ///< needs root, as devices and some attributes do
    bool allowDevices = true; ///< else device nodes are left out, each with a warning
    int threads = 0; ///< that check, inflate and write; 0: one a core
    /// Not empty: the image's digest. Every 64 MiB what is done is forced to the disk and noted in the target; a later
    /// call with the same target and digest goes on from there. The target must hold nothing but what that call left.
    QByteArray resumeDigest;
    ByteCount resumeEvery = 64 * MiB; ///< of the archive
    /// Not empty: a folder with another version of the image, or with any tree. Chunks that come out of its files
    /// are not fetched. It must not change meanwhile, and may not be the target.
    QString reuse;
    /// For archives that were not made by notP, as other tools unpack them: absolute names lie inside of the target,
    /// and folders that have no entry have mode 0755 and the time that they had, or 0, so that two runs make one tree.
    bool asOthersDo = false;
    /// A link to a folder on an entry's way is followed, as if the target were the root of all. What came with an
    /// earlier archive may have turned folders into links.
    bool followLinks = false;
    /// Entries to leave out, by their path; may be missing.
    std::function<bool(const QByteArray &path)> leavesOut;
    std::function<bool()> cancelled;
    /// Bytes of the image file and of the archive so far.
    std::function<void(ByteCount fetched, ByteCount written)> progress;
};

struct UnpackReport
{
    qint64 entries = 0;
    ByteCount bytes = 0; ///< of the archive
    ByteCount fetched = 0; ///< of the image file, from the source
    qint64 firstChunk = 0; ///< more than 0: an earlier run had come this far
    qint64 reusedChunks = 0; ///< that were not fetched
    QStringList warnings; ///< what the target could not take, 100 at most
};

/// Unpacks an image. Each chunk is checked against the manifest before a byte of it is used, and nothing outside of the
/// target is ever touched, whatever the archive says. One thread fetches, this one reads the archive, the others check,
/// inflate and write; the source is used on a thread of its own, the callbacks on this one. Corrupt "image.bad-chunk",
/// "image.bad-archive", Refused "image.bad-path" with the image and the chunk; Io "unpack.write"; Cancelled
/// "unpack.cancelled". What was written before an error stays.
[[nodiscard]] Result<UnpackReport> unpackImage(const Manifest &manifest, ChunkSource &source,
                                               const UnpackOptions &options);

/// The same for a .tar.gz or .tar of any other tool, which nothing vouches for.
[[nodiscard]] Result<UnpackReport> unpackTarball(const QString &path, const UnpackOptions &options);

} // namespace cid
