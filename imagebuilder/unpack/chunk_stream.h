// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/gzip_member.h"
#include "imagebuilder/sha256.h"
#include "imagebuilder/unpack/unpacker.h"

struct archive;

namespace cid {

/// Stages "fetch", "verify" and "inflate": an image's chunks as the bytes that libarchive reads.
class ChunkStream
{
public:
    ChunkStream(const Manifest &manifest, ChunkSource &source, const UnpackOptions &options)
        : m_manifest(manifest)
        , m_source(source)
        , m_options(options)
    { }

    /// Makes \a archive read from here.
    [[nodiscard]] Status open(struct archive *archive);
    /// Reads and checks what the archive's end left over.
    [[nodiscard]] Status drain();
    /// What went wrong below libarchive.
    [[nodiscard]] const Status &status() const { return m_status; }
    [[nodiscard]] ByteCount written() const { return m_written; }
    /// "debian-12-1, chunk 7".
    [[nodiscard]] QString place() const;

private:
    [[nodiscard]] Status advance();
    static ssize_t read(struct archive *archive, void *self, const void **bytes);

    const Manifest &m_manifest;
    ChunkSource &m_source;
    const UnpackOptions &m_options;
    GzipMemberReader m_gzip;
    Sha256 m_hash;
    QByteArray m_data;
    size_t m_next = 0;
    ByteCount m_fetched = 0;
    ByteCount m_written = 0;
    Status m_status;
};

} // namespace cid
