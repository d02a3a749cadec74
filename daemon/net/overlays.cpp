// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/overlays.h"

#include "common/wire/limits.h"
#include "daemon/net/beneath.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QByteArray filledIn(QByteArray text, const NodeDefinition &node, const ImageId &image)
{
    text.replace("@NODE@", node.name.toUtf8());
    text.replace("@IP@", node.ip.toUtf8());
    text.replace("@MAC@", node.macs.value(0).toUtf8());
    text.replace("@IMAGE@", image.toString().toUtf8());
    text.replace("@GROUPS@", node.groups.join(u' ').toUtf8());
    return text;
}

Result<OverlayFile> readOverlay(const QString &path, const QString &relative)
{
    // A link that took the file's place since the walk is not followed.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    QFile file;
    struct stat facts = {};
    if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFile::AutoCloseHandle)
        || ::fstat(descriptor, &facts) != 0)
        return fail(errnoError("overlay.read", path));
    if (file.size() > limits::maxOverlayFile) {
        return fail(
            makeError(ErrorKind::Refused, "overlay.too-large",
                      u"%1 has more than %2: put it into the image"_s.arg(path, formatBytes(limits::maxOverlayFile))));
    }
    return OverlayFile{QFile::encodeName(relative), facts.st_mode & 07777U, file.readAll()};
}

/// The names of the folders with a node's files, in their order.
QStringList sourcesOf(const NodeDefinition &node, const ImageId &image)
{
    QStringList sources{u"image/"_s + image.name};
    for (const QString &group : node.groups)
        sources.append(u"group/"_s + group);
    sources.append(u"node/"_s + node.name);
    return sources;
}

/// The real folder of one source, which lies below \a folder; empty where there is none.
Result<QString> placeOf(const QString &folder, const QString &source)
{
    const QString path = QDir(folder).filePath(source);
    return QFileInfo::exists(path) ? resolveBeneath(path, {folder}, u"overlays lie in overlay_dir"_s) : QString();
}

/// Public files are no way to secret ones: a link there would give them to everybody.
Status notSecret(const QString &place, const QString &secret)
{
    const QString real = QFileInfo(secret).canonicalFilePath();
    const bool isWithin = (place + u'/').startsWith(real + u'/') || (real + u'/').startsWith(place + u'/');
    if (place.isEmpty() || real.isEmpty() || !isWithin)
        return {};
    return fail(makeError(ErrorKind::Refused, "path.outside",
                          u"%1 is secret, but a link outside of %2 leads there"_s.arg(place, secret)));
}

Status appendFiles(const QString &place, const NodeDefinition &node, const ImageId &image, QList<OverlayFile> &files)
{
    const QDir root(place);
    QStringList paths;
    QDirIterator walk(root.path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (walk.hasNext())
        paths.append(root.relativeFilePath(walk.next()));
    paths.sort();
    for (const QString &path : std::as_const(paths)) {
        auto file = readOverlay(root.filePath(path), path);
        if (!file)
            return fail(file.error());
        if (file->path.endsWith(".in")) {
            file->path.chop(3);
            file->content = filledIn(std::move(file->content), node, image);
        }
        files.append(std::move(*file));
    }
    return {};
}

} // namespace

Result<Overlays> collectOverlays(const QString &folder, const NodeDefinition &node, const ImageId &image,
                                 Secrets secrets)
{
    const QString secret = QDir(folder).filePath(u"secret"_s);
    const auto secretPlace = placeOf(folder, u"secret"_s);
    if (!secretPlace)
        return fail(secretPlace.error());
    const QStringList sources = sourcesOf(node, image);
    Overlays overlays;
    for (const QString &source : sources) {
        const auto place = placeOf(folder, source);
        Status status = place ? notSecret(*place, secret) : fail(place.error());
        if (status && !place->isEmpty())
            status = appendFiles(*place, node, image, overlays.files);
        if (!status)
            return fail(status.error());
    }
    for (const QString &source : sources) {
        const auto place = placeOf(secret, source);
        if (!place)
            return fail(place.error());
        if (secrets == Secrets::Withheld) {
            overlays.hasWithheld = overlays.hasWithheld || !place->isEmpty();
            continue;
        }
        const Status status = place->isEmpty() ? Status() : appendFiles(*place, node, image, overlays.files);
        if (!status)
            return fail(status.error());
    }
    return overlays;
}

} // namespace cid
