// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/registry/credentials.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 maxFile = 1024 * 1024;

/// The names under which an entry may stand, the most exact first.
QStringList entryNames(const QString &host, const QString &repository)
{
    QStringList names;
    for (QString name = host + u'/' + repository; name != host; name = name.section(u'/', 0, -2))
        names.append(name);
    names += {host, u"https://"_s + host, u"https://"_s + host + u"/v1/"_s, u"https://"_s + host + u"/v2/"_s};
    if (host == "registry-1.docker.io"_L1)
        names += {u"docker.io"_s, u"index.docker.io"_s, u"https://index.docker.io/v1/"_s};
    return names;
}

Result<std::optional<Credentials>> credentialsOf(const QJsonObject &entry, const QString &file, const QString &name)
{
    const QByteArray plain = QByteArray::fromBase64(entry.value("auth"_L1).toString().toLatin1());
    const qsizetype colon = plain.indexOf(':');
    if (colon > 0)
        return Credentials{QString::fromUtf8(plain.left(colon)), QString::fromUtf8(plain.mid(colon + 1))};
    if (entry.contains("identitytoken"_L1)) {
        return fail(
            makeError(ErrorKind::Invalid, "registry.bad-auth",
                      u"%1: the entry \"%2\" holds an identity token; log in with a user and a password or access "
                      "token"_s.arg(file, name)));
    }
    return std::nullopt; // An empty entry: a helper program knows more, and none is run here.
}

} // namespace

QStringList authFiles()
{
    const auto set = [](const char *name) { return qEnvironmentVariable(name); };
    if (const QString named = set("REGISTRY_AUTH_FILE"); !named.isEmpty())
        return {named};
    QStringList files;
    if (const QString runtime = set("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        files.append(runtime + u"/containers/auth.json"_s);
    files.append(QDir::homePath() + u"/.config/containers/auth.json"_s);
    const QString docker = set("DOCKER_CONFIG");
    files.append((docker.isEmpty() ? QDir::homePath() + u"/.docker"_s : docker) + u"/config.json"_s);
    return files;
}

Result<std::optional<Credentials>> findCredentials(const QStringList &files, const QString &host,
                                                   const QString &repository)
{
    for (const QString &path : files) {
        QFile file(path);
        if (!file.exists())
            continue;
        if (!file.open(QIODevice::ReadOnly) || file.size() > maxFile)
            return fail(makeError(ErrorKind::Io, "registry.bad-auth", path + u": "_s + file.errorString()));
        QJsonParseError parsing;
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsing);
        if (!document.isObject()) {
            return fail(makeError(ErrorKind::Invalid, "registry.bad-auth",
                                  u"%1: %2 at byte %3"_s.arg(path, parsing.errorString()).arg(parsing.offset)));
        }
        const QJsonObject entries = document.object().value("auths"_L1).toObject();
        for (const QString &name : entryNames(host, repository)) {
            if (!entries.contains(name))
                continue;
            auto found = credentialsOf(entries.value(name).toObject(), path, name);
            if (!found || *found)
                return found;
        }
    }
    return std::nullopt;
}

} // namespace cid
