// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/chunk_source.h"
#include "imagebuilder/manifest.h"

#include <memory>
#include <optional>

struct stat;

namespace cid {

/// An image file with its manifest, opened for reading. Reading is safe from any thread.
class ImageFile
{
public:
    /// \a path is that of the .gz; the .manifest lies beside it. NotFound "image.no-file", "image.no-manifest";
    /// Corrupt "manifest.bad", "image.wrong-name", "image.wrong-size".
    [[nodiscard]] static Result<std::shared_ptr<ImageFile>> open(const QString &path);
    ~ImageFile();
    ImageFile(const ImageFile &) = delete;
    ImageFile &operator=(const ImageFile &) = delete;

    /// False where the file or its manifest is another one by now, as far as device, inode, size and times tell.
    [[nodiscard]] bool isUnchanged() const;
    /// Of the .gz.
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const Manifest &manifest() const { return m_manifest; }
    [[nodiscard]] const QByteArray &manifestBytes() const { return m_manifestBytes; }
    [[nodiscard]] const QByteArray &digest() const { return m_digest; }
    [[nodiscard]] CatalogueImage catalogueEntry() const;
    /// A chunk's bytes as they lie in the file. Invalid "image.no-chunk", Io "image.read".
    [[nodiscard]] Result<QByteArray> chunk(qint64 index) const;
    /// The same where it lies in the page cache: never waits for a disk, gives nothing where it would have to.
    [[nodiscard]] Result<std::optional<QByteArray>> chunkInMemory(qint64 index) const;

private:
    ImageFile() = default;
    [[nodiscard]] Result<std::optional<QByteArray>> readChunk(qint64 index, int flags) const;

    struct Identity
    {
        quint64 device = 0;
        quint64 inode = 0;
        qint64 size = 0;
        qint64 modified = 0; ///< ns since the epoch
        qint64 changed = 0; ///< of the inode
        bool operator==(const Identity &) const = default;
    };
    [[nodiscard]] static Identity identityOf(const struct stat &facts);

    QString m_path;
    Manifest m_manifest;
    QByteArray m_manifestBytes;
    QByteArray m_digest;
    Identity m_identity;
    Identity m_manifestIdentity;
    int m_file = -1;
};

/// The chunks of an opened image file, in order.
class FileChunkSource final : public ChunkSource
{
public:
    explicit FileChunkSource(std::shared_ptr<const ImageFile> image)
        : m_image(std::move(image))
    { }
    [[nodiscard]] Result<QByteArray> next() override { return m_image->chunk(m_next++); }

private:
    std::shared_ptr<const ImageFile> m_image;
    qint64 m_next = 0;
};

/// "debian-12-1.manifest" for ".../debian-12-1.gz".
[[nodiscard]] QString manifestPath(const QString &imagePath);

} // namespace cid
