// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/network_wish.h"

#include "common/config/card_address.h"
#include "common/config/mac_address.h"
#include "kid/deploy/write_personality.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QByteArrayList inBytes(const QStringList &texts)
{
    QByteArrayList all;
    for (const QString &text : texts)
        all << text.toUtf8();
    return all;
}

bool isOfIpv6(const QByteArray &address)
{
    return address.contains(':');
}

// What comes over the network goes into files that others parse: an address is one, or it is none.
Status checkAddresses(const NodeDefinition &node)
{
    QString bad;
    for (const QString &address : node.addresses)
        bad = expandCardAddresses(address) == QStringList{address} ? bad : address;
    for (const QString &address : node.gateways + node.nameServers)
        bad = shortestAddress(address) == address ? bad : address;
    if (bad.isEmpty())
        return {};
    return fail(
        makeError(ErrorKind::Invalid, "network.bad-address",
                  u"the server says \"%1\" of %2's network, which is no address"_s.arg(bad.left(60), node.name)));
}

QString cardOf(const NodeDefinition &node, const MachineCards &cards)
{
    for (const QString &argument : cards.bootArguments) {
        if (const auto mac = normalisedMac(argument.section(u'=', 1)); argument.startsWith(u"cid.card="_s) && mac)
            return *mac;
    }
    const auto isThere = [&cards](const QString &mac) {
        return std::any_of(cards.all.begin(), cards.all.end(),
                           [&mac](const NetworkInterface &card) { return card.mac == mac; });
    };
    const auto known = std::find_if(node.macs.begin(), node.macs.end(), isThere);
    if (known != node.macs.end())
        return *known;
    if (!node.macs.isEmpty())
        return node.macs.first();
    return cards.all.isEmpty() ? QString() : cards.all.first().mac;
}

} // namespace

QByteArrayList NetworkWish::addressesOf(bool ofIpv6) const
{
    QByteArrayList some;
    std::copy_if(addresses.begin(), addresses.end(), std::back_inserter(some),
                 [ofIpv6](const QByteArray &address) { return isOfIpv6(address) == ofIpv6; });
    return some;
}

QByteArray NetworkWish::gatewayOf(bool ofIpv6) const
{
    const auto found = std::find_if(gateways.begin(), gateways.end(),
                                    [ofIpv6](const QByteArray &gateway) { return isOfIpv6(gateway) == ofIpv6; });
    return found == gateways.end() || addressesOf(ofIpv6).isEmpty() ? QByteArray() : *found;
}

Result<NetworkWish> networkWishOf(const NodeDefinition &node, const MachineCards &cards)
{
    if (Status status = checkAddresses(node); !status)
        return fail(std::move(status.error()));
    const auto mac = normalisedMac(cardOf(node, cards));
    if (!mac)
        return fail(makeError(ErrorKind::NotFound, "network.no-card",
                              u"%1 has no network card that is known: node_db names no mac"_s.arg(node.name)));
    NetworkWish wish;
    wish.mac = mac->toLatin1();
    wish.addresses = inBytes(node.addresses);
    if (!wish.asks()) {
        wish.gateways = inBytes(node.gateways);
        wish.nameServers = inBytes(node.nameServers);
    }
    wish.isSaid = node.dhcp || !wish.asks();
    wish.id = machineIdOf(node);
    for (const NetworkInterface &card : cards.all) {
        if (card.mac == *mac)
            wish.cardName = card.name.toUtf8();
    }
    return wish;
}

QByteArrayList ownMacs(const NodeDefinition &node, const MachineCards &cards)
{
    QByteArrayList macs = inBytes(node.macs);
    for (const NetworkInterface &card : cards.all)
        macs << card.mac.toLatin1();
    for (const QString &argument : cards.bootArguments) {
        if (argument.startsWith(u"cid.card="_s))
            macs << argument.mid(9).toLatin1();
    }
    return macs;
}

} // namespace cid
