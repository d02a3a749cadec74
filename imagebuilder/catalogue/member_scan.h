// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/gzip_member.h"
#include "imagebuilder/manifest.h"
#include "imagebuilder/sha256.h"

#include <functional>
#include <optional>

struct archive;

namespace cid {

/// Walks through an image file that has no manifest, member by member, and notes the facts of each chunk while
/// libarchive reads the archive inside.
class MemberScan
{
public:
    using Progress = std::function<bool(ByteCount done, ByteCount total)>; ///< false: stop

    /// \a file is borrowed; \a name is for errors.
    MemberScan(int file, QString name, Progress progress);

    /// Makes \a archive read from here. Corrupt "image.not-blocked" where the file was not written by notP.
    [[nodiscard]] Status open(struct archive *archive);
    /// Reads what follows the archive's end.
    [[nodiscard]] Status drain();
    /// What went wrong below libarchive.
    [[nodiscard]] const Status &status() const { return m_status; }
    [[nodiscard]] std::vector<ChunkFacts> takeChunks() { return std::move(m_chunks); }
    [[nodiscard]] ByteCount packedSize() const { return m_offset; }
    [[nodiscard]] ByteCount unpackedSize() const { return m_unpacked; }

private:
    [[nodiscard]] Result<QByteArray> readAt(qint64 offset, qsizetype size) const;
    /// The next member's data; nothing at the file's end.
    [[nodiscard]] Result<std::optional<QByteArray>> next();
    static ssize_t read(struct archive *archive, void *self, const void **bytes);

    int m_file;
    QString m_name;
    Progress m_progress;
    GzipMemberReader m_gzip;
    Sha256 m_hash;
    qint64 m_size = 0;
    qint64 m_offset = 0;
    ByteCount m_unpacked = 0;
    QByteArray m_data;
    std::vector<ChunkFacts> m_chunks;
    Status m_status;
};

} // namespace cid
