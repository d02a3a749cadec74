// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/documents/field_help.h"

#include <QRegularExpression>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

// "#key = value" is a key that waits, not a sentence.
bool isSentence(const QString &line)
{
    static const QRegularExpression setting(u"^\\s*#\\s*[A-Za-z0-9_-]+\\s*=(?!=)"_s);
    return line.trimmed().startsWith(u'#') && !setting.match(line).hasMatch();
}

} // namespace

QString commentAbove(const QStringList &lines, int line)
{
    QStringList words;
    for (int i = std::min(line - 2, static_cast<int>(lines.size()) - 1); i >= 0 && isSentence(lines[i]); --i)
        words.prepend(lines[i].trimmed().mid(1).trimmed());
    return words.join(u' ').simplified();
}

QString commentOf(const QStringList &lines, const QString &key, int first, int last)
{
    const QRegularExpression here(u"^\\s*#?\\s*"_s + QRegularExpression::escape(key) + u"\\s*="_s);
    for (int line = first + 1; line < last && line <= lines.size(); ++line) {
        if (!here.match(lines[line - 1]).hasMatch())
            continue;
        const QString words = commentAbove(lines, line);
        if (!words.isEmpty())
            return words;
    }
    return {};
}

} // namespace cid
