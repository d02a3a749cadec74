// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/output/file_cells.h"

#include "common/domain/file_mode.h"

#include <QFile>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// A path for people: the root has one, too.
QString pathText(const QByteArray &path)
{
    return u'/' + QFile::decodeName(path);
}

} // namespace

QStringList fileKeys()
{
    return {u"mode"_s, u"owner"_s, u"size"_s, u"time"_s, u"path"_s, u"sha256"_s};
}

QList<Cell> fileCells(const ImageEntry &file)
{
    const QString path = pathText(file.path);
    const QString arrow = file.isHardLink ? u" = /"_s : u" -> "_s;
    return {{modeText(file.mode), QJsonValue(static_cast<qint64>(file.mode))},
            u"%1:%2"_s.arg(file.uid).arg(file.gid),
            bytesCell(file.size),
            timeCell(file.time),
            {file.target.isEmpty() ? path : path + arrow + QFile::decodeName(file.target), QJsonValue(path)},
            {QString::fromLatin1(file.sha256.toHex().left(12)), QJsonValue(QString::fromLatin1(file.sha256.toHex()))}};
}

QStringList fileChangeKeys()
{
    return {u"change"_s, u"before"_s, u"after"_s, u"path"_s};
}

QList<Cell> fileChangeCells(const FileChange &change)
{
    const Tone tone = change.what == u"added"_s ? Tone::Good : change.what == u"removed"_s ? Tone::Bad : Tone::Busy;
    return {{change.what, tone}, bytesCell(change.before), bytesCell(change.after), pathText(change.path)};
}

QStringList packageChangeKeys()
{
    return {u"package"_s, u"arch"_s, u"before"_s, u"after"_s};
}

QList<Cell> packageChangeCells(const PackageChange &change)
{
    return {change.name,
            change.arch,
            {change.before.isEmpty() ? u"-"_s : change.before, QJsonValue(change.before)},
            {change.after.isEmpty() ? u"-"_s : change.after, QJsonValue(change.after)}};
}

} // namespace cid
