// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/stale_network.h"

#include "common/config/mac_address.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

/// Files of one kind, and how they say which card they are for.
struct ProfileKind
{
    const char *folder;
    const char *nameBegins;
    const char *nameEnds;
    const char *key; ///< a pattern for what stands in front of the address
};

constexpr std::array profileKinds{
    ProfileKind{"etc/udev/rules.d", "", "persistent-net.rules", "ATTRS?\\{address\\}\\s*=="},
    ProfileKind{"etc/udev/rules.d", "", "net.rules", "ATTRS?\\{address\\}\\s*=="},
    ProfileKind{"etc/systemd/network", "", ".network", "^\\s*(?:Permanent)?MACAddress\\s*="},
    ProfileKind{"etc/systemd/network", "", ".link", "^\\s*(?:Permanent)?MACAddress\\s*="},
    ProfileKind{"etc/NetworkManager/system-connections", "", "", "^\\s*mac-address\\s*="},
    ProfileKind{"etc/netplan", "", ".yaml", "macaddress\\s*:"},
    ProfileKind{"etc/sysconfig/network-scripts", "ifcfg-", "", "^\\s*HWADDR\\s*="},
};
constexpr std::array leaseFolders{"var/lib/dhcp",    "var/lib/dhclient",       "var/lib/dhcpcd",
                                  "var/lib/dhcpcd5", "var/lib/NetworkManager", "var/lib/wicked"};

/// Of a unit the part that says for which card it is: a .link may also give an address.
QByteArray matchPart(const QByteArray &text)
{
    QByteArray part;
    bool isMatch = false;
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith('['))
            isMatch = line.startsWith("[Match]");
        else if (isMatch)
            part += line + '\n';
    }
    return part;
}

/// The hardware addresses that stand behind the key; several may stand there.
QByteArrayList namedMacs(const QByteArray &text, const char *key)
{
    static const QRegularExpression address(u"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,19}"_s);
    const QRegularExpression keyed(QString::fromLatin1(key) + u"(.*)$"_s, QRegularExpression::MultilineOption);
    QByteArrayList macs;
    for (auto lines = keyed.globalMatch(QString::fromLatin1(text)); lines.hasNext();) {
        for (auto found = address.globalMatch(lines.next().captured(1)); found.hasNext();)
            macs << normalisedMac(found.next().captured()).value_or(QString()).toLatin1();
    }
    macs.removeAll(QByteArray());
    return macs;
}

bool isLease(const QByteArray &name)
{
    const bool isNamed = name.contains(".lease") || name.endsWith(".leases") || name.startsWith("lease-");
    return isNamed || name == "duid" || name == "duid.xml" || name == "iaid.xml" || name == "timestamps"
        || name == "secret_key";
}

bool isForOthers(const QByteArray &text, const ProfileKind &kind, const QByteArrayList &macs)
{
    const bool isUnit = QByteArray(kind.folder) == "etc/systemd/network";
    const QByteArrayList named = namedMacs(isUnit ? matchPart(text) : text, kind.key);
    return !named.isEmpty()
        && std::none_of(named.begin(), named.end(), [&macs](const QByteArray &mac) { return macs.contains(mac); });
}

} // namespace

StaleNetwork staleNetworkIn(const RootFiles &files, const QByteArrayList &macs)
{
    StaleNetwork stale;
    for (const ProfileKind &kind : profileKinds) {
        for (const QByteArray &path : files.in(kind.folder)) {
            const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
            const bool isOfKind = name.startsWith(kind.nameBegins) && name.endsWith(kind.nameEnds);
            if (!isOfKind || stale.profiles.contains(path))
                continue;
            const QByteArray text = files.text(path);
            if (!text.startsWith(ownMark) && isForOthers(text, kind, macs))
                stale.profiles << path;
        }
    }
    for (const char *folder : leaseFolders) {
        for (const QByteArray &path : files.in(folder)) {
            if (isLease(path.mid(path.lastIndexOf('/') + 1)))
                stale.leases << path;
        }
    }
    return stale;
}

} // namespace cid
