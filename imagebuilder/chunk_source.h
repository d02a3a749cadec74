// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

namespace cid {

/// Where an image's chunks come from: all of them in order, the first one first, unless want() says otherwise. Used on
/// one thread at a time, which is not always the same one.
class ChunkSource
{
public:
    ChunkSource() = default;
    virtual ~ChunkSource() = default;
    ChunkSource(const ChunkSource &) = delete;
    ChunkSource &operator=(const ChunkSource &) = delete;

    /// The next chunk's bytes as they lie in the image file; may block. The receiver checks them.
    [[nodiscard]] virtual Result<QByteArray> next() = 0;

    /// Before the first next(): from now on only what is wanted comes, and the first call takes back that everything
    /// is. Runs are named in ascending order and as early as possible, so that a source can fetch ahead. False: this
    /// source cannot choose; next() goes on with all chunks in order.
    [[nodiscard]] virtual bool want([[maybe_unused]] qint64 first, [[maybe_unused]] qint64 count) { return false; }
};

} // namespace cid
