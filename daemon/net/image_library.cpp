// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_library.h"

#include <QDir>

namespace cid {

using namespace Qt::StringLiterals;

ImageLibrary ImageLibrary::scan(const QList<ImageDefinition> &definitions, const QString &imageDir)
{
    ImageLibrary library;
    for (const ImageDefinition &definition : definitions) {
        if (definition.location.contains(u':')) {
            library.m_problems.append(u"image \"%1\": cidd serves only what lies in a folder of its own, not %2"_s.arg(
                definition.name, definition.location));
            continue;
        }
        const QDir folder(QDir(imageDir).filePath(definition.location));
        const QStringList names = folder.entryList({definition.name + u"-*.gz"_s}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            const auto id = ImageId::parse(name.chopped(3));
            if (!id || id->name != definition.name)
                continue; // Of another image whose name begins like this one.
            const auto file = ImageFile::open(folder.filePath(name));
            if (file)
                library.m_files.insert(*id, *file);
            else
                library.m_problems.append(file.error().text);
        }
    }
    return library;
}

std::shared_ptr<const ImageFile> ImageLibrary::find(const ImageId &image, const QByteArray &digest) const
{
    const auto found = m_files.value(image);
    return found && found->digest() == digest ? found : nullptr;
}

QList<CatalogueImage> ImageLibrary::catalogue() const
{
    QList<CatalogueImage> entries;
    for (const auto &file : m_files)
        entries.append(file->catalogueEntry());
    std::sort(entries.begin(), entries.end(),
              [](const CatalogueImage &a, const CatalogueImage &b) { return a.id.toString() < b.id.toString(); });
    return entries;
}

} // namespace cid
