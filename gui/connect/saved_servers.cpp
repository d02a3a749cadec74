// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/connect/saved_servers.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSettings>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype keySize = 32;

} // namespace

Result<QList<ServerEndpoint>> SavedServer::endpoints() const
{
    QList<ServerEndpoint> result;
    static const QRegularExpression blanks(u"[\\s,]+"_s);
    for (const QString &part : address.split(blanks, Qt::SkipEmptyParts)) {
        const auto endpoint = parseEndpoint(part);
        if (!endpoint) {
            return fail(makeError(
                ErrorKind::Invalid, "console.bad-address",
                QCoreApplication::translate("SavedServer", "\"%1\" is no address: use host or host:port").arg(part)));
        }
        result.append(*endpoint);
    }
    if (result.isEmpty()) {
        return fail(makeError(ErrorKind::Invalid, "console.bad-address",
                              QCoreApplication::translate("SavedServer", "Name the server: host or host:port")));
    }
    return result;
}

QList<SavedServer> loadServers(QSettings &settings)
{
    QList<SavedServer> servers;
    const int count = settings.beginReadArray(u"servers"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        servers.append({settings.value(u"name"_s).toString(), settings.value(u"address"_s).toString(),
                        settings.value(u"keyFile"_s).toString(), settings.value(u"fingerprints"_s).toStringList()});
    }
    settings.endArray();
    return servers;
}

void saveServers(QSettings &settings, const QList<SavedServer> &servers)
{
    settings.beginWriteArray(u"servers"_s, static_cast<int>(servers.size()));
    for (int i = 0; i < servers.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(u"name"_s, servers[i].name);
        settings.setValue(u"address"_s, servers[i].address);
        settings.setValue(u"keyFile"_s, servers[i].keyFile);
        settings.setValue(u"fingerprints"_s, servers[i].fingerprints);
    }
    settings.endArray();
}

Result<QByteArray> parseKey(const QString &text)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    static const QRegularExpression digits(u"^[0-9A-Fa-f]{64}$"_s);
    const QString hex = QString(text).remove(blanks);
    if (!digits.match(hex).hasMatch()) {
        return fail(makeError(
            ErrorKind::Invalid, "key.bad",
            QCoreApplication::translate("SavedServer", "A key is %1 hexadecimal digits; this has %2 characters")
                .arg(2 * keySize)
                .arg(hex.size())));
    }
    return QByteArray::fromHex(hex.toLatin1());
}

} // namespace cid
