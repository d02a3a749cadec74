// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/card_address.h"

#include <QRegularExpression>

#include <arpa/inet.h>
#include <array>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

/// 4 or 16 bytes in the network's order; empty where the text is no address.
QByteArray addressBytes(const QString &text)
{
    const QByteArray name = text.toLatin1();
    std::array<char, 16> bytes{};
    if (inet_pton(AF_INET, name.constData(), bytes.data()) == 1)
        return {bytes.data(), 4};
    return inet_pton(AF_INET6, name.constData(), bytes.data()) == 1 ? QByteArray(bytes.data(), 16) : QByteArray();
}

QString normalised(const QString &text)
{
    static const QRegularExpression number(u"^[0-9]{1,3}\\z"_s);
    const QString prefix = text.section(u'/', 1);
    const QString address = shortestAddress(text.section(u'/', 0, 0));
    const int bits = prefix.toInt();
    const bool isFit = number.match(prefix).hasMatch() && bits >= 1 && bits <= (isIpv6(address) ? 128 : 32);
    return address.isEmpty() || !isFit ? QString() : address + u'/' + QString::number(bits);
}

} // namespace

QStringList expandCardAddresses(const QString &text)
{
    static const QRegularExpression pattern(
        u"^([0-9a-f:.]*)\\[([0-9a-f]{1,4})-([0-9a-f]{1,4})\\]([0-9a-f:.]*/[0-9]{1,3})\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch()) {
        const QString one = normalised(text);
        return one.isEmpty() ? QStringList() : QStringList{one};
    }
    const int base = text.contains(u':') ? 16 : 10;
    bool isFirst = false;
    bool isLast = false;
    const int first = match.captured(2).toInt(&isFirst, base);
    const int last = match.captured(3).toInt(&isLast, base);
    QStringList addresses;
    for (int number = first; isFirst && isLast && number <= last; ++number) {
        const QString one = normalised(match.captured(1) + QString::number(number, base) + match.captured(4));
        if (one.isEmpty())
            return {};
        addresses.append(one);
    }
    return addresses;
}

QString shortestAddress(const QString &text)
{
    const QByteArray bytes = addressBytes(text);
    std::array<char, INET6_ADDRSTRLEN> shown{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    if (bytes.isEmpty() || !inet_ntop(family, bytes.constData(), shown.data(), shown.size()))
        return {};
    return QString::fromLatin1(shown.data());
}

bool isIpv6(const QString &address)
{
    return address.contains(u':');
}

QString withoutPrefix(const QString &cardAddress)
{
    return cardAddress.section(u'/', 0, 0);
}

int prefixOf(const QString &cardAddress)
{
    return cardAddress.section(u'/', 1).toInt();
}

bool isNeighbour(const QString &cardAddress, const QString &address)
{
    const QByteArray own = addressBytes(withoutPrefix(cardAddress));
    const QByteArray other = addressBytes(address);
    if (own.isEmpty() || own.size() != other.size())
        return false;
    if (other.size() == 16 && other[0] == '\xfe' && (other[1] & '\xc0') == '\x80')
        return true;
    for (int bit = 0; bit < prefixOf(cardAddress) && bit < own.size() * 8; ++bit) {
        if (((own[bit / 8] ^ other[bit / 8]) >> (7 - bit % 8) & 1) != 0)
            return false;
    }
    return true;
}

} // namespace cid
