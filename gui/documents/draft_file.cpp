// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/draft_file.h"

#include <QCborMap>
#include <QCborValue>
#include <QCryptographicHash>
#include <QDir>
#include <QSaveFile>

namespace cid {

using namespace Qt::StringLiterals;

DraftFile::DraftFile(const QString &folder, const QString &server, const QString &name)
{
    // Titles of servers may hold anything; the digest is a file name.
    const QByteArray key = (server + u'/' + name).toUtf8();
    const QByteArray digest = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(24);
    m_path = folder + u'/' + QString::fromLatin1(digest) + u".draft"_s;
}

std::optional<DraftFile::Content> DraftFile::read() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QCborMap map = QCborValue::fromCbor(file.readAll()).toMap();
    if (!map.value(u"base"_s).isByteArray() || !map.value(u"text"_s).isByteArray())
        return std::nullopt;
    return Content{map.value(u"base"_s).toByteArray(), map.value(u"text"_s).toByteArray()};
}

bool DraftFile::write(const Content &content) const
{
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return false;
    const QByteArray bytes = QCborMap{{u"base"_s, content.base}, {u"text"_s, content.text}}.toCborValue().toCbor();
    return file.write(bytes) == bytes.size() && file.commit();
}

void DraftFile::remove() const
{
    QFile::remove(m_path);
}

} // namespace cid
