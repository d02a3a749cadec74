// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/remake_manifest.h"

#include "imagebuilder/archive_names.h"
#include "imagebuilder/catalogue/entry_reader.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/output_file.h"
#include "imagebuilder/software/spdx.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <archive.h>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Status readEntries(struct archive *archive, EntryReader &reader, const MemberScan &scan, const QString &name)
{
    for (;;) {
        struct archive_entry *entry = nullptr;
        const NextEntry next = readEntry(archive, &entry);
        if (next == NextEntry::End)
            return {};
        const Status read = next == NextEntry::Entry ? reader.add(archive, entry) : EntryReader::failure(archive);
        if (read)
            continue;
        return scan.status() ? Status(fail(withContext(read.error(), name))) : scan.status();
    }
}

} // namespace

Result<RemadeManifest> remakeManifest(const QString &imagePath, ImageKind kind, const MemberScan::Progress &progress)
{
    const QString name = QFileInfo(imagePath).fileName();
    const auto image = ImageId::parse(name.chopped(name.endsWith(".gz"_L1) ? 3 : 0));
    if (!image)
        return fail(image.error());
    const int file = ::open(QFile::encodeName(imagePath).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return fail(errno == ENOENT
                        ? makeError(ErrorKind::NotFound, "image.no-file", u"There is no file "_s + imagePath)
                        : errnoError("image.read", imagePath));
    }
    const auto closer = qScopeGuard([file] { ::close(file); });
    MemberScan scan(file, name, progress);
    const std::unique_ptr<struct archive, int (*)(struct archive *)> archive(archive_read_new(), &archive_read_free);
    EntryReader reader;
    Status status = scan.open(archive.get());
    if (status)
        status = readEntries(archive.get(), reader, scan, name);
    if (status)
        status = scan.drain();
    if (!status)
        return fail(status.error());
    RemadeManifest made;
    made.software = reader.software();
    Manifest &manifest = made.manifest;
    manifest.image = *image;
    manifest.kind = kind;
    manifest.arch = reader.arch();
    manifest.packedSize = scan.packedSize();
    manifest.unpackedSize = scan.unpackedSize();
    manifest.chunks = scan.takeChunks();
    manifest.files = reader.takeFiles();
    for (const FileRecord &one : manifest.files)
        manifest.madeAt = std::max(manifest.madeAt, one.mtimeSeconds * 1000 + one.mtimeNanoseconds / 1'000'000);
    return made;
}

Status adoptImage(const QString &imagePath, ImageKind kind, const MemberScan::Progress &progress)
{
    const auto made = remakeManifest(imagePath, kind, progress);
    if (!made)
        return fail(made.error());
    const QByteArray bytes = formatManifest(made->manifest);
    Status status =
        writeSoftware(imagePath, {made->manifest.image, manifestDigest(bytes), made->manifest.madeAt}, made->software);
    OutputFile file;
    if (status)
        status = file.create(QFileInfo(imagePath).absolutePath());
    if (status)
        status = file.write(bytes);
    return status ? file.publish(manifestPath(imagePath)) : status;
}

} // namespace cid
