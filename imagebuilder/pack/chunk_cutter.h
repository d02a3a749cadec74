// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/pack/chunk_pipeline.h"

#include <span>

namespace cid {

/// Stage "cut": decides where chunks end, so that an unchanged stretch of the tree gives the same chunks in the next
/// version of an image. Lends its memory, so that files are read to where they are compressed from.
class ChunkCutter
{
public:
    /// \a pipeline is borrowed.
    explicit ChunkCutter(ChunkPipeline &pipeline)
        : m_pipeline(pipeline)
    { }

    /// Before an entry's header. \a size: what the entry will take in the archive, about.
    [[nodiscard]] Status beginEntry(const QByteArray &path, ByteCount size);
    /// Before the data of a file; large ones begin a chunk.
    [[nodiscard]] Status beginData(ByteCount size);
    /// Memory of the chunk that is being filled, at least one byte: write() takes what lies there without a copy.
    [[nodiscard]] Result<std::span<char>> room();
    [[nodiscard]] Status write(QByteArrayView bytes);
    /// After the data of an entry. The content of a regular file that lies in this chunk as a whole is hashed later.
    [[nodiscard]] Status endData(FileRecord record);
    [[nodiscard]] Status finish();

    [[nodiscard]] ByteCount position() const { return m_position; }
    /// A place to come back to, as long as it lies in the chunk that is being filled.
    [[nodiscard]] bool canGoBackTo(ByteCount position) const;
    void goBackTo(ByteCount position);

    /// FNV-1a, 64 bits: which paths begin a chunk must never depend on a library.
    [[nodiscard]] static quint64 pathHash(QByteArrayView path);
    /// True for paths that begin a chunk.
    [[nodiscard]] static bool isMark(QByteArrayView path);

private:
    [[nodiscard]] Status flush();
    [[nodiscard]] Status ensureRoom();
    [[nodiscard]] bool holds(const FileRecord &record) const;

    ChunkPipeline &m_pipeline;
    std::unique_ptr<PackChunk> m_chunk; ///< null: the next one has not begun
    ByteCount m_position = 0; ///< in the archive
    ByteCount m_dataBegin = 0;
};

} // namespace cid
