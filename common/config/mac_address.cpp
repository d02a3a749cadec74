// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/mac_address.h"

#include <QRegularExpression>

namespace cid {

using namespace Qt::StringLiterals;

std::optional<QString> normalisedMac(const QString &text)
{
    static const QRegularExpression separators(u"[-:.]"_s);
    static const QRegularExpression digits(u"^([0-9a-f]{12}|[0-9a-f]{40})\\z"_s);
    const QString bare = text.toLower().remove(separators);
    if (!digits.match(bare).hasMatch())
        return std::nullopt;
    QStringList bytes;
    for (qsizetype i = 0; i < bare.size(); i += 2)
        bytes.append(bare.mid(i, 2));
    return bytes.join(u':');
}

QStringList expandMacs(const QString &text)
{
    static const QRegularExpression pattern(u"^([0-9a-f:.-]*)\\[([0-9a-f]{1,4})-([0-9a-f]{1,4})\\]\\z"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        const auto mac = normalisedMac(text);
        return mac ? QStringList{*mac} : QStringList();
    }
    const int first = match.captured(2).toInt(nullptr, 16);
    const int last = match.captured(3).toInt(nullptr, 16);
    const auto width = match.captured(2).size();
    QStringList macs;
    for (int number = first; number <= last; ++number) {
        const auto mac = normalisedMac(match.captured(1) + QString::number(number, 16).rightJustified(width, u'0'));
        if (!mac)
            return {};
        macs.append(*mac);
    }
    return macs;
}

} // namespace cid
