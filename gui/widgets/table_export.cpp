// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_export.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString csvCell(QString text)
{
    // A spreadsheet takes what begins like this for a formula.
    if (!text.isEmpty() && u"=+-@"_s.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n'))
        text = u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"';
    return text;
}

} // namespace

QByteArray modelAsCsv(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf)
{
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < model.columnCount(); ++column)
        cells << csvCell(keyOf(column));
    lines << cells.join(u',');
    for (int row = 0; row < model.rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < model.columnCount(); ++column)
            cells << csvCell(model.index(row, column).data().toString());
        lines << cells.join(u',');
    }
    return (lines.join(u"\r\n"_s) + u"\r\n"_s).toUtf8();
}

QByteArray modelAsJson(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf)
{
    QJsonArray rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QJsonObject object;
        for (int column = 0; column < model.columnCount(); ++column)
            object.insert(keyOf(column), model.index(row, column).data().toString());
        rows.append(object);
    }
    return QJsonDocument(rows).toJson();
}

Status exportModel(const QAbstractItemModel &model, const std::function<QString(int)> &keyOf, const QString &path)
{
    QSaveFile file(path);
    const bool isJson = path.endsWith(u".json"_s, Qt::CaseInsensitive);
    const QByteArray text = isJson ? modelAsJson(model, keyOf) : modelAsCsv(model, keyOf);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(makeError(ErrorKind::Io, "export.write", path + u": "_s + file.errorString()));
    return {};
}

} // namespace cid
