// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/gzip_member.h"
#include "imagebuilder/manifest.h"
#include "imagebuilder/sha256.h"

namespace cid {

/// Stages "compress and hash" and "write": makes a member of each chunk and appends it to the image file.
class ChunkWriter
{
public:
    /// \a file is borrowed.
    ChunkWriter(int file, int level)
        : m_file(file)
        , m_gzip(level)
    { }

    /// Io "pack.write".
    [[nodiscard]] Status write(QByteArrayView data);
    [[nodiscard]] std::vector<ChunkFacts> takeChunks() { return std::move(m_chunks); }
    [[nodiscard]] ByteCount packedSize() const { return m_packed; }
    [[nodiscard]] ByteCount unpackedSize() const { return m_unpacked; }

private:
    int m_file;
    GzipMemberWriter m_gzip;
    Sha256 m_hash;
    std::vector<ChunkFacts> m_chunks;
    ByteCount m_packed = 0;
    ByteCount m_unpacked = 0;
};

/// Stage "cut": decides where chunks end, so that an unchanged stretch of the tree gives the same chunks in the next
/// version of an image.
class ChunkCutter
{
public:
    explicit ChunkCutter(ChunkWriter &writer);

    /// Before an entry's header. \a size: what the entry will take in the archive, about.
    [[nodiscard]] Status beginEntry(const QByteArray &path, ByteCount size);
    /// Before the data of a file; large ones begin a chunk.
    [[nodiscard]] Status beginData(ByteCount size);
    [[nodiscard]] Status write(QByteArrayView bytes);
    [[nodiscard]] Status finish() { return flush(); }

    /// FNV-1a, 64 bits: which paths begin a chunk must never depend on a library.
    [[nodiscard]] static quint64 pathHash(QByteArrayView path);

private:
    [[nodiscard]] Status flush();

    ChunkWriter &m_writer;
    QByteArray m_buffer;
};

} // namespace cid
