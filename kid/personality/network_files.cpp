// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/network_files.h"

#include <algorithm>

namespace cid {

namespace {

constexpr char networkdPath[] = "etc/systemd/network/00-cid.network";
constexpr char profilePath[] = "etc/NetworkManager/system-connections/cid.nmconnection";
constexpr char netplanPath[] = "etc/netplan/90-cid.yaml";
constexpr char scriptsPath[] = "etc/sysconfig/network-scripts/ifcfg-cid";
constexpr char wickedPath[] = "etc/sysconfig/network/ifcfg-cid0";
constexpr char wickedRoutesPath[] = "etc/sysconfig/network/ifroute-cid0";
constexpr char rulePath[] = "etc/udev/rules.d/70-cid-net.rules";
constexpr char startPath[] = "etc/systemd/system/multi-user.target.d/zz-cid-network.conf";

QByteArray begun()
{
    return QByteArray(ownMark) + ": how this node's card gets its address.\n";
}

/// "10.0.0.7" of "10.0.0.7/24".
QByteArray bare(const QByteArray &address)
{
    return address.left(address.indexOf('/'));
}

QByteArray prefix(const QByteArray &address)
{
    return address.mid(address.indexOf('/') + 1);
}

// Type: a VLAN or a bridge on the card has its address, too. What asks, asks by the card's address as Blancmange did.
OverlayFile networkdFile(const NetworkWish &wish)
{
    QByteArray text = begun() + "[Match]\nMACAddress=" + wish.mac
        + "\nType=" + (wish.isInfiniBand() ? "infiniband" : "ether") + "\n\n[Network]\n";
    if (wish.asks())
        return {networkdPath, 0644, text + "DHCP=yes\n\n[DHCPv4]\nClientIdentifier=mac\n"};
    for (const QByteArray &address : wish.addresses)
        text += "Address=" + address + '\n';
    for (const bool ofIpv6 : {false, true}) {
        if (const QByteArray gateway = wish.gatewayOf(ofIpv6); !gateway.isEmpty())
            text += "Gateway=" + gateway + '\n';
    }
    for (const QByteArray &server : wish.nameServers)
        text += "DNS=" + server + '\n';
    return {networkdPath, 0644, text};
}

/// [ipv4] or [ipv6] of a profile.
QByteArray profilePart(const NetworkWish &wish, bool ofIpv6)
{
    QByteArray text = ofIpv6 ? "\n[ipv6]\n" : "\n[ipv4]\n";
    const QByteArrayList addresses = wish.addressesOf(ofIpv6);
    if (addresses.isEmpty() && (ofIpv6 || wish.asks()))
        return text + "method=auto\n" + (ofIpv6 ? "" : "dhcp-client-id=mac\n");
    if (addresses.isEmpty())
        return text + "method=disabled\n";
    text += "method=manual\n";
    for (qsizetype i = 0; i < addresses.size(); ++i)
        text += "address" + QByteArray::number(i + 1) + '=' + addresses[i] + '\n';
    if (const QByteArray gateway = wish.gatewayOf(ofIpv6); !gateway.isEmpty())
        text += "gateway=" + gateway + '\n';
    QByteArrayList servers = wish.nameServers;
    servers.removeIf([ofIpv6](const QByteArray &server) { return server.contains(':') != ofIpv6; });
    return servers.isEmpty() ? text : text + "dns=" + servers.join(';') + ";\n";
}

// NetworkManager passes over a profile that others may read.
OverlayFile profile(const NetworkWish &wish)
{
    const QByteArray kind = wish.isInfiniBand() ? "infiniband" : "ethernet";
    QByteArray uuid = wish.id;
    for (const int place : {8, 13, 18, 23})
        uuid.insert(place, '-');
    const QByteArray text = begun() + "[connection]\nid=cid\nuuid=" + uuid + "\ntype=" + kind
        + "\nautoconnect-priority=999\n\n[" + kind + "]\nmac-address=" + wish.mac + '\n'
        + (wish.isInfiniBand() ? "transport-mode=datagram\n" : "");
    return {profilePath, 0600, text + profilePart(wish, false) + profilePart(wish, true)};
}

QByteArray quotedList(const QByteArrayList &words)
{
    return "[\"" + words.join("\", \"") + "\"]";
}

OverlayFile netplanFile(const NetworkWish &wish)
{
    // What netplan makes of it is named after this, and the first name counts.
    QByteArray text = begun()
        + "network:\n  version: 2\n  ethernets:\n    00-cid:\n      match:\n        macaddress: \"" + wish.mac + "\"\n";
    if (wish.asks())
        return {netplanPath, 0600, text + "      dhcp4: true\n      dhcp-identifier: mac\n"};
    text += "      addresses: " + quotedList(wish.addresses) + '\n';
    QByteArray routes;
    for (const bool ofIpv6 : {false, true}) {
        if (const QByteArray gateway = wish.gatewayOf(ofIpv6); !gateway.isEmpty())
            routes += QByteArray("        - to: \"") + (ofIpv6 ? "::/0" : "0.0.0.0/0") + "\"\n          via: \""
                + gateway + "\"\n";
    }
    if (!routes.isEmpty())
        text += "      routes:\n" + routes;
    if (!wish.nameServers.isEmpty())
        text += "      nameservers:\n        addresses: " + quotedList(wish.nameServers) + '\n';
    return {netplanPath, 0600, text};
}

void addScriptAddresses(const NetworkWish &wish, QByteArray &text)
{
    const QByteArrayList ipv4 = wish.addressesOf(false);
    for (qsizetype i = 0; i < ipv4.size(); ++i) {
        const QByteArray number = i == 0 ? QByteArray() : QByteArray::number(i);
        text += "IPADDR" + number + '=' + bare(ipv4[i]) + "\nPREFIX" + number + '=' + prefix(ipv4[i]) + '\n';
    }
    if (const QByteArray gateway = wish.gatewayOf(false); !gateway.isEmpty())
        text += "GATEWAY=" + gateway + '\n';
    const QByteArrayList ipv6 = wish.addressesOf(true);
    if (!ipv6.isEmpty())
        text += "IPV6INIT=yes\nIPV6_AUTOCONF=no\nIPV6ADDR=" + ipv6.first() + '\n';
    if (ipv6.size() > 1)
        text += "IPV6ADDR_SECONDARIES=\"" + ipv6.mid(1).join(' ') + "\"\n";
    if (const QByteArray gateway = wish.gatewayOf(true); !gateway.isEmpty())
        text += "IPV6_DEFAULTGW=" + gateway + '\n';
    for (qsizetype i = 0; i < wish.nameServers.size(); ++i)
        text += "DNS" + QByteArray::number(i + 1) + '=' + wish.nameServers[i] + '\n';
}

OverlayFile scriptsFile(const NetworkWish &wish)
{
    QByteArray text = begun() + "NAME=cid\nTYPE=" + (wish.isInfiniBand() ? "InfiniBand" : "Ethernet")
        + "\nHWADDR=" + wish.mac.toUpper() + "\nONBOOT=yes\nBOOTPROTO=" + (wish.asks() ? "dhcp" : "none") + '\n';
    if (!wish.asks())
        addScriptAddresses(wish, text);
    return {scriptsPath, 0644, text};
}

QList<OverlayFile> wickedFiles(const NetworkWish &wish)
{
    QByteArray text = begun() + "STARTMODE='auto'\nBOOTPROTO='" + (wish.asks() ? "dhcp" : "static") + "'\n";
    for (qsizetype i = 0; i < wish.addresses.size(); ++i)
        text += "IPADDR" + (i == 0 ? QByteArray() : '_' + QByteArray::number(i)) + "='" + wish.addresses[i] + "'\n";
    QList<OverlayFile> files{{wickedPath, 0644, text}, cardNameRule(wish)};
    QByteArray routes;
    for (const bool ofIpv6 : {false, true}) {
        if (const QByteArray gateway = wish.gatewayOf(ofIpv6); !gateway.isEmpty())
            routes += "default " + gateway + " - " + cardName + '\n';
    }
    if (!routes.isEmpty())
        files << OverlayFile{wickedRoutesPath, 0644, begun() + routes};
    return files;
}

} // namespace

QList<OverlayFile> networkFilesFor(NetworkSystem system, const NetworkWish &wish)
{
    switch (system) {
    case NetworkSystem::Netplan:
        return {netplanFile(wish)};
    case NetworkSystem::NetworkManager:
        return {profile(wish)};
    case NetworkSystem::Networkd:
        return {networkdFile(wish)};
    case NetworkSystem::Wicked:
        return wickedFiles(wish);
    case NetworkSystem::IfCfg:
        return {scriptsFile(wish)};
    case NetworkSystem::IfUpDown:
    case NetworkSystem::IfUpDownNg:
    case NetworkSystem::Other:
    case NetworkSystem::None:
        break;
    }
    return {};
}

// DRIVERS: hardware, not what was made on top of it.
OverlayFile cardNameRule(const NetworkWish &wish)
{
    const QByteArray address = wish.isInfiniBand() ? "*" + wish.mac.right(23) : wish.mac;
    return {rulePath, 0644,
            begun() + "SUBSYSTEM==\"net\", ACTION==\"add\", DRIVERS==\"?*\", ATTR{address}==\"" + address
                + "\", NAME=\"" + cardName + "\"\n"};
}

OverlayFile resolverFile(const NetworkWish &wish, const QByteArray &before)
{
    QByteArray text = begun();
    for (const QByteArray &server : wish.nameServers)
        text += "nameserver " + server + '\n';
    for (const QByteArray &line : before.split('\n')) {
        const QByteArray keyword = line.simplified().split(' ').first();
        if (keyword == "search" || keyword == "domain" || keyword == "options" || keyword == "sortlist")
            text += line + '\n';
    }
    return {resolverPath, 0644, text};
}

OverlayFile startOf(const QByteArray &unit)
{
    return {startPath, 0644, begun() + "[Unit]\nWants=" + unit + ".service\n"};
}

QByteArrayList networkPaths()
{
    return {networkdPath, profilePath, netplanPath, scriptsPath, wickedPath, wickedRoutesPath, rulePath, startPath};
}

} // namespace cid
