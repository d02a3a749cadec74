// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/network_writer.h"

#include "kid/personality/interfaces_file.h"
#include "kid/personality/stale_network.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Error noSystem(const NodeDefinition &node, const NetworkChoice &choice)
{
    const QString found = choice.system == NetworkSystem::Other
        ? u"its network is configured by %1, which notP does not write for"_s.arg(QFile::decodeName(choice.name))
        : u"it has none of netplan, NetworkManager, systemd-networkd, wicked, network-scripts and ifupdown"_s;
    return makeError(
        ErrorKind::Refused, "network.none",
        u"node_db says how %1 reaches the network, and the image cannot be told: %2; say network = image in "
        "image_db where it needs not"_s.arg(node.name, found));
}

/// A file for a card with a name, as wicked and network-scripts have them.
bool isOfCard(const QByteArray &path)
{
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    const auto cards = {"ifcfg-eth", "ifcfg-en", "ifcfg-ib"};
    return std::any_of(cards.begin(), cards.end(), [&name](const char *card) { return name.startsWith(card); })
        && !name.endsWith(".bak");
}

} // namespace

Status NetworkWriter::withdraw() const
{
    for (const QByteArray &path : networkPaths()) {
        if (Status status = m_files.remove(path); !status)
            return status;
    }
    if (Status status = InterfacesFile(m_files).restore(); !status)
        return status;
    if (Status status = m_files.bringBack(); !status)
        return status;
    // What was captured with the image has nothing that was put aside for it.
    for (const char *path : {resolverPath, cloudOffPath, cloudNetworkPath}) {
        const Status status = m_files.text(path).startsWith(ownMark) ? m_files.remove(path) : Status();
        if (!status)
            return status;
    }
    return {};
}

Status NetworkWriter::removeStale(const QByteArrayList &macs) const
{
    const StaleNetwork stale = staleNetworkIn(m_files, macs);
    for (const QByteArray &path : stale.profiles) {
        if (Status status = m_files.putAside(path); !status)
            return status;
    }
    for (const QByteArray &path : stale.leases) {
        if (Status status = m_files.remove(path); !status)
            return status;
    }
    return {};
}

Status NetworkWriter::write(const NodeDefinition &node, const MachineCards &cards, InitSystem init) const
{
    if (Status status = withdraw(); !status)
        return status;
    if (Status status = removeStale(ownMacs(node, cards)); !status)
        return status;
    const NetworkChoice choice = networkSystemOf(m_files, init);
    const Result<NetworkWish> wish = networkWishOf(node, cards);
    const bool isSaid = node.dhcp || !node.addresses.isEmpty();
    if (!wish && isSaid)
        return fail(wish.error());
    const bool hasSystem = choice.system != NetworkSystem::None && choice.system != NetworkSystem::Other;
    if (isSaid && !hasSystem)
        return fail(noSystem(node, choice));
    const QString name = networkSystemName(choice.system);
    if (!wish || !hasSystem || (!isSaid && configuresItself(m_files, choice.system))) {
        m_files.context().step(
            u"node_db says nothing of the network: the image's own configuration stays (%1)"_s.arg(name));
        return {};
    }
    m_files.context().step(u"the image's network is configured by %1"_s.arg(name));
    return write(*wish, choice, init);
}

Status NetworkWriter::write(const NetworkWish &wish, const NetworkChoice &choice, InitSystem init) const
{
    for (const OverlayFile &file : networkFilesFor(choice.system, wish)) {
        if (Status status = m_files.write(file); !status)
            return status;
    }
    Status status = writeInterfaces(wish, choice.system);
    if (status)
        status = putRivalsAside(choice.system);
    if (status)
        status = writeResolver(wish, choice.system, init);
    return status && !choice.isEnabled ? writeStart(choice, init) : status;
}

Status NetworkWriter::writeInterfaces(const NetworkWish &wish, NetworkSystem system) const
{
    if (system == NetworkSystem::IfUpDown)
        return InterfacesFile(m_files).set(interfacesStanzas(wish, {}));
    if (system != NetworkSystem::IfUpDownNg)
        return {};
    const bool hasUdev = m_files.hasAny({"usr/lib/systemd/systemd-udevd", "lib/systemd/systemd-udevd", "sbin/udevd",
                                         "usr/sbin/udevd", "usr/bin/udevd", "usr/lib/udev/udevd", "lib/udev/udevd"});
    const Status named = hasUdev ? m_files.write(cardNameRule(wish)) : Status();
    const QByteArray kernels = wish.cardName.isEmpty() ? QByteArray("eth0") : wish.cardName;
    return named ? InterfacesFile(m_files).set(interfacesStanzas(wish, hasUdev ? QByteArray(cardName) : kernels))
                 : named;
}

Status NetworkWriter::putRivalsAside(NetworkSystem system) const
{
    if (system != NetworkSystem::Wicked && system != NetworkSystem::IfCfg)
        return {};
    const QByteArray folder =
        system == NetworkSystem::Wicked ? "etc/sysconfig/network" : "etc/sysconfig/network-scripts";
    for (const QByteArray &path : m_files.in(folder)) {
        const Status status = isOfCard(path) ? m_files.putAside(path) : Status();
        if (!status)
            return status;
    }
    return {};
}

// NetworkManager, network-scripts and systemd-resolved write the resolver's file themselves.
Status NetworkWriter::writeResolver(const NetworkWish &wish, NetworkSystem system, InitSystem init) const
{
    const bool writesItself = system == NetworkSystem::NetworkManager || system == NetworkSystem::IfCfg;
    const bool hasResolved =
        init == InitSystem::Systemd && m_files.linkTarget(resolverPath).contains("systemd/resolve");
    if (wish.nameServers.isEmpty() || writesItself || hasResolved)
        return {};
    const QByteArray before = m_files.text(resolverPath);
    if (m_files.has(resolverPath) || m_files.isLink(resolverPath)) {
        if (Status status = m_files.putAside(resolverPath); !status)
            return status;
    }
    return m_files.write(resolverFile(wish, before));
}

Status NetworkWriter::writeStart(const NetworkChoice &choice, InitSystem init) const
{
    const QString name = QFile::decodeName(choice.name);
    if (init == InitSystem::Systemd) {
        m_files.context().step(u"the image has %1 and does not start it: from now on it does"_s.arg(name));
        return m_files.write(startOf(choice.name));
    }
    if (init == InitSystem::OpenRc && m_files.has("etc/init.d/" + choice.name)) {
        const QByteArray level = choice.name == "networking" ? "boot" : "default";
        return m_files.link("etc/runlevels/" + level + '/' + choice.name, "/etc/init.d/" + choice.name);
    }
    m_files.context().step(u"nothing is known that makes the image start %1"_s.arg(name));
    return {};
}

Status quietCloudInit(const RootFiles &files)
{
    if (!files.hasAny({"usr/bin/cloud-init", "etc/cloud/cloud.cfg"}))
        return {};
    if (Status status = files.write({cloudOffPath, 0644, QByteArray(ownMark) + ".\n"}); !status)
        return status;
    return files.write({cloudNetworkPath, 0644, QByteArray(ownMark) + ".\nnetwork: {config: disabled}\n"});
}

} // namespace cid
