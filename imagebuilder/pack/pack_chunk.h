// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/limits.h"
#include "imagebuilder/manifest.h"

namespace cid {

/// A file whose last byte lies in a chunk.
struct PackedEntry
{
    FileRecord record;
    /// Where in the chunk the whole content of a regular file lies that is still to be hashed; -1: nowhere, or done.
    qsizetype offset = -1;
};

/// One member on its way from the encoder to the image file. They are used again and again, so that memory is neither
/// fetched nor cleared while a tree is packed.
struct PackChunk
{
    quint64 index = 0; ///< in the order of the image file
    QByteArray data = QByteArray(image::maxChunkData, Qt::Uninitialized); ///< only the first \a size bytes count
    qsizetype size = 0;
    QByteArray member; ///< data as a gzip member
    ChunkFacts facts;
    std::vector<PackedEntry> entries; ///< in the order of the archive

    [[nodiscard]] QByteArrayView bytes() const { return QByteArrayView(data).first(size); }
    [[nodiscard]] qsizetype room() const { return data.size() - size; }
};

} // namespace cid
