// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/values.h"

#include <QMap>

namespace cid::config {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> scaled(const QString &text, const QMap<QString, qint64> &units, qint64 maximum)
{
    const QString trimmed = text.trimmed();
    qsizetype digits = 0;
    while (digits < trimmed.size() && trimmed[digits] >= u'0' && trimmed[digits] <= u'9')
        ++digits;
    bool isNumber = false;
    const qint64 number = trimmed.left(digits).toLongLong(&isNumber);
    const auto unit = units.constFind(trimmed.mid(digits).trimmed().toLower());
    if (!isNumber || unit == units.constEnd() || number > maximum / *unit)
        return std::nullopt;
    return number * *unit;
}

} // namespace

std::optional<qint64> parseSeconds(const QString &text)
{
    static const QMap<QString, qint64> units{{u""_s, 1},     {u"s"_s, 1},    {u"m"_s, 60},
                                             {u"min"_s, 60}, {u"h"_s, 3600}, {u"d"_s, 86400}};
    return scaled(text, units, qint64(10) * 366 * 86400);
}

std::optional<qint64> parseSize(const QString &text)
{
    static const QMap<QString, qint64> units = [] {
        QMap<QString, qint64> all{{u""_s, 1}, {u"b"_s, 1}};
        qint64 factor = 1;
        for (const QChar prefix : {u'k', u'm', u'g', u't'}) {
            factor *= 1024;
            for (const QString &suffix : {u""_s, u"b"_s, u"ib"_s})
                all.insert(prefix + suffix, factor);
        }
        return all;
    }();
    return scaled(text, units, qint64(1) << 60);
}

std::optional<bool> parseYesNo(const QString &text)
{
    const QString word = text.toLower();
    if (word == u"yes" || word == u"true" || word == u"on")
        return true;
    if (word == u"no" || word == u"false" || word == u"off")
        return false;
    return std::nullopt;
}

QStringList parseWords(const QString &text)
{
    QStringList words;
    QString word;
    int depth = 0;
    for (const QChar c : text) {
        depth += c == u'[' ? 1 : c == u']' ? -1 : 0;
        if (depth <= 0 && (c == u',' || c.isSpace())) {
            if (!word.isEmpty())
                words.append(std::exchange(word, {}));
        } else {
            word += c;
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

} // namespace cid::config
