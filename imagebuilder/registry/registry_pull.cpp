// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/registry_pull.h"

#include "common/base/units.h"
#include "imagebuilder/registry/limits.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

#include <sys/statvfs.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Error bad(const QString &what)
{
    return makeError(ErrorKind::Corrupt, "registry.bad", what);
}

bool isIndexType(const QString &type)
{
    return type.endsWith("image.index.v1+json"_L1) || type.endsWith("manifest.list.v2+json"_L1);
}

bool isManifestType(const QString &type)
{
    return type.endsWith("image.manifest.v1+json"_L1) || type.endsWith("manifest.v2+json"_L1);
}

Status write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return fail(makeError(ErrorKind::Io, "registry.write", path + u": "_s + file.errorString()));
}

} // namespace

RegistryPull::RegistryPull(RegistryWish wish, CancelToken cancel, std::function<void(const QString &)> say)
    : m_wish(std::move(wish))
    , m_cancel(std::move(cancel))
    , m_say(std::move(say))
    , m_hosts(m_wish.mirrors + QStringList(m_wish.image.host))
{
    m_look.setParent(this);
    m_look.setInterval(registry::lookEvery);
    connect(&m_look, &QTimer::timeout, this, &RegistryPull::look);
    m_tell.setParent(this);
    m_tell.setInterval(registry::tellEvery);
    connect(&m_tell, &QTimer::timeout, this, [this] {
        qint64 now = m_done;
        for (const BlobFetch *fetch : std::as_const(m_running))
            now += fetch->fetched();
        if (m_total > 0)
            m_say(u"fetched %1 of %2"_s.arg(formatBytes(now), formatBytes(m_total)));
    });
}

RegistryPull::~RegistryPull()
{
    qDeleteAll(m_running); // Before the client that they speak through.
}

void RegistryPull::start()
{
    if (!QDir(m_wish.folder).mkpath(u"blobs/sha256"_s)) {
        end(makeError(ErrorKind::Io, "registry.write", m_wish.folder));
        return;
    }
    m_look.start();
    m_tell.start();
    tryNext({});
}

void RegistryPull::look()
{
    if (const Status status = m_cancel.check(); !status)
        end(status.error());
}

// What is there already is not fetched again from the next one.
void RegistryPull::tryNext(const Error &why)
{
    if (m_hosts.isEmpty()) {
        end(why);
        return;
    }
    const QString host = m_hosts.takeFirst();
    if (!why.text.isEmpty())
        m_say(u"%1; trying %2"_s.arg(why.text, host));
    qDeleteAll(m_running);
    m_running.clear();
    m_waiting.clear();
    const auto credentials = findCredentials(m_wish.authFiles, host, m_wish.image.repository);
    if (!credentials) {
        end(credentials.error());
        return;
    }
    if (m_client)
        m_client.release()->deleteLater(); // It may be what calls.
    m_client = std::make_unique<RegistryClient>(
        RegistryClient::Access{host, m_wish.image.repository, *credentials, m_wish.ca});
    if (const Status prepared = m_client->prepare(); !prepared) {
        end(prepared.error());
        return;
    }
    askManifest(m_wish.image.wanted(), 0);
}

void RegistryPull::askManifest(const QString &wanted, int depth)
{
    m_client->manifest(wanted, [this, wanted, depth](const Result<RegistryClient::Document> &document) {
        if (m_hasEnded)
            return;
        if (document)
            take(*document, wanted, depth);
        else
            tryNext(document.error());
    });
}

void RegistryPull::take(const RegistryClient::Document &document, const QString &wanted, int depth)
{
    QJsonParseError parsing;
    const QJsonObject object = QJsonDocument::fromJson(document.content, &parsing).object();
    const QString type = object.value("mediaType"_L1).toString(document.mediaType);
    if (object.isEmpty())
        tryNext(bad(u"%1: %2 at byte %3"_s.arg(wanted, parsing.errorString()).arg(parsing.offset)));
    else if (isIndexType(type))
        takeIndex(object, depth);
    else if (isManifestType(type))
        takeManifest(document.content, object, type);
    else
        tryNext(bad(u"%1 is of the type \"%2\", which is no image"_s.arg(wanted, type.left(200))));
}

void RegistryPull::takeIndex(const QJsonObject &index, int depth)
{
    const auto chosen = choosePlatform(index.value("manifests"_L1).toArray(), m_wish.platform);
    if (!chosen)
        end(chosen.error());
    else if (depth >= registry::maxIndexes)
        tryNext(bad(u"too many indexes inside each other"_s));
    else
        askManifest((*chosen)[u"digest"_s].toString(), depth + 1);
}

Status RegistryPull::queue(const QJsonValue &descriptor, qint64 most)
{
    static const QRegularExpression form(u"^sha256:[0-9a-f]{64}\\z"_s);
    const QString digest = descriptor[u"digest"_s].toString();
    const qint64 size = descriptor[u"size"_s].toInteger(-1);
    if (!form.match(digest).hasMatch() || size < 0 || (most > 0 && size > most))
        return fail(
            bad(u"found \"%1\" with %2 bytes, expected sha256: and 64 digits, and a size"_s.arg(digest.left(100))
                    .arg(size)));
    const QString path = QDir(m_wish.folder).filePath(u"blobs/sha256/"_s + digest.mid(7));
    const bool isThere = QFile::exists(path)
        || std::any_of(m_waiting.begin(), m_waiting.end(), [&](const auto &one) { return one.digest == digest; });
    if (!isThere) {
        m_waiting.push_back({digest, size, path});
        m_total += size;
    }
    return {};
}

Status RegistryPull::checkRoom() const
{
    struct statvfs facts{};
    if (::statvfs(QFile::encodeName(m_wish.folder).constData(), &facts) != 0)
        return fail(errnoError("registry.write", m_wish.folder));
    const auto room = static_cast<qint64>(facts.f_bavail) * static_cast<qint64>(facts.f_frsize);
    if (m_total <= room)
        return {};
    return fail(makeError(ErrorKind::Io, "registry.no-room",
                          u"%1 has %2 left, and the layers alone take %3: name another folder by --work"_s.arg(
                              m_wish.folder, formatBytes(room), formatBytes(m_total))));
}

void RegistryPull::takeManifest(const QByteArray &content, const QJsonObject &manifest, const QString &type)
{
    m_manifest = content;
    m_manifestType = type;
    m_total = m_done = 0;
    const QJsonArray layers = manifest.value("layers"_L1).toArray();
    if (layers.isEmpty() || layers.size() > registry::maxLayers) {
        tryNext(bad(u"the image names %1 layers"_s.arg(layers.size())));
        return;
    }
    m_configuration = manifest.value("config"_L1)[u"digest"_s].toString();
    Status status = queue(manifest.value("config"_L1), registry::maxConfiguration);
    for (const QJsonValue &layer : layers)
        status = status ? queue(layer, 0) : status;
    if (!status) {
        tryNext(status.error());
        return;
    }
    if (const Status room = checkRoom(); !room) {
        end(room.error());
        return;
    }
    m_say(u"%1: %2 layers, %3, from %4"_s.arg(m_wish.image.toString())
              .arg(layers.size())
              .arg(formatBytes(m_total), m_client->host()));
    fetchMore();
}

void RegistryPull::fetchMore()
{
    while (!m_waiting.empty() && m_running.size() < registry::layersAtOnce) {
        auto *fetch = new BlobFetch(*m_client, m_waiting.front(), this);
        m_waiting.pop_front();
        m_running.append(fetch);
        connect(fetch, &BlobFetch::finished, this, [this, fetch](const Error &error) { fetched(fetch, error); });
        fetch->start();
    }
    if (m_running.isEmpty() && m_waiting.empty() && !m_hasEnded) {
        const Status status = finishLayout();
        end(status ? Error() : status.error());
    }
}

void RegistryPull::fetched(BlobFetch *fetch, const Error &error)
{
    m_running.removeOne(fetch);
    m_done += fetch->fetched();
    fetch->deleteLater();
    if (!error.text.isEmpty())
        tryNext(error);
    else
        fetchMore();
}

Status RegistryPull::finishLayout()
{
    const QDir folder(m_wish.folder);
    QFile configuration(folder.filePath(u"blobs/sha256/"_s + m_configuration.mid(7)));
    if (!configuration.open(QIODevice::ReadOnly))
        return fail(makeError(ErrorKind::Io, "registry.write", configuration.fileName()));
    const Status fits = checkPlatform(QJsonDocument::fromJson(configuration.readAll()).object(), m_wish.platform);
    if (!fits)
        return fits;
    const QString digest = QString::fromLatin1(Sha256::of(m_manifest).toHex());
    const QJsonObject index{
        {u"schemaVersion"_s, 2},
        {u"manifests"_s,
         QJsonArray{QJsonObject{
             {u"mediaType"_s, m_manifestType}, {u"digest"_s, u"sha256:"_s + digest}, {u"size"_s, m_manifest.size()}}}}};
    Status status = write(folder.filePath(u"blobs/sha256/"_s + digest), m_manifest);
    if (status)
        status = write(folder.filePath(u"oci-layout"_s), R"({"imageLayoutVersion":"1.0.0"})");
    if (status)
        status = write(folder.filePath(u"index.json"_s), QJsonDocument(index).toJson(QJsonDocument::Compact));
    if (status)
        m_say(u"%1@sha256:%2"_s.arg(m_wish.image.repository, digest));
    return status;
}

void RegistryPull::end(const Error &error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_look.stop();
    m_tell.stop();
    Q_EMIT finished(error);
}

} // namespace cid
