// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/report/report_text.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr qsizetype shortestSecret = 16;
constexpr char hidden[] = "(hidden)";

QByteArray endOf(const QByteArray &content)
{
    if (content.size() <= maxReportSection)
        return content;
    const qsizetype cut = content.size() - maxReportSection;
    const qsizetype line = content.indexOf('\n', cut);
    const qsizetype begin = line < 0 ? cut : line + 1;
    return "(the first " + QByteArray::number(begin) + " bytes are left out)\n" + content.mid(begin);
}

bool isText(char byte)
{
    const auto value = static_cast<uchar>(byte);
    return value == '\n' || value == '\t' || (value >= 0x20 && value != 0x7f);
}

// Whatever is no UTF-8 becomes question marks, too.
QByteArray onlyText(const QByteArray &content)
{
    QByteArray text = QString::fromUtf8(content).replace(QChar::ReplacementCharacter, u'?').toUtf8();
    std::replace_if(text.begin(), text.end(), [](char byte) { return !isText(byte); }, '?');
    return text;
}

} // namespace

QByteArray withoutSecrets(const QByteArray &text)
{
    static const QRegularExpression key(
        u"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|\\z)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    // crypt(5): $id$salt$hash, with parameters between them in some.
    static const QRegularExpression hash(u"\\$[0-9a-z]{1,6}\\$[./A-Za-z0-9$=,]{8,}"_s);
    static const QRegularExpression user(u"(://[^\\s:/@]*):[^\\s/@]+@"_s);
    static const QRegularExpression value(
        u"([A-Za-z0-9_.-]*(?:passw|passphrase|secret|token|psk|credential)[A-Za-z0-9_.-]*[\"']?\\s*[=:]\\s*)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s\"']+)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString shown = QString::fromLatin1(hidden);
    QString clean = QString::fromUtf8(text);
    clean.replace(key, shown);
    clean.replace(hash, shown);
    clean.replace(user, u"\\1:"_s + shown + u'@');
    clean.replace(value, u"\\1"_s + shown);
    return clean.toUtf8();
}

void ReportText::hide(const QByteArray &secret)
{
    const QByteArray trimmed = secret.trimmed();
    if (trimmed.size() >= shortestSecret)
        m_secrets.append(trimmed);
}

void ReportText::add(const QString &heading, const QByteArray &content)
{
    QByteArray text = onlyText(content);
    for (const QByteArray &secret : std::as_const(m_secrets))
        text.replace(secret, hidden);
    text = endOf(withoutSecrets(text));
    if (!m_bytes.isEmpty())
        m_bytes += '\n';
    m_bytes += "== " + onlyText(heading.toUtf8()) + '\n' + text;
    if (!m_bytes.endsWith('\n'))
        m_bytes += '\n';
}

} // namespace cid
