// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/image.h"

#include <QHash>

namespace cid {

/// An image that can be deployed: its file's facts and its section of image_db.
struct ImageChoice
{
    CatalogueImage image;
    ImageDefinition definition;
};

/// Which images there are. A plain value; filled by whoever looked at the files.
class Catalogue
{
public:
    void set(QList<ImageDefinition> definitions, QList<CatalogueImage> images, QStringList problems);

    /// A full name, or a name, which means the version that image_db calls current. NotFound "image.unknown",
    /// "image.no-current", "image.not-in-catalogue".
    [[nodiscard]] Result<ImageChoice> resolve(const QString &text) const;
    [[nodiscard]] const QList<ImageDefinition> &definitions() const { return m_definitions; }
    [[nodiscard]] const QList<CatalogueImage> &images() const { return m_images; }
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

private:
    [[nodiscard]] const ImageDefinition *definition(const QString &name) const;

    QList<ImageDefinition> m_definitions;
    QList<CatalogueImage> m_images;
    QStringList m_problems;
    QHash<ImageId, qsizetype> m_index;
};

} // namespace cid
