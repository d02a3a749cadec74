// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/source/oci_layout.h"

#include "imagebuilder/sha256.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxDocument = 16 * 1024 * 1024;
constexpr qsizetype maxLayers = 1'000;
constexpr int maxIndexes = 4; ///< inside each other

tl::unexpected<Error> bad(const QString &what)
{
    return fail(makeError(ErrorKind::Corrupt, "oci.bad", what));
}

Result<QJsonDocument> parse(const Result<QByteArray> &text, const QString &name)
{
    if (!text)
        return fail(text.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*text, &error);
    if (error.error != QJsonParseError::NoError)
        return bad(u"%1: %2 at byte %3"_s.arg(name, error.errorString()).arg(error.offset));
    return document;
}

bool isIndex(const QJsonValue &descriptor)
{
    const QString type = descriptor[u"mediaType"_s].toString();
    return type.endsWith("image.index.v1+json"_L1) || type.endsWith("manifest.list.v2+json"_L1);
}

QString tagOf(const QJsonValue &descriptor)
{
    return descriptor[u"annotations"_s][u"org.opencontainers.image.ref.name"_s].toString();
}

/// Of the manifests in an index those with that tag; all where none is asked for.
QJsonArray tagged(const QJsonArray &all, const QString &tag)
{
    QJsonArray found;
    for (const auto &one : all) {
        if (tag.isEmpty() || tagOf(one) == tag)
            found.append(one);
    }
    return found;
}

QString listed(const QJsonArray &all)
{
    QStringList names;
    for (const auto &one : all) {
        names.append(u"%1 (%2)"_s.arg(tagOf(one).isEmpty() ? u"untagged"_s : tagOf(one),
                                      one[u"platform"_s][u"architecture"_s].toString(u"unknown architecture"_s)));
    }
    return names.join(u", "_s);
}

Result<QByteArray> hashOf(int file)
{
    Sha256 hash;
    QByteArray buffer(1024 * 1024, Qt::Uninitialized);
    off_t at = 0;
    for (;;) {
        const ssize_t count = ::pread(file, buffer.data(), static_cast<size_t>(buffer.size()), at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return fail(errnoError("oci.read", u"a blob"_s));
        if (count == 0)
            return hash.finish();
        hash.add(QByteArrayView(buffer).first(count));
        at += count;
    }
}

} // namespace

Result<OciLayout> OciLayout::open(const QString &folder)
{
    UniqueFd opened(::open(QFile::encodeName(folder).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!opened.isValid())
        return fail(errnoError("oci.read", folder));
    return OciLayout(std::move(opened));
}

Result<UniqueFd> OciLayout::openFile(const QString &path) const
{
    open_how how = {};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    UniqueFd file(static_cast<int>(
        ::syscall(SYS_openat2, m_folder.get(), QFile::encodeName(path).constData(), &how, sizeof(how))));
    struct stat facts = {};
    if (!file.isValid())
        return fail(errnoError("oci.read", path));
    if (::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return bad(u"%1 is no regular file"_s.arg(path));
    return file;
}

Result<QByteArray> OciLayout::read(const QString &path) const
{
    const auto file = openFile(path);
    if (!file)
        return fail(file.error());
    QFile reader;
    if (!reader.open(file->get(), QIODevice::ReadOnly) || reader.size() > maxDocument)
        return bad(u"%1 is too large"_s.arg(path));
    return reader.readAll();
}

Result<UniqueFd> OciLayout::openBlob(const QString &digest) const
{
    static const QRegularExpression form(u"^sha256:[0-9a-f]{64}\\z"_s);
    if (!form.match(digest).hasMatch())
        return bad(u"found \"%1\", expected sha256: and 64 hexadecimal digits"_s.arg(digest.left(100)));
    auto file = openFile(u"blobs/sha256/"_s + digest.mid(7));
    if (!file)
        return file;
    const auto hash = hashOf(file->get());
    if (!hash)
        return fail(hash.error());
    if (QString::fromLatin1(hash->toHex()) != digest.mid(7)) {
        return fail(makeError(ErrorKind::Corrupt, "oci.wrong-digest",
                              u"the blob %1 is not what its name says: it was damaged or replaced"_s.arg(digest)));
    }
    return file;
}

Result<QByteArray> OciLayout::readBlob(const QString &digest) const
{
    const auto file = openBlob(digest);
    if (!file)
        return fail(file.error());
    QFile reader;
    if (!reader.open(file->get(), QIODevice::ReadOnly) || reader.size() > maxDocument || !reader.seek(0))
        return bad(u"the blob %1 is too large for a manifest"_s.arg(digest));
    return reader.readAll();
}

Result<QString> OciLayout::chooseManifest(const QString &tag, const Platform &platform) const
{
    auto index = parse(read(u"index.json"_s), u"index.json"_s);
    QString wanted = tag;
    for (int depth = 0; index && depth < maxIndexes; ++depth) {
        const QJsonArray all = (*index)[u"manifests"_s].toArray();
        const QJsonArray left = tagged(all, wanted);
        // Images of different names are no choice of platforms.
        const bool isMixed =
            std::any_of(left.begin(), left.end(), [&](const auto &one) { return tagOf(one) != tagOf(left[0]); });
        if (left.isEmpty() || isMixed) {
            return fail(makeError(ErrorKind::NotFound, "oci.no-image",
                                  u"the layout has no single image \"%1\"; it has: %2"_s.arg(wanted, listed(all))));
        }
        const auto chosen =
            left.size() == 1 && isIndex(left[0]) ? Result<QJsonValue>(left[0]) : choosePlatform(left, platform);
        if (!chosen)
            return fail(chosen.error());
        const QString digest = (*chosen)[u"digest"_s].toString();
        if (!isIndex(*chosen))
            return digest;
        index = parse(readBlob(digest), digest);
        wanted.clear(); // The tag was that of this index.
    }
    return index ? bad(u"too many indexes inside each other"_s) : fail(index.error());
}

Result<std::vector<OciLayer>> OciLayout::layersOfManifest(const QString &digest, const Platform &platform) const
{
    const auto manifest = parse(readBlob(digest), digest);
    if (!manifest)
        return fail(manifest.error());
    // A manifest that no index describes says it in its configuration.
    if (const QString named = (*manifest)[u"config"_s][u"digest"_s].toString(); !named.isEmpty()) {
        const auto configuration = parse(readBlob(named), named);
        const Status fits =
            configuration ? checkPlatform(configuration->object(), platform) : fail(configuration.error());
        if (!fits)
            return fail(fits.error());
    }
    const QJsonArray list = (*manifest)[u"layers"_s].toArray();
    if (list.isEmpty() || list.size() > maxLayers)
        return bad(u"%1 names %2 layers"_s.arg(digest).arg(list.size()));
    std::vector<OciLayer> layers;
    for (const auto &layer : list) {
        const QString name = layer[u"digest"_s].toString();
        auto file = openBlob(name);
        if (!file)
            return fail(withContext(file.error(), u"layer %1 of %2"_s.arg(layers.size() + 1).arg(list.size())));
        layers.push_back({name, std::move(*file)});
    }
    return layers;
}

Result<std::vector<OciLayer>> OciLayout::layersOfArchive(const QString &tag, const Platform &platform) const
{
    const auto document = parse(read(u"manifest.json"_s), u"manifest.json"_s);
    if (!document)
        return fail(document.error());
    QJsonArray left;
    QStringList tags;
    const QJsonArray images = document->array();
    for (const auto &image : images) {
        const QStringList own = image[u"RepoTags"_s].toVariant().toStringList();
        tags += own;
        if (tag.isEmpty() || own.contains(tag))
            left.append(image);
    }
    if (left.size() != 1) {
        return fail(makeError(ErrorKind::NotFound, "oci.no-image",
                              u"the archive has no single image \"%1\"; it has: %2"_s.arg(tag, tags.join(u", "_s))));
    }
    const auto config = parse(read(left[0][u"Config"_s].toString()), u"the image's configuration"_s);
    if (!config)
        return fail(config.error());
    if (const Status fits = checkPlatform(config->object(), platform); !fits)
        return fail(fits.error());
    const QJsonArray ids = (*config)[u"rootfs"_s][u"diff_ids"_s].toArray();
    const QJsonArray names = left[0][u"Layers"_s].toArray();
    if (names.isEmpty() || names.size() > maxLayers || names.size() != ids.size())
        return bad(u"manifest.json names %1 layers, the configuration %2"_s.arg(names.size()).arg(ids.size()));
    std::vector<OciLayer> layers;
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto file = openFile(names[i].toString());
        if (!file)
            return fail(file.error());
        const auto hash = hashOf(file->get());
        if (!hash)
            return fail(hash.error());
        if (u"sha256:"_s + QString::fromLatin1(hash->toHex()) != ids[i].toString()) {
            return fail(makeError(ErrorKind::Corrupt, "oci.wrong-digest",
                                  u"the layer %1 is not what the configuration says"_s.arg(names[i].toString())));
        }
        layers.push_back({names[i].toString(), std::move(*file)});
    }
    return layers;
}

Result<std::vector<OciLayer>> OciLayout::layers(const QString &tag, const Platform &platform) const
{
    // What docker writes today is both; the layout has a digest for every part.
    if (::faccessat(m_folder.get(), "index.json", F_OK, AT_SYMLINK_NOFOLLOW) != 0)
        return layersOfArchive(tag, platform);
    const auto manifest = chooseManifest(tag, platform);
    return manifest ? layersOfManifest(*manifest, platform) : fail(manifest.error());
}

} // namespace cid
