// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/catalogue.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

void Catalogue::set(QList<ImageDefinition> definitions, QList<CatalogueImage> images, QStringList problems)
{
    m_definitions = std::move(definitions);
    m_images = std::move(images);
    m_problems = std::move(problems);
    m_index.clear();
    for (qsizetype i = 0; i < m_images.size(); ++i) {
        CatalogueImage &image = m_images[i];
        const ImageDefinition *section = definition(image.id.name);
        image.isCurrent = section && section->current == image.id.version + u'-' + image.id.subversion;
        m_index.insert(image.id, i);
    }
}

const ImageDefinition *Catalogue::definition(const QString &name) const
{
    const auto found = std::find_if(m_definitions.begin(), m_definitions.end(),
                                    [&name](const ImageDefinition &section) { return section.name == name; });
    return found == m_definitions.end() ? nullptr : &*found;
}

Result<ImageChoice> Catalogue::resolve(const QString &text) const
{
    ImageId id;
    const ImageDefinition *section = definition(text);
    if (section) {
        const auto current = ImageId::parse(section->name + u'-' + section->current);
        if (!current) {
            return fail(makeError(ErrorKind::NotFound, "image.no-current",
                                  u"image_db names no current version of %1; ask for a full name"_s.arg(text)));
        }
        id = *current;
    } else {
        const auto full = ImageId::parse(text);
        section = full ? definition(full->name) : nullptr;
        if (!section) {
            QStringList names;
            for (const ImageDefinition &one : m_definitions)
                names.append(one.name);
            return fail(makeError(ErrorKind::NotFound, "image.unknown",
                                  u"image_db has no image \"%1\"; it has: %2"_s.arg(text, names.join(u", "_s)),
                                  {{u"image"_s, text}}));
        }
        id = *full;
    }
    const auto found = m_index.constFind(id);
    if (found == m_index.constEnd()) {
        return fail(makeError(ErrorKind::NotFound, "image.not-in-catalogue",
                              u"There is no usable file %1.gz with its manifest in the catalogue"_s.arg(id.toString()),
                              {{u"image"_s, id.toString()}}));
    }
    return ImageChoice{m_images.at(*found), *section};
}

} // namespace cid
