// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/document_parser.h"

#include "common/config/limits.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

bool isKeyCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

} // namespace

/// A cursor over one line without its end.
class DocumentParser::Line
{
public:
    Line(QByteArrayView bytes, const QString &file, int number)
        : m_bytes(bytes)
        , m_file(file)
        , m_number(number)
    { }

    [[nodiscard]] Place place() const { return {m_file, m_number, static_cast<int>(m_at) + 1}; }
    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_bytes[m_at]; }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_bytes[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        const bool there = peek() == c && !atEnd();
        m_at += there ? 1 : 0;
        return there;
    }
    QString word()
    {
        const qsizetype start = m_at;
        while (!atEnd() && isKeyCharacter(m_bytes[m_at]))
            ++m_at;
        return QString::fromLatin1(m_bytes.sliced(start, m_at - start));
    }
    /// From the opening quote on.
    Result<QString> string()
    {
        const Place begin = place();
        QByteArray result;
        ++m_at;
        while (!atEnd() && peek() != '"') {
            if (take('\\') && peek() != '"' && peek() != '\\')
                return fail(placedError("config.syntax", place(), u"expected \\\" or \\\\ after the backslash"_s));
            if (!atEnd())
                result.append(m_bytes[m_at++]);
        }
        if (!take('"'))
            return fail(placedError("config.syntax", begin, u"the string that begins here has no end"_s));
        return QString::fromUtf8(result);
    }
    /// Up to a comment or the end.
    QString text()
    {
        const qsizetype start = m_at;
        qsizetype end = m_at;
        while (!atEnd() && !(m_bytes[m_at] == '#' && (m_at == start || isBlank(m_bytes[m_at - 1])))) {
            if (!isBlank(m_bytes[m_at]))
                end = m_at + 1;
            ++m_at;
        }
        m_at = end;
        return QString::fromUtf8(m_bytes.sliced(start, end - start));
    }
    /// Blanks and a comment may follow, nothing else.
    [[nodiscard]] Status finish()
    {
        skipBlanks();
        if (atEnd() || peek() == '#')
            return {};
        return fail(placedError("config.syntax", place(),
                                u"found \"%1\", expected the end of the line or a comment"_s.arg(rest())));
    }
    [[nodiscard]] QString rest() const { return QString::fromUtf8(m_bytes.sliced(m_at)).left(20); }
    [[nodiscard]] qsizetype position() const { return m_at; }

private:
    QByteArrayView m_bytes;
    const QString &m_file;
    int m_number;
    qsizetype m_at = 0;
};

Result<QByteArray> DocumentParser::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool isMissing = !QFileInfo::exists(path);
        return fail(makeError(isMissing ? ErrorKind::NotFound : ErrorKind::Io,
                              isMissing ? "config.no-file" : "config.read", u"%1: %2"_s.arg(path, file.errorString())));
    }
    const QByteArray text = file.read(config::maxFile + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(makeError(ErrorKind::Io, "config.read", u"%1: %2"_s.arg(path, file.errorString())));
    if (text.size() > config::maxFile)
        return fail(placedError("config.syntax", {path, 1, 1}, u"the file has more than 16 MiB"_s));
    return text;
}

QByteArrayList DocumentParser::split(const QByteArray &text)
{
    QByteArrayList lines;
    qsizetype start = 0;
    while (start < text.size()) {
        const qsizetype newline = text.indexOf('\n', start);
        const qsizetype end = newline < 0 ? text.size() : newline + 1;
        lines.append(text.mid(start, end - start));
        start = end;
    }
    return lines;
}

Status DocumentParser::parse(const QByteArrayList &lines, const QString &path, int depth)
{
    m_depth = depth;
    int number = 0;
    for (const QByteArray &bytes : lines) {
        QByteArrayView content(bytes);
        if (content.endsWith('\n'))
            content.chop(1);
        Line line(content, path, ++number);
        if (content.size() > config::maxLine)
            return fail(placedError("config.syntax", line.place(), u"the line has more than 64 KiB"_s));
        if (content.contains('\0') || !content.isValidUtf8())
            return fail(placedError("config.syntax", line.place(), u"the line is not UTF-8 text"_s));
        const Status status = parseLine(line);
        if (!status)
            return status;
        m_depth = depth;
    }
    return {};
}

Status DocumentParser::parseLine(Line &line)
{
    line.skipBlanks();
    if (line.atEnd() || line.peek() == '#')
        return {};
    return line.peek() == '[' ? parseSection(line) : parseSetting(line);
}

Status DocumentParser::parseSection(Line &line)
{
    Section section;
    section.place = line.place();
    static_cast<void>(line.take('['));
    line.skipBlanks();
    section.type = line.word();
    if (section.type.isEmpty())
        return fail(
            placedError("config.syntax", line.place(), u"expected a section's type such as [cid] or [node \"n1\"]"_s));
    line.skipBlanks();
    if (line.peek() == '"') {
        const auto name = line.string();
        if (!name)
            return fail(name.error());
        section.name = *name;
    }
    line.skipBlanks();
    if (!line.take(']'))
        return fail(placedError("config.syntax", line.place(), u"found \"%1\", expected ]"_s.arg(line.rest())));
    const Status end = line.finish();
    if (end) {
        m_sections.append(section);
        m_inSection = true;
    }
    return end;
}

Status DocumentParser::parseSetting(Line &line)
{
    Setting setting;
    setting.keyPlace = line.place();
    setting.key = line.word();
    line.skipBlanks();
    if (setting.key == "include"_L1 && line.peek() != '=')
        return parseInclude(line);
    if (setting.key.isEmpty() || !line.take('=')) {
        return fail(
            placedError("config.syntax", line.place(),
                        u"found \"%1\", expected \"key = value\", a [section] or a comment"_s.arg(line.rest())));
    }
    if (!m_inSection)
        return fail(placedError("config.syntax", setting.keyPlace, u"expected a [section] before the first key"_s));
    line.skipBlanks();
    setting.valuePlace = line.place();
    const qsizetype start = line.position();
    if (line.peek() == '"') {
        const auto value = line.string();
        if (!value)
            return fail(value.error());
        setting.value = *value;
    } else {
        setting.value = line.text();
    }
    setting.valueBytes = static_cast<int>(line.position() - start);
    const Status end = line.finish();
    if (end)
        m_sections.last().settings.append(setting);
    return end;
}

Status DocumentParser::parseInclude(Line &line)
{
    const Place place = line.place();
    if (line.peek() != '"')
        return fail(placedError("config.syntax", place, u"expected include \"path\""_s));
    const auto name = line.string();
    if (!name)
        return fail(name.error());
    const Status end = line.finish();
    if (!end)
        return end;
    if (!m_readsIncludes) {
        m_inSection = false;
        return {};
    }
    if (m_depth >= config::maxIncludeDepth || ++m_files > config::maxIncludes)
        return fail(placedError("config.include", place, u"too many files include each other"_s));
    const QString path = QFileInfo(line.file()).dir().absoluteFilePath(*name);
    const auto text = read(path);
    if (!text)
        return fail(placedError("config.include", place, text.error().text));
    m_inSection = false;
    const Status status = parse(split(*text), path, m_depth + 1);
    m_inSection = false;
    return status;
}

} // namespace cid
