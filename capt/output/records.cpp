// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/output/records.h"

#include "common/base/units.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString csvField(const Cell &cell)
{
    QString text = cell.value.isString() ? cell.value.toString() : cell.value.toVariant().toString();
    const bool needsQuotes = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    return needsQuotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QString csvRows(const Records &records)
{
    QString text;
    for (const QList<Cell> &row : records.rows) {
        QStringList fields;
        for (const Cell &cell : row)
            fields.append(csvField(cell));
        text += fields.join(u',') + u'\n';
    }
    return text;
}

QJsonObject jsonObject(const QStringList &keys, const QList<Cell> &row)
{
    QJsonObject object;
    for (qsizetype i = 0; i < row.size(); ++i)
        object.insert(keys[i], row[i].value);
    return object;
}

QString tableRows(const Records &records, bool withHeader, bool hasColour)
{
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < records.keys.size(); ++i) {
        qsizetype width = withHeader ? records.keys[i].size() : 0;
        for (const QList<Cell> &row : records.rows)
            width = std::max(width, printable(row[i].text).size());
        widths.append(width);
    }
    const auto line = [&](const QList<Cell> &row) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString word = printable(row[i].text);
            const bool isLast = i + 1 == row.size();
            text += coloured(isLast ? word : word.leftJustified(widths[i]), row[i].tone, hasColour);
            text += isLast ? QString() : u"  "_s;
        }
        while (text.endsWith(u' '))
            text.chop(1);
        return text + u'\n';
    };
    QString text;
    if (withHeader) {
        QList<Cell> header;
        for (const QString &key : records.keys)
            header.append(key.toUpper().replace(u'_', u' '));
        text += line(header);
    }
    for (const QList<Cell> &row : records.rows)
        text += line(row);
    return text;
}

} // namespace

std::optional<OutputFormat> outputFormatFromName(const QString &name)
{
    static const QStringList names{u"table"_s, u"json"_s, u"csv"_s};
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<OutputFormat>(index));
}

QString format(const Records &records, OutputFormat format, bool hasColour)
{
    if (format == OutputFormat::Csv)
        return records.keys.join(u',') + u'\n' + csvRows(records);
    if (format == OutputFormat::Table)
        return tableRows(records, true, hasColour);
    QJsonArray array;
    for (const QList<Cell> &row : records.rows)
        array.append(jsonObject(records.keys, row));
    return QString::fromUtf8(QJsonDocument(array).toJson());
}

QString formatRows(const Records &records, OutputFormat format, bool hasColour)
{
    if (format == OutputFormat::Csv)
        return csvRows(records);
    if (format == OutputFormat::Table)
        return tableRows(records, false, hasColour);
    QString text;
    for (const QList<Cell> &row : records.rows) {
        const QJsonDocument document(jsonObject(records.keys, row));
        text += QString::fromUtf8(document.toJson(QJsonDocument::Compact)) + u'\n';
    }
    return text;
}

Cell bytesCell(qint64 bytes)
{
    return {formatBytes(bytes), QJsonValue(bytes)};
}

Cell timeCell(qint64 milliseconds)
{
    if (milliseconds <= 0)
        return {u"-"_s, QJsonValue(QString())};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds);
    return {time.toString(u"yyyy-MM-dd HH:mm:ss"_s), QJsonValue(time.toUTC().toString(Qt::ISODateWithMs))};
}

Cell numberCell(qint64 number)
{
    return {QString::number(number), QJsonValue(number)};
}

} // namespace cid
