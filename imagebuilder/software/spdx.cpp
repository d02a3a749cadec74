// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/software/spdx.h"

#include "imagebuilder/pack/output_file.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteCount maxDocument = 256 * MiB;
constexpr auto unknown = "NOASSERTION"_L1;
constexpr auto documentId = "SPDXRef-DOCUMENT"_L1;
constexpr auto imageIdentifier = "SPDXRef-Image"_L1;

/// An identifier has letters, digits, '.' and '-' alone; the number keeps those apart that lost something by it.
QString identifier(const SoftwarePackage &package, qsizetype number)
{
    QString name = package.name.left(100);
    for (QChar &letter : name) {
        const bool isFine = letter.unicode() < 128 && (letter.isLetterOrNumber() || letter == u'.' || letter == u'-');
        letter = isFine ? letter : QChar(u'-');
    }
    return u"SPDXRef-Package-%1-%2"_s.arg(number).arg(name);
}

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString packageUrl(const SoftwarePackage &package, const SoftwareList &list)
{
    const bool isDeb = list.manager == SoftwareList::Manager::Dpkg;
    const QString vendor = list.distribution.isEmpty() ? (isDeb ? u"debian"_s : u"rpm"_s) : list.distribution;
    QString url = u"pkg:%1/%2/%3@%4?arch=%5"_s.arg(isDeb ? u"deb"_s : u"rpm"_s, encoded(vendor), encoded(package.name),
                                                   encoded(package.version), encoded(package.arch));
    if (!list.release.isEmpty())
        url += u"&distro="_s + encoded(vendor + u'-' + list.release);
    return url;
}

QJsonObject plainPackage(const QString &id, const QString &name, const QString &version)
{
    return {{u"SPDXID"_s, id},
            {u"name"_s, name},
            {u"versionInfo"_s, version},
            {u"downloadLocation"_s, unknown},
            {u"filesAnalyzed"_s, false},
            {u"licenseConcluded"_s, unknown},
            {u"licenseDeclared"_s, unknown},
            {u"copyrightText"_s, unknown}};
}

QJsonObject packageObject(const SoftwarePackage &package, const QString &id, const SoftwareList &list)
{
    QJsonObject object = plainPackage(id, package.name, package.version);
    object.insert(u"externalRefs"_s,
                  QJsonArray{QJsonObject{{u"referenceCategory"_s, u"PACKAGE-MANAGER"_s},
                                         {u"referenceType"_s, u"purl"_s},
                                         {u"referenceLocator"_s, packageUrl(package, list)}}});
    object.insert(u"summary"_s, package.arch);
    if (!package.supplier.isEmpty())
        object.insert(u"supplier"_s, u"Organization: "_s + package.supplier);
    return object;
}

QJsonObject relation(const QString &from, const QString &kind, const QString &to)
{
    return {{u"spdxElementId"_s, from}, {u"relationshipType"_s, kind}, {u"relatedSpdxElement"_s, to}};
}

} // namespace

QByteArray formatSpdx(const SpdxSubject &subject, const SoftwareList &list)
{
    const QString digest = QString::fromLatin1(subject.digest.toHex());
    QJsonObject image =
        plainPackage(imageIdentifier, subject.image.name, subject.image.version + u'-' + subject.image.subversion);
    image.insert(u"primaryPackagePurpose"_s, u"OPERATING-SYSTEM"_s);
    image.insert(u"packageFileName"_s, subject.image.toString() + u".gz"_s);
    image.insert(u"comment"_s, u"The image's digest, the SHA-256 of its manifest, is %1."_s.arg(digest));
    QJsonArray packages{image};
    QJsonArray relations{relation(documentId, u"DESCRIBES"_s, imageIdentifier)};
    for (qsizetype i = 0; i < list.packages.size(); ++i) {
        const QString id = identifier(list.packages[i], i + 1);
        packages.append(packageObject(list.packages[i], id, list));
        relations.append(relation(imageIdentifier, u"CONTAINS"_s, id));
    }
    const QDateTime created = QDateTime::fromMSecsSinceEpoch(std::max<qint64>(0, subject.madeAt)).toUTC();
    QJsonObject document{
        {u"spdxVersion"_s, u"SPDX-2.3"_s},
        {u"dataLicense"_s, u"CC0-1.0"_s},
        {u"SPDXID"_s, documentId},
        {u"name"_s, subject.image.toString()},
        {u"documentNamespace"_s, u"https://spdx.org/spdxdocs/%1-%2"_s.arg(subject.image.toString(), digest)},
        {u"creationInfo"_s,
         QJsonObject{{u"created"_s, created.toString(u"yyyy-MM-ddTHH:mm:ssZ"_s)},
                     {u"creators"_s, QJsonArray{u"Tool: notP-" CID_VERSION ""_s}}}},
        {u"packages"_s, packages},
        {u"relationships"_s, relations},
    };
    if (list.manager == SoftwareList::Manager::None)
        document.insert(u"comment"_s, u"The image has no package database that is known here."_s);
    else if (!list.remark.isEmpty())
        document.insert(u"comment"_s, list.remark);
    return QJsonDocument(document).toJson();
}

Result<QList<SoftwarePackage>> parseSpdx(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError || !document[u"packages"_s].isArray()) {
        return fail(makeError(ErrorKind::Corrupt, "spdx.bad",
                              u"expected an SPDX document as JSON: %1"_s.arg(error.errorString())));
    }
    QList<SoftwarePackage> packages;
    const QJsonArray listed = document[u"packages"_s].toArray();
    for (const auto &value : listed) {
        if (value[u"SPDXID"_s].toString() == imageIdentifier)
            continue;
        QString supplier = value[u"supplier"_s].toString();
        if (supplier.startsWith("Organization: "_L1))
            supplier.remove(0, 14);
        packages.append({value[u"name"_s].toString(), value[u"versionInfo"_s].toString(),
                         value[u"summary"_s].toString(), supplier});
    }
    return packages;
}

QString softwarePath(const QString &imagePath)
{
    return imagePath.chopped(imagePath.endsWith(".gz"_L1) ? 3 : 0) + u".spdx.json"_s;
}

Status writeSoftware(const QString &imagePath, const SpdxSubject &subject, const SoftwareList &list)
{
    OutputFile file;
    Status status = file.create(QFileInfo(imagePath).absolutePath());
    if (status)
        status = file.write(formatSpdx(subject, list));
    return status ? file.publish(softwarePath(imagePath)) : status;
}

Result<QList<SoftwarePackage>> softwareOf(const QString &imagePath)
{
    QFile file(softwarePath(imagePath));
    if (!file.open(QIODevice::ReadOnly) || file.size() > maxDocument) {
        return fail(makeError(ErrorKind::NotFound, "spdx.none",
                              u"%1 cannot be read: %2"_s.arg(file.fileName(), file.errorString())));
    }
    const auto packages = parseSpdx(file.readAll());
    return packages ? packages : fail(withContext(packages.error(), file.fileName()));
}

} // namespace cid
