// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    std::function<bool()> cancelled;
    /// Bytes of the image file and of the archive so far.
    std::function<void(ByteCount fetched, ByteCount written)> progress;
};

struct UnpackReport
{
    qint64 entries = 0;
    ByteCount bytes = 0; ///< of the archive
    QStringList warnings; ///< what the target could not take, 100 at most
};

/// Unpacks an image. Each chunk is checked against the manifest before a byte of it is used, and nothing outside of the
/// target is ever touched, whatever the archive says. Holds one chunk in memory. Corrupt "image.bad-chunk",
/// "image.bad-archive", Refused "image.bad-path" with the image and the chunk; Io "unpack.write"; Cancelled
/// "unpack.cancelled". What was written before an error stays.
[[nodiscard]] Result<UnpackReport> unpackImage(const Manifest &manifest, ChunkSource &source,
                                               const UnpackOptions &options);

/// The same for a .tar.gz or .tar of any other tool, which nothing vouches for.
[[nodiscard]] Result<UnpackReport> unpackTarball(const QString &path, const UnpackOptions &options);

} // namespace cid
