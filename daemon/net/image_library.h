// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/image_file.h"

#include <QHash>
#include <QStringList>

namespace cid {

/// The image files that cidd serves. A plain value: scanned where a wait does not matter, then swapped in.
class ImageLibrary
{
public:
    /// Opens every image of the folders that \a definitions name, relative ones below \a imageDir. Reads each manifest.
    [[nodiscard]] static ImageLibrary scan(const QList<ImageDefinition> &definitions, const QString &imageDir);

    /// Null where there is no such image, or its file is another one by now.
    [[nodiscard]] std::shared_ptr<const ImageFile> find(const ImageId &image, const QByteArray &digest) const;
    [[nodiscard]] QList<CatalogueImage> catalogue() const;
    /// Files that could not be used, each with its reason.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

private:
    QHash<ImageId, std::shared_ptr<const ImageFile>> m_files;
    QStringList m_problems;
};

} // namespace cid
