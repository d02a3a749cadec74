// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "imagebuilder/manifest.h"

#include <QStringList>

#include <functional>

namespace cid {

struct VerifyOptions
{
    int threads = 0; ///< 0: one a core
    std::function<bool()> cancelled;
    /// Bytes of the image file and of the archive so far.
    std::function<void(ByteCount fetched, ByteCount unpacked)> progress;
};

/// What is wrong with the chunks of an image.
struct VerifyReport
{
    qint64 badChunks = 0;
    QStringList problems; ///< the first hundred, each with its chunk
};

/// Reads an image's chunks and holds each against the manifest: CRC, size and SHA-256, on all cores, to the end also
/// where some are bad. Cancelled "unpack.cancelled", or what the source says.
[[nodiscard]] Result<VerifyReport> findBadChunks(const Manifest &manifest, ChunkSource &source,
                                                 const VerifyOptions &options = {});

/// The same to the first bad chunk: Corrupt "image.bad-chunk" with the image and the chunk.
[[nodiscard]] Status verifyChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options = {});

} // namespace cid
