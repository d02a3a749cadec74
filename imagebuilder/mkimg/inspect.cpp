// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/mkimg/inspect.h"

#include "common/base/printable.h"
#include "common/domain/file_mode.h"
#include "imagebuilder/delta/tree_check.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/unpack/verify_chunks.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <unistd.h>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

void print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
}

void print(const QJsonObject &object)
{
    print(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

/// As ls does it: programs get the bytes, a terminal gets nothing that it would obey.
QByteArray nameFor(const QByteArray &path)
{
    static const bool isTerminal = ::isatty(STDOUT_FILENO) == 1;
    return isTerminal ? escaped(path) : path;
}

QByteArray lineOf(const FileRecord &file)
{
    const QByteArray time = QDateTime::fromSecsSinceEpoch(file.mtimeSeconds).toUTC().toString(Qt::ISODate).toLatin1();
    QByteArray line = modeText(file.mode).toLatin1() + ' ' + QByteArray::number(file.uid) + '/'
        + QByteArray::number(file.gid) + ' ' + QByteArray::number(file.size).rightJustified(11) + ' ' + time + ' '
        + (file.path.isEmpty() ? QByteArray(".") : nameFor(file.path));
    if (!file.target.isEmpty())
        line += (file.isHardLink ? " link to " : " -> ") + nameFor(file.target);
    return line + '\n';
}

QJsonObject objectOf(const FileRecord &file)
{
    QJsonObject object{{u"path"_s, QFile::decodeName(file.path)},
                       {u"mode"_s, QString::number(file.mode, 8)},
                       {u"uid"_s, static_cast<qint64>(file.uid)},
                       {u"gid"_s, static_cast<qint64>(file.gid)},
                       {u"size"_s, file.size},
                       {u"mtime"_s, file.mtimeSeconds}};
    if (!file.target.isEmpty())
        object.insert(file.isHardLink ? u"hardLink"_s : u"target"_s, QFile::decodeName(file.target));
    if (!file.sha256.isEmpty())
        object.insert(u"sha256"_s, QString::fromLatin1(file.sha256.toHex()));
    return object;
}

QJsonArray listOf(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

QStringList decoded(const QByteArrayList &paths)
{
    QStringList texts;
    for (const QByteArray &path : paths)
        texts.append(QFile::decodeName(path));
    return texts;
}

} // namespace

Status listImage(const Inspection &inspection)
{
    const auto image = ImageFile::open(inspection.image);
    if (!image)
        return fail(image.error());
    QJsonArray files;
    for (const FileRecord &file : (*image)->manifest().files) {
        if (inspection.json)
            files.append(objectOf(file));
        else
            print(lineOf(file));
    }
    if (inspection.json)
        print(QJsonObject{{u"image"_s, (*image)->manifest().image.toString()}, {u"files"_s, files}});
    return {};
}

Status checkImage(const Inspection &inspection)
{
    const auto image = ImageFile::open(inspection.image);
    if (!image)
        return fail(image.error());
    FileChunkSource source(*image);
    VerifyOptions options;
    options.cancelled = inspection.cancelled;
    const Status checked = verifyChunks((*image)->manifest(), source, options);
    if (!checked)
        return checked;
    const Manifest &manifest = (*image)->manifest();
    const QString digest = QString::fromLatin1((*image)->digest().toHex());
    if (inspection.json) {
        print(QJsonObject{{u"image"_s, manifest.image.toString()},
                          {u"digest"_s, digest},
                          {u"chunks"_s, static_cast<qint64>(manifest.chunks.size())},
                          {u"good"_s, true}});
    } else {
        print(u"%1: all %2 chunks are right, digest %3\n"_s.arg(manifest.image.toString())
                  .arg(manifest.chunks.size())
                  .arg(digest)
                  .toUtf8());
    }
    return {};
}

Result<bool> diffImage(const Inspection &inspection, const QString &root, const QByteArrayList &ignored)
{
    const auto image = ImageFile::open(inspection.image);
    if (!image)
        return fail(image.error());
    TreeCheckOptions options;
    options.ignored = ignored;
    options.cancelled = inspection.cancelled;
    const auto check = verifyTree((*image)->manifest(), root, options);
    if (!check)
        return fail(check.error());
    QJsonArray differing;
    for (const TreeDifference &one : check->differing) {
        const QByteArray path = one.path.isEmpty() ? QByteArray(".") : one.path;
        const QString aspects = describeAspects(one.aspects);
        if (inspection.json)
            differing.append(
                QJsonObject{{u"path"_s, QFile::decodeName(path)}, {u"aspects"_s, listOf(aspects.split(u", "_s))}});
        else
            print(nameFor(path) + ": " + aspects.toUtf8() + '\n');
    }
    if (inspection.json)
        print(QJsonObject{{u"image"_s, (*image)->manifest().image.toString()},
                          {u"differing"_s, differing},
                          {u"extra"_s, listOf(decoded(check->extra))}});
    else
        for (const QByteArray &path : check->extra)
            print(nameFor(path) + ": extra\n");
    return check->isClean();
}

QByteArray reportAsJson(const PackReport &report)
{
    const QJsonObject object{{u"image"_s, report.manifest.image.toString()},
                             {u"path"_s, report.imagePath},
                             {u"digest"_s, QString::fromLatin1(report.digest.toHex())},
                             {u"entries"_s, report.entries},
                             {u"chunks"_s, report.chunks},
                             {u"packed"_s, report.manifest.packedSize},
                             {u"unpacked"_s, report.manifest.unpackedSize},
                             {u"leftOut"_s, listOf(decoded(report.leftOut))},
                             {u"problems"_s, listOf(report.problems)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace cid
