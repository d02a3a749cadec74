// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/image.h"

#include <vector>

namespace cid {

/// One member of the image file.
struct ChunkFacts
{
    qint64 offset = 0; ///< in the file
    quint32 packedSize = 0; ///< bytes in the file
    quint32 unpackedSize = 0; ///< bytes of the tar archive
    quint32 packedCrc = 0; ///< CRC-32 of the bytes in the file: nothing damaged is even inflated
    QByteArray sha256; ///< of the unpacked bytes
    bool operator==(const ChunkFacts &) const = default;
};

/// What a file of the image must be like.
struct FileRecord
{
    QByteArray path; ///< relative to the root
    quint32 mode = 0; ///< type and permission bits as st_mode has them
    quint32 uid = 0;
    quint32 gid = 0;
    qint64 size = 0; ///< of a regular file
    qint64 mtimeSeconds = 0;
    quint32 mtimeNanoseconds = 0;
    quint64 device = 0; ///< st_rdev of a device node
    quint32 flags = 0; ///< FS_IMMUTABLE_FL and its kind; not in the archive, where GNU tar would stumble over them
    bool isHardLink = false; ///< target is another path of the image then
    QByteArray target; ///< of a link
    QByteArray sha256; ///< of a regular file's content
    bool operator==(const FileRecord &) const = default;
};

/// Everything about an image: <name>-<version>-<subversion>.manifest. The SHA-256 of the manifest's own bytes is the
/// image's digest. The grammar is in docs/IMAGE-FORMAT.md.
struct Manifest
{
    ImageId image;
    ImageKind kind = ImageKind::Linux;
    QString arch; ///< as uname -m; empty: unknown
    ByteCount packedSize = 0; ///< of the image file
    ByteCount unpackedSize = 0; ///< of the tar archive
    qint64 madeAt = 0; ///< ms since the epoch: the newest time in the tree, so that the same tree gives the same bytes
    std::vector<ChunkFacts> chunks;
    std::vector<FileRecord> files;
    bool operator==(const Manifest &) const = default;
};

[[nodiscard]] QByteArray formatManifest(const Manifest &manifest);
/// The pieces of formatManifest(), for who does not hold a whole manifest: the head of one with that many chunks, its
/// chunks one after the other, the head of the list of files, the files. A manifest ends with its last file.
[[nodiscard]] QByteArray formatManifestHead(const Manifest &facts, qint64 chunks);
void appendChunk(QByteArray &bytes, const ChunkFacts &chunk);
[[nodiscard]] QByteArray formatFileListHead(qint64 files);
void appendFile(QByteArray &bytes, const FileRecord &file);
/// Corrupt "manifest.bad" with what was expected. Any bytes are safe.
[[nodiscard]] Result<Manifest> parseManifest(const QByteArray &bytes);
/// The image's digest, 32 bytes.
[[nodiscard]] QByteArray manifestDigest(const QByteArray &bytes);

} // namespace cid
