// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/manifest.h"

namespace cid {

class OutputFile;

/// Gathers a manifest while an image is made: chunks and files go to nameless files as they come, so that a manifest of
/// any size takes little memory.
class ManifestSpool
{
public:
    /// \a folder: where the nameless files lie.
    explicit ManifestSpool(QString folder);
    ~ManifestSpool();
    ManifestSpool(const ManifestSpool &) = delete;
    ManifestSpool &operator=(const ManifestSpool &) = delete;

    /// Io "pack.write".
    [[nodiscard]] Status addChunk(const ChunkFacts &chunk);
    [[nodiscard]] Status addFile(const FileRecord &file);
    /// The whole manifest into \a file; name, kind and architecture are those of \a facts, which gets the sizes and the
    /// time. Returns the image's digest. May be called once.
    [[nodiscard]] Result<QByteArray> finish(Manifest &facts, OutputFile &file);

    [[nodiscard]] qint64 chunks() const { return m_chunks.count; }
    [[nodiscard]] qint64 files() const { return m_files.count; }
    [[nodiscard]] ByteCount packedSize() const { return m_packed; }
    [[nodiscard]] ByteCount unpackedSize() const { return m_unpacked; }

private:
    struct List
    {
        int file = -1;
        QByteArray pending; ///< not written yet
        qint64 count = 0;
    };

    [[nodiscard]] Status spill(List &list) const;
    [[nodiscard]] static Status copy(List &list, class Sha256 &hash, OutputFile &to);

    QString m_folder;
    List m_chunks;
    List m_files;
    ByteCount m_packed = 0;
    ByteCount m_unpacked = 0;
    qint64 m_newest = 0; ///< ms since 1970
};

} // namespace cid
