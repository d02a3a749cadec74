// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/own_part.h"

namespace cid {

namespace {

constexpr char firstLine[] = "# notP: this and what follows is written anew at each installation\n";
constexpr char lastLine[] = "# notP: end\n";

/// Where a line begins; -1 where it is none of the text's.
qsizetype findLine(const QByteArray &text, const char *line, qsizetype from)
{
    for (qsizetype at = text.indexOf(line, from); at >= 0; at = text.indexOf(line, at + 1)) {
        if (at == 0 || text[at - 1] == '\n')
            return at;
    }
    return -1;
}

} // namespace

QByteArray withoutOwnPart(const QByteArray &text)
{
    QByteArray left = text;
    for (qsizetype begin = findLine(left, firstLine, 0); begin >= 0; begin = findLine(left, firstLine, begin)) {
        const qsizetype end = findLine(left, lastLine, begin);
        // Without its end it is the first line alone: what follows may be somebody else's.
        left.remove(begin, end < 0 ? qsizetype(sizeof firstLine) - 1 : end + qsizetype(sizeof lastLine) - 1 - begin);
    }
    return left;
}

QByteArray withOwnPartLast(const QByteArray &text, const QByteArray &part)
{
    const bool isOpen = !text.isEmpty() && !text.endsWith('\n');
    return text + (isOpen ? "\n" : "") + firstLine + part + lastLine;
}

QByteArray withOwnPartFirst(const QByteArray &text, const QByteArray &part)
{
    return firstLine + part + lastLine + text;
}

} // namespace cid
