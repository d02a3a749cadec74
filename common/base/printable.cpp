// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/printable.h"

#include <QList>
#include <QString>

#include <algorithm>

namespace cid {

namespace {

/// One character as UTF-8 begins it: how many bytes, 0 where it is none.
qsizetype lengthOf(uchar first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first < 0xe0)
        return 2;
    if (first >= 0xe0 && first < 0xf0)
        return 3;
    return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

bool isShownAsItIs(QByteArrayView character)
{
    const QString text = QString::fromUtf8(character);
    const char32_t code = text.toUcs4().value(0, 0);
    if (text.toUtf8() != character || code == 0)
        return false;
    const QChar::Category category = QChar::category(code);
    return category != QChar::Other_Control && category != QChar::Other_Format && category != QChar::Separator_Line
        && category != QChar::Separator_Paragraph;
}

QByteArray escapeOf(char byte)
{
    switch (byte) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    case '\\':
        return "\\\\";
    default:
        return "\\x" + QByteArray(1, byte).toHex();
    }
}

} // namespace

QByteArray escaped(QByteArrayView bytes, bool keepLines)
{
    QByteArray text;
    text.reserve(bytes.size());
    while (!bytes.isEmpty()) {
        const qsizetype length = std::min(lengthOf(static_cast<uchar>(bytes.front())), bytes.size());
        const bool isPlain = length > 0 && bytes.front() != '\\' && isShownAsItIs(bytes.first(length));
        if (isPlain || (keepLines && bytes.front() == '\n')) {
            text.append(bytes.first(std::max<qsizetype>(length, 1)));
            bytes = bytes.sliced(std::max<qsizetype>(length, 1));
        } else {
            text.append(escapeOf(bytes.front()));
            bytes = bytes.sliced(1);
        }
    }
    return text;
}

} // namespace cid
