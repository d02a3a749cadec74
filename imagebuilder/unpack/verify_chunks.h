// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "imagebuilder/manifest.h"

#include <functional>

namespace cid {

struct VerifyOptions
{
    int threads = 0; ///< 0: one a core
    std::function<bool()> cancelled;
    /// Bytes of the image file and of the archive so far.
    std::function<void(ByteCount fetched, ByteCount unpacked)> progress;
};

/// Reads an image's chunks and holds each against the manifest, on all cores; writes nothing. Corrupt "image.bad-chunk"
/// with the image and the first bad chunk, Cancelled "unpack.cancelled", or what the source says.
[[nodiscard]] Status verifyChunks(const Manifest &manifest, ChunkSource &source, const VerifyOptions &options = {});

} // namespace cid
