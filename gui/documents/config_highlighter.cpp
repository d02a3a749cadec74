// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/config_highlighter.h"

#include "gui/widgets/theme.h"

#include <QGuiApplication>
#include <QRegularExpression>

namespace cid {

using namespace Qt::StringLiterals;

void ConfigHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression section(u"^\\s*\\[[^\\]]*\\]"_s);
    static const QRegularExpression setting(u"^\\s*([A-Za-z0-9_.-]+)\\s*(=)"_s);
    static const QRegularExpression include(u"^\\s*include\\b"_s);
    static const QRegularExpression quoted(u"\"(?:[^\"\\\\]|\\\\.)*\""_s);
    static const QRegularExpression comment(u"(^\\s*|\\s)#.*$"_s);
    const QPalette palette = QGuiApplication::palette();
    QTextCharFormat heading;
    heading.setForeground(accentColour(Accent::Busy, palette));
    heading.setFontWeight(QFont::DemiBold);
    QTextCharFormat key;
    key.setForeground(accentColour(Accent::Lost, palette));
    QTextCharFormat string;
    string.setForeground(accentColour(Accent::Good, palette));
    QTextCharFormat quiet;
    quiet.setForeground(quietText(palette));
    quiet.setFontItalic(true);

    if (const auto match = section.match(text); match.hasMatch())
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), heading);
    if (const auto match = include.match(text); match.hasMatch())
        setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), heading);
    if (const auto match = setting.match(text); match.hasMatch())
        setFormat(static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)), key);
    for (auto it = quoted.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (!text.trimmed().startsWith(u'['))
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength()), string);
    }
    // The last "#" rule: not inside quotes.
    for (auto it = comment.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (QStringView(text).left(match.capturedStart()).count(u'"') % 2 == 0)
            setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(text.size() - match.capturedStart()),
                      quiet);
    }
}

} // namespace cid
