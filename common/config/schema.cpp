// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/schema.h"

#include "common/config/limits.h"
#include "common/config/values.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <numeric>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QStringList choicesOf(const KeyRule &rule)
{
    return QString::fromLatin1(rule.choices).split(u'|', Qt::SkipEmptyParts);
}

qsizetype editDistance(QStringView a, QStringView b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row.last();
}

QString hint(const QString &word, const QStringList &candidates)
{
    const QString near = nearestWord(word, candidates);
    return near.isEmpty() ? u"; expected one of "_s + candidates.join(u", "_s) : u"; did you mean \"%1\"?"_s.arg(near);
}

/// What is wrong with the value; empty where nothing is.
QString complaint(const KeyRule &rule, const QString &value)
{
    switch (rule.type) {
    case ValueType::Number: {
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        if (isNumber && number >= rule.minimum && (rule.maximum == 0 || number <= rule.maximum))
            return {};
        return rule.maximum == 0 ? u"expected a number from %1 on"_s.arg(rule.minimum)
                                 : u"expected a number from %1 to %2"_s.arg(rule.minimum).arg(rule.maximum);
    }
    case ValueType::YesNo:
        return config::parseYesNo(value) ? QString() : u"expected yes or no"_s;
    case ValueType::Duration:
        return config::parseSeconds(value) ? QString() : u"expected a time such as \"90 s\", \"10 min\" or \"2 h\""_s;
    case ValueType::Size:
        return config::parseSize(value) ? QString() : u"expected a size such as \"512M\" or \"20 GiB\""_s;
    case ValueType::Choice:
        return choicesOf(rule).contains(value) ? QString() : hint(value, choicesOf(rule)).mid(2);
    case ValueType::Path:
        return value.isEmpty() ? u"expected a path"_s : QString();
    case ValueType::Text:
    case ValueType::Lines:
    case ValueType::Words:
        return {};
    }
    return {};
}

class Check
{
public:
    explicit Check(const Schema &schema)
        : m_schema(schema)
    { }

    void section(const Section &section)
    {
        const SectionRule *rule = m_schema.find(section.type);
        if (!rule) {
            QStringList types;
            for (const SectionRule &one : m_schema.sections)
                types.append(QString::fromLatin1(one.type));
            add("config.unknown-section", section.place,
                u"found the section [%1]"_s.arg(section.type) + hint(section.type, types));
            return;
        }
        if (rule->isNamed != !section.name.isEmpty()) {
            add("config.section-name", section.place,
                rule->isNamed ? u"expected a name: [%1 \"...\"]"_s.arg(section.type)
                              : u"found a name, expected [%1] alone"_s.arg(section.type));
        }
        const QString id = section.type + u'\n' + section.name;
        if (m_seen.contains(id)) {
            add("config.repeated", section.place,
                u"found this section again; the first one stands at %1"_s.arg(m_seen.value(id)));
        }
        m_seen.insert(id, section.place.toString());
        for (const Setting &setting : section.settings)
            this->setting(section, *rule, setting);
    }

    QList<Error> errors;

private:
    void setting(const Section &section, const SectionRule &rule, const Setting &setting)
    {
        const auto found = std::find_if(rule.keys.begin(), rule.keys.end(),
                                        [&](const KeyRule &key) { return QLatin1StringView(key.key) == setting.key; });
        if (found == rule.keys.end()) {
            QStringList keys;
            for (const KeyRule &key : rule.keys)
                keys.append(QString::fromLatin1(key.key));
            add("config.unknown-key", setting.keyPlace,
                u"found the key \"%1\""_s.arg(setting.key) + hint(setting.key, keys));
            return;
        }
        const bool mayRepeat = found->type == ValueType::Words || found->type == ValueType::Lines;
        if (!mayRepeat && section.find(setting.key).constFirst() != &setting)
            add("config.repeated", setting.keyPlace, u"found the key \"%1\" twice in one section"_s.arg(setting.key));
        const QString wrong = complaint(*found, setting.value);
        if (!wrong.isEmpty())
            add("config.bad-value", setting.valuePlace, u"found \"%1\", %2"_s.arg(setting.value.left(60), wrong));
    }

    void add(const char *code, const Place &place, const QString &text)
    {
        if (errors.size() < config::maxErrors)
            errors.append(placedError(code, place, text));
    }

    const Schema &m_schema;
    QMap<QString, QString> m_seen;
};

} // namespace

QString nearestWord(const QString &word, const QStringList &candidates)
{
    QString best;
    qsizetype least = std::min<qsizetype>(4, std::max<qsizetype>(2, word.size() / 2 + 1));
    for (const QString &candidate : candidates) {
        const qsizetype distance = editDistance(word.left(64).toLower(), candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

const SectionRule *Schema::find(QStringView type) const
{
    const auto found = std::find_if(sections.begin(), sections.end(),
                                    [type](const SectionRule &rule) { return QLatin1StringView(rule.type) == type; });
    return found == sections.end() ? nullptr : &*found;
}

QList<Error> checkDocument(const Document &document, const Schema &schema)
{
    Check check(schema);
    for (const Section &section : document.sections())
        check.section(section);
    return check.errors;
}

const Setting *SectionReader::last(const char *key) const
{
    const auto found = m_section.find(QString::fromLatin1(key));
    return found.isEmpty() ? nullptr : found.last();
}

void SectionReader::text(const char *key, QString &value) const
{
    if (const Setting *setting = last(key))
        value = setting->value;
}

void SectionReader::words(const char *key, QStringList &value) const
{
    const auto found = m_section.find(QString::fromLatin1(key));
    if (found.isEmpty())
        return;
    value.clear();
    for (const Setting *setting : found)
        value += config::parseWords(setting->value);
}

void SectionReader::lines(const char *key, QStringList &value) const
{
    const auto found = m_section.find(QString::fromLatin1(key));
    if (!found.isEmpty())
        value.clear();
    for (const Setting *setting : found)
        value.append(setting->value);
}

void SectionReader::path(const char *key, QString &value) const
{
    if (const Setting *setting = last(key))
        value = QDir::cleanPath(QFileInfo(setting->valuePlace.file).absoluteDir().absoluteFilePath(setting->value));
}

void SectionReader::yesNo(const char *key, bool &value) const
{
    if (const Setting *setting = last(key))
        value = config::parseYesNo(setting->value).value_or(value);
}

void SectionReader::size(const char *key, qint64 &value) const
{
    if (const Setting *setting = last(key))
        value = config::parseSize(setting->value).value_or(value);
}

qint64 SectionReader::seconds(const Setting &setting)
{
    return config::parseSeconds(setting.value).value_or(0);
}

int SectionReader::choiceIndex(const KeyRule &rule, const QString &value)
{
    return static_cast<int>(std::max<qsizetype>(0, choicesOf(rule).indexOf(value)));
}

Place SectionReader::place(const char *key) const
{
    const Setting *setting = last(key);
    return setting ? setting->valuePlace : m_section.place;
}

} // namespace cid
