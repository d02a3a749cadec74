// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// Where an image's chunks come from, in order, the first one first. Used on a worker thread.
class ChunkSource
{
public:
    ChunkSource() = default;
    virtual ~ChunkSource() = default;
    ChunkSource(const ChunkSource &) = delete;
    ChunkSource &operator=(const ChunkSource &) = delete;

    /// The next chunk's bytes as they lie in the image file; may block. The receiver checks them.
    [[nodiscard]] virtual Result<QByteArray> next() = 0;
};

} // namespace cid
