// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/document.h"

#include "common/config/document_parser.h"

#include <QSaveFile>

#include <algorithm>

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
    if (value.contains(u'\n') || value.contains(QChar(u'\0')))
        return fail(makeError(ErrorKind::Invalid, "config.bad-value", u"%1: a value is one line"_s.arg(key)));
    const auto isIt = [&](const Section &section) { return section.type == type && section.name == name; };
    const auto isOwn = [&](const Section &section) { return isIt(section) && section.place.file == m_path; };
    const auto section = std::find_if(m_sections.begin(), m_sections.end(), isOwn);
    if (section == m_sections.end()) {
        if (std::any_of(m_sections.begin(), m_sections.end(), isIt)) {
            return fail(
                makeError(ErrorKind::Refused, "config.included",
                          u"%1: [%2 \"%3\"] stands in an included file; change it there"_s.arg(m_path, type, name)));
        }
        if (!m_lines.isEmpty() && !m_lines.last().endsWith('\n'))
            m_lines.last().append('\n');
        const QString head = name.isEmpty() ? type : type + u" \""_s + QString(name).replace(u'"', "\\\""_L1) + u'"';
        m_lines.append(u"\n[%1]\n"_s.arg(head).toUtf8());
        m_lines.append(u"%1 = %2\n"_s.arg(key, spellValue(value)).toUtf8());
        m_lines = DocumentParser::split(text());
        return reparse();
    }
    const QList<const Setting *> present = section->find(key);
    if (!present.isEmpty()) {
        const Setting &last = *present.last();
        QByteArray &line = m_lines[last.valuePlace.line - 1];
        const qsizetype start = last.valuePlace.column - 1;
        const bool isBeforeComment = line.mid(start + last.valueBytes, 1) == "#";
        line.replace(start, last.valueBytes, spellValue(value).toUtf8() + (isBeforeComment ? " " : ""));
        return reparse();
    }
    const Place after = section->settings.isEmpty() ? section->place : section->settings.last().keyPlace;
    QByteArray &before = m_lines[after.line - 1];
    if (!before.endsWith('\n'))
        before.append('\n');
    const QByteArray indent = section->settings.isEmpty() ? QByteArray() : before.left(after.column - 1);
    m_lines.insert(after.line, indent + u"%1 = %2\n"_s.arg(key, spellValue(value)).toUtf8());
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
    QSaveFile file(m_path);
    const QByteArray content = text();
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(makeError(ErrorKind::Io, "config.write", u"%1: %2"_s.arg(m_path, file.errorString())));
    m_loaded = content;
    return {};
}

} // namespace cid
