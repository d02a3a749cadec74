// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/process_runner.h"
#include "kid/personality/network_writer.h"
#include "tests/unit/kid/image_root.h"

#include <QTest>

namespace cid::test {

inline const QString mac = u"52:54:00:12:34:56"_s;
inline const QString otherCard = u"52:54:00:12:34:57"_s;
inline const QByteArray foreign = "52:54:00:aa:aa:aa";

// "enable UNIT" as systemctl does it.
inline const QByteArray units =
    "enable() { put usr/lib/systemd/system/$1; mkdir -p etc/systemd/system/multi-user.target.wants; "
    "ln -s /usr/lib/systemd/system/$1 etc/systemd/system/multi-user.target.wants/$1; }; ";
inline const QByteArray networkdRoot = systemdRoot + units + "put usr/lib/systemd/systemd-networkd; ";
inline const QByteArray startsNetworkd = "enable systemd-networkd.service; ";
inline const QByteArray managerRoot =
    systemdRoot + units + "put usr/sbin/NetworkManager; mkdir -p etc/NetworkManager/system-connections; ";
inline const QByteArray startsManager = "enable NetworkManager.service; ";
inline const QByteArray netplanRoot =
    networkdRoot + startsNetworkd + "put usr/lib/systemd/system-generators/netplan; mkdir etc/netplan; ";
inline const QByteArray loopback =
    "mkdir -p etc/network/interfaces.d; printf 'source /etc/network/interfaces.d/*\\n\\nauto lo\\niface lo "
    "inet loopback\\n' >etc/network/interfaces; ";
inline const QByteArray debianRoot = systemdRoot + units + "put usr/sbin/ifup; enable networking.service; " + loopback;
inline const QByteArray suseRoot =
    systemdRoot + units + "put usr/sbin/wicked; enable wicked.service; mkdir -p etc/sysconfig/network; ";
inline const QByteArray redHat6Root =
    "put sbin/init etc/rc.d/init.d/network etc/sysconfig/network-scripts/ifup; for l in 0 1 2 3 4 5 6; do mkdir -p "
    "etc/rc.d/rc$l.d; done; ln -s ../init.d/network etc/rc.d/rc3.d/S10network; printf 'id:3:initdefault:\\n' "
    ">etc/inittab; ";
inline const QByteArray openRcRoot = alpineRoot + loopback
    + "ln -s /bin/busybox sbin/ifup; put etc/init.d/networking; ln -s /etc/init.d/networking "
      "etc/runlevels/boot/networking; ";

inline NodeDefinition asking()
{
    NodeDefinition node;
    node.name = u"n7"_s;
    node.macs = QStringList{mac, otherCard};
    node.dhcp = true;
    return node;
}

inline NodeDefinition addressed()
{
    NodeDefinition node = asking();
    node.dhcp = false;
    node.addresses = QStringList{u"10.0.0.7/24"_s, u"10.1.0.7/16"_s, u"fd00::7/64"_s};
    node.gateways = QStringList{u"10.0.0.254"_s, u"fe80::1"_s};
    node.nameServers = QStringList{u"10.0.0.1"_s, u"fd00::1"_s};
    return node;
}

inline NodeDefinition silent()
{
    NodeDefinition node = asking();
    node.dhcp = false;
    return node;
}

inline MachineCards cards()
{
    return {{{u"eth0"_s, otherCard}, {u"eth1"_s, mac}}, {u"quiet"_s, u"cid.card=52:54:00:12:34:56"_s}};
}

/// The root of an image whose network is settled.
class NetworkRoot : public ImageRoot
{
public:
    [[nodiscard]] Status settle(const NodeDefinition &node)
    {
        JobContext context(m_runner, m_files);
        const RootFiles files(context, path);
        return NetworkWriter(files).write(node, cards(), initSystemOf(m_files, path));
    }
    [[nodiscard]] Status withdraw()
    {
        JobContext context(m_runner, m_files);
        const RootFiles files(context, path);
        return NetworkWriter(files).withdraw();
    }
    [[nodiscard]] Status quietCloud()
    {
        JobContext context(m_runner, m_files);
        return quietCloudInit(RootFiles(context, path));
    }
    /// The files that hold notP's name for what it wrote, on one line.
    [[nodiscard]] QByteArray written() const
    {
        return shell("{ grep -rlE '^# (Written by notP|notP: this)' etc || true; } | sort | tr '\\n' ' '", path)
            .out.trimmed();
    }

private:
    LocalFileSystem m_files{Durability::None};
    LocalProcessRunner m_runner;
};

/// What tests of one root after the other have in common.
class NetworkCase : public QObject
{
protected:
    void make(const QByteArray &script) const
    {
        const Shell made = m_root->make(script);
        QVERIFY2(made.ok, made.err);
    }

    LocalFileSystem m_files{Durability::None};
    std::unique_ptr<NetworkRoot> m_root;
};

} // namespace cid::test
