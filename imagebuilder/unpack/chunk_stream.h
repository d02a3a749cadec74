// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/unpack/chunk_pump.h"
#include "imagebuilder/unpack/unpacker.h"

struct archive;

namespace cid {

/// An image's chunks as the bytes that libarchive reads.
class ChunkStream
{
public:
    /// Everything is borrowed. Each run of the pump begins where an entry begins and ends where one ends. \a before:
    /// bytes of the archive that are written already.
    ChunkStream(ChunkPump &pump, const UnpackOptions &options, ByteCount before);

    /// Makes \a archive read from here.
    [[nodiscard]] Status open(struct archive *archive);
    /// Called before more is waited for.
    void setBeforeWait(std::function<void()> call) { m_beforeWait = std::move(call); }
    /// Reads and checks what the archive's end left over.
    [[nodiscard]] Status drain();
    /// The chunk that these bytes lie in; null: in none that is still here.
    [[nodiscard]] SharedChunk owner(const void *bytes, size_t count) const;
    /// The chunk that begins at \a offset of what was read since open(); -1: none.
    [[nodiscard]] qint64 chunkAt(qint64 offset) const;
    /// What went wrong below libarchive.
    [[nodiscard]] const Status &status() const { return m_status; }
    [[nodiscard]] ByteCount written() const { return m_written; }
    /// "debian-12-1, chunk 7".
    [[nodiscard]] QString place() const;

private:
    /// To the next chunk; afterwards none is here where the last one was.
    [[nodiscard]] Status advance();
    static ssize_t read(struct archive *archive, void *self, const void **bytes);

    ChunkPump &m_pump;
    const UnpackOptions &m_options;
    std::function<void()> m_beforeWait;
    SharedChunk m_chunk;
    qint64 m_index = 0; ///< of the last chunk that was here
    qint64 m_begin = 0; ///< where m_chunk begins in what was read since open()
    ByteCount m_written;
    Status m_status;
};

} // namespace cid
