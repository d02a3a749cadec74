// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/network_system.h"

#include "kid/personality/interfaces_file.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr std::array unitPlaces{"etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"};

QByteArray nameIn(const QByteArray &path)
{
    return path.mid(path.lastIndexOf('/') + 1);
}

/// A system, the programs by which it is known, and the services that start it.
struct KnownSystem
{
    NetworkSystem system;
    std::array<const char *, 3> programs;
    std::array<const char *, 3> services;
};

constexpr std::array knownSystems{
    KnownSystem{NetworkSystem::NetworkManager,
                {"usr/sbin/NetworkManager", "usr/bin/NetworkManager", ""},
                {"NetworkManager", "network-manager", "networkmanager"}},
    KnownSystem{NetworkSystem::Networkd,
                {"usr/lib/systemd/systemd-networkd", "lib/systemd/systemd-networkd", ""},
                {"systemd-networkd", "", ""}},
    KnownSystem{NetworkSystem::Wicked, {"usr/sbin/wicked", "sbin/wicked", ""}, {"wicked", "wickedd", ""}},
    KnownSystem{NetworkSystem::IfCfg,
                {"etc/sysconfig/network-scripts/ifup", "etc/rc.d/init.d/network", ""},
                {"network", "", ""}},
    KnownSystem{NetworkSystem::IfUpDown, {"usr/sbin/ifup", "sbin/ifup", "usr/bin/ifup"}, {"networking", "", ""}},
};
constexpr std::array otherServices{"dhcpcd", "connman", "connmand", "netifrc", "net.eth0"};

/// What an image starts.
class StartedServices
{
public:
    StartedServices(const RootFiles &files, InitSystem init)
        : m_files(files)
        , m_init(init)
    { }

    [[nodiscard]] bool starts(const QByteArray &service) const
    {
        if (isMasked(service))
            return false;
        if (m_init == InitSystem::Systemd && startsUnit(service + ".service"))
            return true;
        if (m_init == InitSystem::OpenRc)
            return isIn(m_files.in("etc/runlevels"), service);
        if (m_init == InitSystem::Runit)
            return isIn({"etc/runit/runsvdir/default", "etc/service", "var/service", "service"}, service);
        // Units of systemd's own generator come from these links, too.
        return m_init == InitSystem::SysV || m_init == InitSystem::Systemd ? startsScript(service) : false;
    }

    /// An administrator says that it is never to be started.
    [[nodiscard]] bool isMasked(const QByteArray &service) const
    {
        return m_init == InitSystem::Systemd
            && m_files.linkTarget(QByteArray(unitPlaces[0]) + '/' + service + ".service").endsWith("/dev/null");
    }

private:
    [[nodiscard]] bool isIn(const QByteArrayList &folders, const QByteArray &name) const
    {
        return std::any_of(folders.begin(), folders.end(), [&](const QByteArray &folder) {
            return m_files.isLink(folder + '/' + name) || m_files.has(folder + '/' + name);
        });
    }
    [[nodiscard]] bool startsUnit(const QByteArray &unit) const
    {
        return std::any_of(unitPlaces.begin(), unitPlaces.end(), [&](const char *folder) {
            const QByteArrayList wanted = m_files.in(folder);
            return std::any_of(wanted.begin(), wanted.end(), [&](const QByteArray &path) {
                const bool isList = path.endsWith(".wants") || path.endsWith(".requires");
                return isList && isIn({path}, unit);
            });
        });
    }
    [[nodiscard]] bool startsScript(const QByteArray &service) const
    {
        const QByteArray folders = runlevelFolders(m_files.context().files(), m_files.root());
        if (folders.isEmpty() || isUnit(service))
            return false;
        for (const char level : {'S', '2', '3', '5'}) {
            for (const QByteArray &path : m_files.in(QByteArray(folders).replace("%1", QByteArray(1, level)))) {
                const QByteArray name = nameIn(path);
                if (name.startsWith('S') && name.mid(3) == service)
                    return true;
            }
        }
        return false;
    }
    /// Under systemd a unit of the name takes the script's place.
    [[nodiscard]] bool isUnit(const QByteArray &service) const
    {
        return m_init == InitSystem::Systemd
            && std::any_of(unitPlaces.begin(), unitPlaces.end(), [&](const char *folder) {
                   return m_files.has(QByteArray(folder) + '/' + service + ".service");
               });
    }

    const RootFiles &m_files;
    const InitSystem m_init;
};

bool hasProgram(const RootFiles &files, const KnownSystem &known)
{
    return std::any_of(known.programs.begin(), known.programs.end(),
                       [&files](const QByteArray &path) { return !path.isEmpty() && files.has(path); });
}

// Both are "ifup": Debian's is a program of its own, ifupdown-ng's a link to ifupdown, busybox' one to busybox.
NetworkSystem ifUpDownKind(const RootFiles &files)
{
    for (const char *path : {"usr/sbin/ifup", "sbin/ifup", "usr/bin/ifup"}) {
        const QByteArray target = nameIn(files.linkTarget(path));
        if (target == "busybox" || target == "ifupdown")
            return NetworkSystem::IfUpDownNg;
    }
    return files.hasAny({"usr/libexec/ifupdown-ng", "usr/lib/ifupdown-ng", "etc/network/ifupdown-ng.conf"})
        ? NetworkSystem::IfUpDownNg
        : NetworkSystem::IfUpDown;
}

NetworkChoice choiceOf(const RootFiles &files, const KnownSystem &known, const QByteArray &service, bool isEnabled)
{
    const bool isIfUpDown = known.system == NetworkSystem::IfUpDown;
    return {isIfUpDown ? ifUpDownKind(files) : known.system, service, isEnabled};
}

bool hasFile(const RootFiles &files, const QByteArray &folder, bool (*fits)(const QByteArray &name))
{
    const QByteArrayList paths = files.in(folder);
    return std::any_of(paths.begin(), paths.end(), [&](const QByteArray &path) {
        return fits(nameIn(path)) && !files.text(path).startsWith(ownMark);
    });
}

bool isIfCfg(const QByteArray &name)
{
    const bool isPutOff = std::any_of(name.begin(), name.end(), [](char letter) { return letter == '~'; })
        || name.endsWith(".bak") || name.endsWith(".old") || name.endsWith(".orig") || name.contains(".rpm");
    return name.startsWith("ifcfg-") && name != "ifcfg-lo" && !name.startsWith("ifcfg-lo.") && !isPutOff;
}

// systemd's own begin with these numbers and are for containers, virtual machines and wireless cards.
bool isNetworkUnit(const QByteArray &name)
{
    return name.endsWith(".network");
}
bool isForeignNetworkUnit(const QByteArray &name)
{
    return isNetworkUnit(name) && !name.startsWith("80-") && !name.startsWith("89-");
}

bool isProfile(const QByteArray &name)
{
    return !name.startsWith('.') && !name.endsWith('~') && !name.endsWith(".bak");
}

bool namesCards(const RootFiles &files)
{
    const QByteArrayList paths = files.in("etc/netplan");
    return std::any_of(paths.begin(), paths.end(), [&files](const QByteArray &path) {
        const QByteArray text = files.text(path);
        const auto kinds = {"ethernets:", "bonds:", "bridges:", "vlans:", "modems:", "wifis:", "tunnels:"};
        return path.endsWith(".yaml") && !text.startsWith(ownMark)
            && std::any_of(kinds.begin(), kinds.end(), [&text](const char *kind) { return text.contains(kind); });
    });
}

} // namespace

NetworkChoice networkSystemOf(const RootFiles &files, InitSystem init)
{
    if (init == InitSystem::None)
        return {};
    const StartedServices started(files, init);
    if (init == InitSystem::Systemd
        && files.hasAny({"usr/lib/systemd/system-generators/netplan", "lib/systemd/system-generators/netplan"}))
        return {NetworkSystem::Netplan, "netplan", true};
    const KnownSystem &ifUpDown = knownSystems.back();
    const bool startsIfUpDown = hasProgram(files, ifUpDown) && started.starts("networking");
    if (startsIfUpDown && configuresItself(files, NetworkSystem::IfUpDown))
        return choiceOf(files, ifUpDown, "networking", true);
    for (const KnownSystem &known : knownSystems) {
        for (const char *service : known.services) {
            if (*service != '\0' && hasProgram(files, known) && started.starts(service))
                return choiceOf(files, known, service, true);
        }
    }
    for (const char *service : otherServices) {
        if (started.starts(service))
            return {NetworkSystem::Other, service, true};
    }
    for (const KnownSystem &known : knownSystems) {
        if (hasProgram(files, known) && !started.isMasked(known.services[0]))
            return choiceOf(files, known, known.services[0], false);
    }
    return {};
}

QLatin1StringView networkSystemName(NetworkSystem system)
{
    switch (system) {
    case NetworkSystem::Netplan:
        return "netplan"_L1;
    case NetworkSystem::IfUpDown:
        return "ifupdown"_L1;
    case NetworkSystem::IfUpDownNg:
        return "ifupdown-ng or busybox' ifup"_L1;
    case NetworkSystem::NetworkManager:
        return "NetworkManager"_L1;
    case NetworkSystem::Networkd:
        return "systemd-networkd"_L1;
    case NetworkSystem::Wicked:
        return "wicked"_L1;
    case NetworkSystem::IfCfg:
        return "network-scripts"_L1;
    case NetworkSystem::Other:
        return "a program that notP does not write for"_L1;
    case NetworkSystem::None:
        break;
    }
    return "nothing that is known"_L1;
}

bool configuresItself(const RootFiles &files, NetworkSystem system)
{
    switch (system) {
    case NetworkSystem::Netplan:
        return namesCards(files);
    case NetworkSystem::IfUpDown:
    case NetworkSystem::IfUpDownNg:
        return InterfacesFile::configuresCards(files);
    case NetworkSystem::NetworkManager:
        return hasFile(files, "etc/NetworkManager/system-connections", isProfile)
            || hasFile(files, "etc/sysconfig/network-scripts", isIfCfg);
    case NetworkSystem::Networkd:
        return hasFile(files, "etc/systemd/network", isNetworkUnit)
            || hasFile(files, "usr/lib/systemd/network", isForeignNetworkUnit);
    case NetworkSystem::Wicked:
        return hasFile(files, "etc/sysconfig/network", isIfCfg);
    case NetworkSystem::IfCfg:
        return hasFile(files, "etc/sysconfig/network-scripts", isIfCfg);
    case NetworkSystem::Other:
    case NetworkSystem::None:
        break;
    }
    return system == NetworkSystem::Other;
}

} // namespace cid
