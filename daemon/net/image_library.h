// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/image_file.h"

#include <QHash>
#include <QMap>
#include <QStringList>

#include <functional>

namespace cid {

/// Where the catalogue's images lie and who may sign them.
struct LibrarySettings
{
    QList<ImageDefinition> definitions;
    QString imageDir; ///< what the definitions' relative locations begin at
    QList<QByteArray> trustedKeys; ///< 32 bytes each
    QStringList roots = {}; ///< below which the folders lie besides imageDir, once links are resolved
    bool operator==(const LibrarySettings &) const = default;
};

/// An image file with all that is told of it. To find that out reads signatures and walks over the manifest.
struct LibraryImage
{
    std::shared_ptr<const ImageFile> file;
    CatalogueImage entry;
    QString problem; ///< what an operator should know of it; empty for none
};

/// The image files that cidd serves. A plain value: scanned where a wait does not matter, then swapped in.
class ImageLibrary
{
public:
    /// Reads one manifest and opens its image.
    using Open = std::function<Result<std::shared_ptr<ImageFile>>(const QString &path)>;

    /// Opens every image of the folders that the definitions name. Reads each manifest, but for files that \a before
    /// has and that are still the same.
    [[nodiscard]] static ImageLibrary scan(const LibrarySettings &settings, const ImageLibrary &before,
                                           const Open &open = &ImageFile::open);

    /// What stands in the catalogue of \a file under these settings. Reads its signatures: for any thread but the main
    /// one.
    [[nodiscard]] static LibraryImage describe(const LibrarySettings &settings,
                                               const std::shared_ptr<const ImageFile> &file);

    /// Null where there is no such image, or its file is another one by now.
    [[nodiscard]] std::shared_ptr<const ImageFile> find(const ImageId &image, const QByteArray &digest) const;
    /// The same, whatever its digest.
    [[nodiscard]] std::shared_ptr<const ImageFile> find(const ImageId &image) const { return m_files.value(image); }
    /// The folder in which images of that name lie. NotFound "image.unknown" where image_db does not name it, Invalid
    /// "image.elsewhere" where they lie on another machine, Refused "path.outside".
    [[nodiscard]] Result<QString> folderOf(const QString &name) const;
    /// Takes an image in, in the place of an earlier one of the same name.
    void insert(const LibraryImage &image);
    void remove(const ImageId &image);

    /// Another number once anything was inserted, removed or scanned.
    [[nodiscard]] quint64 changes() const { return m_changes; }
    [[nodiscard]] const LibrarySettings &settings() const { return m_settings; }
    [[nodiscard]] const QList<ImageDefinition> &definitions() const { return m_settings.definitions; }
    [[nodiscard]] QList<CatalogueImage> catalogue() const;
    /// Files that could not be used, each with its reason.
    [[nodiscard]] QStringList problems() const { return m_problems.values(); }

private:
    [[nodiscard]] std::shared_ptr<const ImageFile> unchanged(const ImageId &image, const QString &path) const;

    LibrarySettings m_settings;
    QHash<ImageId, std::shared_ptr<const ImageFile>> m_files;
    QHash<ImageId, CatalogueImage> m_entries;
    quint64 m_changes = 0;
    QMap<QString, QString> m_problems; ///< by the full name of an image, or the name of a definition
};

} // namespace cid
