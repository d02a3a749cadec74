// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/node_networks.h"

#include "common/config/card_address.h"
#include "common/config/limits.h"
#include "common/config/schema.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr QLatin1StringView asksWord("dhcp");

QStringList wordsOf(const Section &section, const char *key)
{
    QStringList words;
    SectionReader(section).words(key, words);
    return words;
}

Error badValue(const Section &section, const char *key, const QString &found, const QString &expected)
{
    return placedError("config.bad-value", SectionReader(section).place(key),
                       u"found \"%1\", expected %2"_s.arg(found.left(60), expected));
}

Status checkAddress(const Section &section)
{
    const QStringList words = wordsOf(section, "address");
    const bool isNode = section.type == u"node"_s;
    for (const QString &word : words) {
        if (word == asksWord && words.size() == 1)
            continue;
        if (!isNode)
            return fail(badValue(section, "address", word, u"dhcp: an address is a node's own"_s));
        if (expandCardAddresses(word).isEmpty())
            return fail(badValue(section, "address", word, u"dhcp, or addresses with prefixes such as 10.0.0.7/24"_s));
    }
    return {};
}

Status checkNumbers(const Section &section, const char *key)
{
    for (const QString &word : wordsOf(section, key)) {
        if (shortestAddress(word).isEmpty())
            return fail(badValue(section, key, word, u"an address such as 10.0.0.1"_s));
    }
    return {};
}

Status checkCounts(const Section &section)
{
    const QStringList gateways = wordsOf(section, "gateway");
    const auto ofIpv6 = std::count_if(gateways.begin(), gateways.end(), isIpv6);
    if (ofIpv6 > 1 || gateways.size() - ofIpv6 > 1)
        return fail(badValue(section, "gateway", gateways.join(u' '), u"one address, or one of each family"_s));
    const QStringList servers = wordsOf(section, "dns");
    if (servers.size() <= config::maxNameServers)
        return {};
    return fail(badValue(section, "dns", servers.join(u' '),
                         u"%1 name servers at most: nothing asks more"_s.arg(config::maxNameServers)));
}

void replaceAddresses(const Section &section, const char *key, QStringList &addresses)
{
    if (!SectionReader(section).has(key))
        return;
    addresses.clear();
    for (const QString &word : wordsOf(section, key))
        addresses << shortestAddress(word);
}

} // namespace

Status NodeNetworks::check(const Section &section)
{
    Status status = checkAddress(section);
    for (const char *key : {"gateway", "dns"})
        status = status ? checkNumbers(section, key) : status;
    return status ? checkCounts(section) : status;
}

void NodeNetworks::apply(const Section &section, NodeDefinition &node)
{
    replaceAddresses(section, "gateway", node.gateways);
    replaceAddresses(section, "dns", node.nameServers);
    if (SectionReader(section).has("address"))
        node.dhcp = wordsOf(section, "address").value(0) == asksWord;
}

Status NodeNetworks::add(const NodeName &name, const QString &address, const Place &place)
{
    const QString bare = withoutPrefix(address);
    if (m_places.contains(bare))
        return fail(placedError(
            "config.repeated", place,
            u"found the address %1 again; the first time at %2"_s.arg(bare, m_places.value(bare).toString())));
    m_places.insert(bare, place);
    m_addresses[name] << address;
    return {};
}

Status NodeNetworks::read(const Section &section, const QStringList &names)
{
    QStringList addresses;
    for (const QString &word : wordsOf(section, "address"))
        addresses += expandCardAddresses(word);
    if (addresses.isEmpty())
        return {};
    const Place place = SectionReader(section).place("address");
    const bool isMany = names.size() > 1;
    if (isMany && addresses.size() != names.size())
        return fail(placedError("config.bad-value", place,
                                u"found %1 addresses for %2 nodes"_s.arg(addresses.size()).arg(names.size())));
    if (!isMany && addresses.size() > config::maxCardAddresses)
        return fail(placedError("config.bad-value", place,
                                u"found %1 addresses for one card, expected %2 at most"_s.arg(addresses.size())
                                    .arg(config::maxCardAddresses)));
    for (qsizetype i = 0; i < addresses.size(); ++i) {
        if (Status status = add(isMany ? names[i] : names.first(), addresses[i], place); !status)
            return status;
    }
    return {};
}

Status NodeNetworks::settle(const Section &section, NodeDefinition &node) const
{
    node.addresses = m_addresses.value(node.name);
    if (node.addresses.isEmpty())
        return {};
    if (node.ip.isEmpty())
        node.ip = withoutPrefix(node.addresses.first());
    for (const QString &gateway : std::as_const(node.gateways)) {
        const auto isOfFamily = [&](const QString &address) { return isIpv6(address) == isIpv6(gateway); };
        const auto isNear = [&](const QString &address) { return isNeighbour(address, gateway); };
        if (std::any_of(node.addresses.begin(), node.addresses.end(), isOfFamily)
            && std::none_of(node.addresses.begin(), node.addresses.end(), isNear))
            return fail(badValue(section, "address", node.addresses.join(u' '),
                                 u"one in whose network the gateway %1 of %2 lies"_s.arg(gateway, node.name)));
    }
    return {};
}

} // namespace cid
