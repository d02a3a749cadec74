// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/document.h"

#include "common/config/document_parser.h"
#include "common/config/replace_file.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <map>

namespace cid {

using namespace Qt::StringLiterals;

QString Place::toString() const
{
    return u"%1:%2:%3"_s.arg(file).arg(line).arg(column);
}

Error placedError(const char *code, const Place &place, const QString &text)
{
    return makeError(ErrorKind::Invalid, code, place.toString() + u": "_s + text,
                     {{u"file"_s, place.file},
                      {u"line"_s, QString::number(place.line)},
                      {u"column"_s, QString::number(place.column)}});
}

QList<const Setting *> Section::find(QStringView key) const
{
    QList<const Setting *> found;
    for (const Setting &setting : settings) {
        if (setting.key == key)
            found.append(&setting);
    }
    return found;
}

namespace {

QByteArray newSection(const Document::Change &change)
{
    const QString head = change.name.isEmpty()
        ? change.type
        : change.type + u" \""_s + QString(change.name).replace(u'"', "\\\""_L1) + u'"';
    return u"\n[%1]\n%2 = %3\n"_s.arg(head, change.key, spellValue(change.value)).toUtf8();
}

/// The new value in the place of the old one; whatever stands around it stays.
void spell(const Setting &setting, const QString &value, QByteArrayList &lines)
{
    QByteArray &line = lines[setting.valuePlace.line - 1];
    const qsizetype start = setting.valuePlace.column - 1;
    const bool isBeforeComment = line.mid(start + setting.valueBytes, 1) == "#";
    line.replace(start, setting.valueBytes, spellValue(value).toUtf8() + (isBeforeComment ? " " : ""));
}

int lastLine(const Section &section)
{
    return section.settings.isEmpty() ? section.place.line : section.settings.last().keyPlace.line;
}

/// Indented as the line before it.
QByteArray newLine(const Section &section, const Document::Change &change, const QByteArrayList &lines)
{
    const QByteArray indent = section.settings.isEmpty()
        ? QByteArray()
        : lines[lastLine(section) - 1].left(section.settings.last().keyPlace.column - 1);
    return indent + u"%1 = %2\n"_s.arg(change.key, spellValue(change.value)).toUtf8();
}

} // namespace

QString spellValue(const QString &value)
{
    const bool isPlain = !value.isEmpty() && !value.startsWith(u'"') && !value.startsWith(u'#')
        && !value.contains(" #"_L1) && !value.contains("\t#"_L1) && value.trimmed() == value;
    if (isPlain)
        return value;
    QString quoted = value;
    quoted.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1);
    return u'"' + quoted + u'"';
}

Result<Document> Document::load(const QString &path)
{
    const auto text = DocumentParser::read(path);
    if (!text)
        return fail(text.error());
    return parse(*text, path);
}

Result<Document> Document::parse(const QByteArray &text, const QString &path)
{
    Document document;
    document.m_path = path;
    document.m_loaded = text;
    document.m_lines = DocumentParser::split(text);
    const Status status = document.reparse();
    if (!status)
        return fail(status.error());
    return document;
}

Result<Document> Document::parseAlone(const QByteArray &text, const QString &path)
{
    Document document;
    document.m_path = path;
    document.m_loaded = text;
    document.m_isAlone = true;
    document.m_lines = DocumentParser::split(text);
    const Status status = document.reparse();
    if (!status)
        return fail(status.error());
    return document;
}

Status Document::reparse()
{
    QList<Section> sections;
    const Status status = DocumentParser(sections, !m_isAlone).parse(m_lines, m_path);
    if (status)
        m_sections = std::move(sections);
    return status;
}

Status Document::set(const QString &type, const QString &name, const QString &key, const QString &value)
{
    return set({{type, name, key, value}});
}

Status Document::set(const QList<Change> &changes)
{
    QHash<std::pair<QString, QString>, const Section *> own;
    QSet<std::pair<QString, QString>> included;
    for (const Section &section : std::as_const(m_sections)) {
        const std::pair name{section.type, section.name};
        if (section.place.file != m_path)
            included.insert(name);
        else if (!own.contains(name))
            own.insert(name, &section);
    }
    QByteArrayList lines = m_lines;
    std::multimap<int, QByteArray> additions; // behind which line
    QByteArray sections;
    for (const Change &change : changes) {
        const std::pair name{change.type, change.name};
        if (change.value.contains(u'\n') || change.value.contains(QChar(u'\0')))
            return fail(
                makeError(ErrorKind::Invalid, "config.bad-value", u"%1: a value is one line"_s.arg(change.key)));
        const Section *section = own.value(name);
        if (!section && included.contains(name)) {
            return fail(makeError(ErrorKind::Refused, "config.included",
                                  u"%1: [%2 \"%3\"] stands in an included file; change it there"_s.arg(
                                      m_path, change.type, change.name)));
        }
        if (!section)
            sections += newSection(change);
        else if (const auto present = section->find(change.key); !present.isEmpty())
            spell(*present.last(), change.value, lines);
        else
            additions.emplace(lastLine(*section), newLine(*section, change, lines));
    }
    for (auto addition = additions.crbegin(); addition != additions.crend(); ++addition) {
        QByteArray &before = lines[addition->first - 1];
        if (!before.endsWith('\n'))
            before.append('\n');
        lines.insert(addition->first, addition->second);
    }
    if (!sections.isEmpty() && !lines.isEmpty() && !lines.last().endsWith('\n'))
        lines.last().append('\n');
    m_lines = DocumentParser::split(lines.join() + sections);
    return reparse();
}

Status Document::remove(const QString &type, const QString &name, const QString &key)
{
    QList<int> lines;
    for (const Section &section : std::as_const(m_sections)) {
        if (section.type != type || section.name != name || section.place.file != m_path)
            continue;
        for (const Setting *setting : section.find(key))
            lines.append(setting->keyPlace.line);
    }
    std::sort(lines.begin(), lines.end(), std::greater<>());
    for (const int line : std::as_const(lines))
        m_lines.removeAt(line - 1);
    return reparse();
}

Status Document::save()
{
    const auto present = DocumentParser::read(m_path);
    if (present ? *present != m_loaded : present.error().kind != ErrorKind::NotFound || !m_loaded.isEmpty()) {
        return fail(makeError(ErrorKind::Conflict, "config.changed",
                              u"%1 was changed by somebody else in between: read it again"_s.arg(m_path)));
    }
    const QByteArray content = text();
    constexpr int newMode = 0644;
    if (const Status written = replaceFile(m_path, content, newMode); !written)
        return written;
    m_loaded = content;
    return {};
}

} // namespace cid
