// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/image_library.h"

#include "daemon/core/image_pin.h"
#include "daemon/net/beneath.h"
#include "imagebuilder/boot/kernel_choice.h"
#include "imagebuilder/boot/manifest_names.h"
#include "imagebuilder/boot/own_agent.h"
#include "imagebuilder/sign/sign_image.h"
#include "imagebuilder/tree_size.h"

#include <QDir>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// What the manifest tells of the image's start: its kernel, and its own agent.
void describeStart(const Manifest &manifest, const QList<ImageDefinition> &all, CatalogueImage &entry)
{
    if (manifest.kind != ImageKind::Linux)
        return;
    const auto found =
        std::find_if(all.begin(), all.end(), [&manifest](const auto &one) { return one.name == manifest.image.name; });
    const ImageDefinition definition = found == all.end() ? ImageDefinition() : *found;
    const TreeSize size = treeSizeOf(manifest);
    entry.inodes = size.inodes;
    entry.blocks = size.blocks;
    entry.startProblem =
        whyItCannotStart(kernelFoldersOf(manifest, {definition.kernel, definition.initrd}), definition);
    entry.ownAgent = ownAgentOf(manifest);
}

} // namespace

ImageLibrary ImageLibrary::scan(const LibrarySettings &settings, const ImageLibrary &before, const Open &open)
{
    ImageLibrary library;
    library.m_settings = settings;
    for (const ImageDefinition &definition : settings.definitions) {
        const auto place = library.folderOf(definition.name);
        if (!place) {
            library.m_problems.insert(definition.name, place.error().text);
            continue;
        }
        const QDir folder(*place);
        const QStringList names = folder.entryList({definition.name + u"-*.gz"_s}, QDir::Files, QDir::Name);
        for (const QString &name : names) {
            const auto id = ImageId::parse(name.chopped(3));
            if (!id || id->name != definition.name)
                continue; // Of another image whose name begins like this one.
            const QString path = folder.filePath(name);
            if (const auto known = before.unchanged(*id, path)) {
                library.insert(describe(settings, known));
                continue;
            }
            const auto file = open(path);
            if (file)
                library.insert(describe(settings, *file));
            else
                library.m_problems.insert(id->toString(), file.error().text);
        }
    }
    library.m_changes = before.m_changes + 1;
    return library;
}

std::shared_ptr<const ImageFile> ImageLibrary::unchanged(const ImageId &image, const QString &path) const
{
    const auto file = m_files.value(image);
    return file && file->path() == path && file->isUnchanged() ? file : nullptr;
}

Result<QString> ImageLibrary::folderOf(const QString &name) const
{
    const auto &all = m_settings.definitions;
    const auto found = std::find_if(all.begin(), all.end(), [&name](const auto &one) { return one.name == name; });
    if (found == all.end()) {
        return fail(makeError(ErrorKind::NotFound, "image.unknown",
                              u"image_db has no image \"%1\": add [image \"%1\"] first"_s.arg(name)));
    }
    if (found->location.contains(u':')) {
        return fail(makeError(
            ErrorKind::Invalid, "image.elsewhere",
            u"image \"%1\": cidd serves only what lies in a folder of its own, not %2"_s.arg(name, found->location)));
    }
    auto place = resolveBeneath(QDir(m_settings.imageDir).filePath(found->location),
                                m_settings.roots + QStringList{m_settings.imageDir},
                                u"add the folder to image_roots in cid.conf if images may lie there"_s);
    return place ? place : fail(withContext(place.error(), u"image \"%1\""_s.arg(name)));
}

LibraryImage ImageLibrary::describe(const LibrarySettings &settings, const std::shared_ptr<const ImageFile> &file)
{
    LibraryImage image{file, file->catalogueEntry(), {}};
    CatalogueImage &entry = image.entry;
    entry.signatures = readSignatures(file->path());
    describeStart(file->manifest(), settings.definitions, entry);
    const auto signer = findSigner(entry.signatures, entry.digest, settings.trustedKeys);
    if (signer)
        entry.signedBy = QString::fromLatin1(signer->toHex());
    else if (signer.error().kind == ErrorKind::Corrupt)
        image.problem = entry.id.toString() + u": "_s + signer.error().text;
    for (const ImageDefinition &definition : settings.definitions) {
        const Status pinned = checkPin(definition, entry.id, entry.digest);
        if (!pinned)
            image.problem = pinned.error().text;
    }
    return image;
}

void ImageLibrary::insert(const LibraryImage &image)
{
    const ImageId &id = image.entry.id;
    ++m_changes;
    m_files.insert(id, image.file);
    m_entries.insert(id, image.entry);
    if (image.problem.isEmpty())
        m_problems.remove(id.toString());
    else
        m_problems.insert(id.toString(), image.problem);
}

void ImageLibrary::remove(const ImageId &image)
{
    ++m_changes;
    m_files.remove(image);
    m_entries.remove(image);
    m_problems.remove(image.toString());
}

std::shared_ptr<const ImageFile> ImageLibrary::find(const ImageId &image, const QByteArray &digest) const
{
    const auto found = m_files.value(image);
    return found && found->digest() == digest ? found : nullptr;
}

QList<CatalogueImage> ImageLibrary::catalogue() const
{
    QList<CatalogueImage> entries = m_entries.values();
    std::sort(entries.begin(), entries.end(),
              [](const CatalogueImage &a, const CatalogueImage &b) { return a.id.toString() < b.id.toString(); });
    return entries;
}

} // namespace cid
