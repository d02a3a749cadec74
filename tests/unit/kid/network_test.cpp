// SPDX-License-Identifier: GPL-3.0-or-later
// How an image reaches the network once notP made it a node's: on trees that imitate what distributions have.
#include "tests/unit/kid/image_network.h"

#include <QTest>

using namespace cid;
using namespace cid::test;

class TestNetwork : public NetworkCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_root = std::make_unique<NetworkRoot>(); }
    void theOneThatTheImageStartsIsToldWhatToDo_data();
    void theOneThatTheImageStartsIsToldWhatToDo();
    void doingItAgainGivesTheSame_data();
    void doingItAgainGivesTheSame();
    void whatIsNotSaidIsLeftToTheImage_data();
    void whatIsNotSaidIsLeftToTheImage();
    void whatCannotBeToldIsRefused_data();
    void whatCannotBeToldIsRefused();
    void theCardIsTheOneThatReachesTheServer_data();
    void theCardIsTheOneThatReachesTheServer();
};

void TestNetwork::theOneThatTheImageStartsIsToldWhatToDo_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, const QByteArray &root, const QByteArray &written) {
        QTest::newRow(name) << root << written;
    };
    const QByteArray networkd = "etc/systemd/network/00-cid.network";
    const QByteArray manager = "etc/NetworkManager/system-connections/cid.nmconnection";
    const QByteArray start = " etc/systemd/system/multi-user.target.d/zz-cid-network.conf";
    const QByteArray rule = " etc/udev/rules.d/70-cid-net.rules";
    const QByteArray managed = managerRoot + startsManager;
    row("systemd-networkd", networkdRoot + startsNetworkd, networkd);
    row("systemd-networkd that is there and not started", networkdRoot, networkd + start);
    row("systemd-networkd that is masked beside NetworkManager",
        managed
            + "put usr/lib/systemd/systemd-networkd "
              "usr/lib/systemd/system/multi-user.target.wants/systemd-networkd.service; "
              "ln -s /dev/null etc/systemd/system/systemd-networkd.service",
        manager);
    row("systemd-networkd that the vendor starts",
        networkdRoot + "put usr/lib/systemd/system/multi-user.target.wants/systemd-networkd.service", networkd);
    row("NetworkManager", managed, manager);
    row("NetworkManager, and systemd-networkd is not started", managed + "put usr/lib/systemd/systemd-networkd",
        manager);
    row("NetworkManager before systemd-networkd", managed + "put usr/lib/systemd/systemd-networkd; " + startsNetworkd,
        manager);
    row("systemd-networkd, and NetworkManager is not started",
        networkdRoot + startsNetworkd + "put usr/sbin/NetworkManager", networkd);
    row("NetworkManager before ifupdown that has lo alone",
        managed + "put usr/sbin/ifup; enable networking.service; " + loopback, manager);
    row("ifupdown that has a card before NetworkManager",
        managed + "put usr/sbin/ifup; enable networking.service; " + loopback
            + "printf 'iface eth0 inet dhcp\\n' >etc/network/interfaces.d/eth0",
        "etc/network/interfaces");
    row("NetworkManager before Red Hat's scripts", managed + "put etc/sysconfig/network-scripts/ifup", manager);
    row("NetworkManager under OpenRC",
        alpineRoot
            + "put usr/sbin/NetworkManager etc/init.d/NetworkManager; ln -s /etc/init.d/NetworkManager "
              "etc/runlevels/default",
        manager);
    row("netplan before all others", netplanRoot, "etc/netplan/90-cid.yaml");
    row("ifupdown", debianRoot, "etc/network/interfaces");
    row("ifupdown without its file", debianRoot + "rm etc/network/interfaces", "etc/network/interfaces");
    row("ifupdown under SysV's init", sysvRoot + "put sbin/ifup; ln -s ../init.d/networking etc/rc2.d/S12networking",
        "etc/network/interfaces");
    row("busybox' ifup without udev", openRcRoot, "etc/network/interfaces");
    row("busybox' ifup with udev", openRcRoot + "put sbin/udevd", "etc/network/interfaces" + rule);
    row("busybox' ifup that is not started", openRcRoot + "rm etc/runlevels/boot/networking", "etc/network/interfaces");
    row("wicked", suseRoot, "etc/sysconfig/network/ifcfg-cid0 etc/sysconfig/network/ifroute-cid0" + rule);
    row("Red Hat's scripts", redHat6Root, "etc/sysconfig/network-scripts/ifcfg-cid");
    // Nobody can know what a stranger is told.
    row("nothing", systemdRoot, {});
    row("what an administrator masked alone",
        networkdRoot + "ln -s /dev/null etc/systemd/system/systemd-networkd.service", {});
    row("ConnMan", systemdRoot + units + "enable connman.service; put usr/lib/systemd/systemd-networkd", {});
    row("nothing starts services", "put usr/lib/systemd/systemd-networkd", {});
}

void TestNetwork::theOneThatTheImageStartsIsToldWhatToDo()
{
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, written);
    make(root);
    const Status status = m_root->settle(addressed());
    QCOMPARE(status ? QByteArray() : status.error().code, written.isEmpty() ? "network.none" : "");
    QByteArrayList files = m_root->written().split(' ');
    files.removeAll("etc/resolv.conf");
    QCOMPARE(files.join(' '), written);
    const QByteArray contents = shell("cat /dev/null " + written, m_root->path).out;
    QVERIFY2(written.isEmpty() || contents.contains("10.0.0.7"), contents);
    QVERIFY2(written.isEmpty() || contents.contains("10.0.0.254"), contents);
    QVERIFY2(written.isEmpty() || contents.contains("fd00::7"), contents);
    const bool isByName = root.contains("/bin/busybox sbin/ifup") && !root.contains("udevd");
    QVERIFY2(written.isEmpty() || contents.toLower().contains(isByName ? "auto eth1\n" : mac.toLatin1()), contents);
}

void TestNetwork::doingItAgainGivesTheSame_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::newRow("systemd-networkd") << networkdRoot + startsNetworkd;
    QTest::newRow("systemd-networkd that is not started") << networkdRoot;
    QTest::newRow("NetworkManager") << managerRoot + startsManager;
    QTest::newRow("netplan") << netplanRoot;
    QTest::newRow("ifupdown with a card") << debianRoot
            + "printf 'auto eth0\\niface eth0 inet static\\n  address 10.9.9.9/8\\n' >>etc/network/interfaces; "
              "printf 'allow-hotplug eth1\\niface eth1 inet dhcp' >etc/network/interfaces.d/x";
    QTest::newRow("busybox' ifup with udev") << openRcRoot + "put sbin/udevd";
    QTest::newRow("wicked with a card") << suseRoot
            + "printf 'BOOTPROTO=dhcp\\n' >etc/sysconfig/network/ifcfg-eth0; "
              "chmod 600 etc/sysconfig/network/ifcfg-eth0";
    QTest::newRow("Red Hat's scripts with a card")
        << redHat6Root + "printf 'DEVICE=eth0\\n' >etc/sysconfig/network-scripts/ifcfg-eth0";
    QTest::newRow("a resolver's file") << debianRoot + "printf 'search lab\\nnameserver 9.9.9.9\\n' >etc/resolv.conf";
    QTest::newRow("a resolver's link to nowhere") << debianRoot + "ln -s ../run/netconfig/resolv.conf etc/resolv.conf";
}

void TestNetwork::doingItAgainGivesTheSame()
{
    QFETCH(QByteArray, root);
    make(root);
    const QByteArray untouched = m_root->listing() + m_root->contents();
    QVERIFY(m_root->settle(addressed()));
    const QByteArray once = m_root->listing() + m_root->contents();
    QVERIFY(once != untouched);
    QVERIFY(m_root->settle(addressed()));
    QCOMPARE(m_root->listing() + m_root->contents(), once);
    // Another address takes the first one's place.
    NodeDefinition other = addressed();
    other.addresses = QStringList{u"10.0.0.8/24"_s};
    QVERIFY(m_root->settle(other));
    QVERIFY(!shell("grep -r '10\\.0\\.0\\.7' etc", m_root->path).ok);
    // And without notP everything is as it was, but for folders.
    QVERIFY(m_root->withdraw());
    QVERIFY2(
        shell("find . -depth -type d -empty -path '*cid*' -delete; ! grep -rE 'notP|10\\.0\\.0\\.8' .", m_root->path)
            .ok,
        m_root->listing());
    QCOMPARE(m_root->contents(), [&] {
        const ImageRoot fresh;
        static_cast<void>(fresh.make(root));
        return fresh.contents();
    }());
    QVERIFY(!m_root->has(u"etc/sysconfig/network/ifcfg-eth0"_s) || m_root->listing().contains("ifcfg-eth0  600"));
}

void TestNetwork::whatIsNotSaidIsLeftToTheImage_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<bool>("asks");
    const auto row = [](const char *name, const QByteArray &root, bool asks) { QTest::newRow(name) << root << asks; };
    row("nothing is configured", networkdRoot + startsNetworkd, true);
    row("systemd-networkd asks on every card",
        networkdRoot + startsNetworkd
            + "mkdir -p etc/systemd/network; printf '[Match]\\nName=e*\\n[Network]\\nDHCP=yes\\n' "
              ">etc/systemd/network/20-dhcp.network",
        false);
    row("systemd's own units are for no card",
        networkdRoot + startsNetworkd + "put usr/lib/systemd/network/80-container-host0.network", true);
    row("NetworkManager has a bond",
        managerRoot + startsManager + "put etc/NetworkManager/system-connections/bond0.nmconnection", false);
    row("NetworkManager has none", managerRoot + startsManager, true);
    row("NetworkManager has one of another machine's",
        managerRoot + startsManager + "printf '[ethernet]\\nmac-address=" + foreign
            + "\\n' >etc/NetworkManager/system-connections/a.nmconnection",
        true);
    row("netplan has a card",
        netplanRoot + "printf 'network: {ethernets: {eth0: {dhcp4: true}}}\\n' >etc/netplan/a.yaml; ", false);
    row("netplan says who writes alone", netplanRoot + "printf 'network: {renderer: networkd}\\n' >etc/netplan/a.yaml",
        true);
    row("ifupdown has lo", debianRoot, true);
    row("ifupdown has a bridge", debianRoot + "printf 'iface br0 inet dhcp\\n' >etc/network/interfaces.d/br0", false);
    row("wicked has a card", suseRoot + "put etc/sysconfig/network/ifcfg-eth0", false);
    row("wicked has lo", suseRoot + "put etc/sysconfig/network/ifcfg-lo", true);
    row("nothing is known", systemdRoot, false);
}

void TestNetwork::whatIsNotSaidIsLeftToTheImage()
{
    QFETCH(QByteArray, root);
    QFETCH(bool, asks);
    make(root);
    // Whatever an earlier deployment said.
    static_cast<void>(m_root->settle(addressed()));
    QVERIFY(m_root->settle(silent()));
    QCOMPARE(!m_root->written().isEmpty(), asks);
    QVERIFY(!shell("grep -r '10\\.0\\.0\\.7' .", m_root->path).ok);
}

void TestNetwork::whatCannotBeToldIsRefused_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("text");
    const QStringList fine{u"10.0.0.7/24"_s};
    QTest::newRow("nothing there") << systemdRoot << fine << QByteArray("network.none") << u"it has none of netplan"_s;
    QTest::newRow("a stranger") << systemdRoot + units + "enable dhcpcd.service" << fine << QByteArray("network.none")
                                << u"configured by dhcpcd"_s;
    QTest::newRow("an address that ends the line")
        << networkdRoot << QStringList{u"10.0.0.7/24\nDNS=6.6.6.6"_s} << QByteArray("network.bad-address") << u"n7"_s;
    QTest::newRow("an address without a prefix")
        << networkdRoot << QStringList{u"10.0.0.7"_s} << QByteArray("network.bad-address") << u"n7"_s;
}

void TestNetwork::whatCannotBeToldIsRefused()
{
    QFETCH(QByteArray, root);
    QFETCH(QStringList, addresses);
    QFETCH(QString, text);
    make(root);
    NodeDefinition node = silent();
    node.addresses = addresses;
    const Status status = m_root->settle(node);
    QVERIFY(!status);
    QTEST(status.error().code, "code");
    QVERIFY2(status.error().text.contains(text), qPrintable(status.error().text));
    QCOMPARE(m_root->written(), QByteArray());
}

void TestNetwork::theCardIsTheOneThatReachesTheServer_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("ofNode");
    QTest::addColumn<QByteArray>("card");
    const QString absent = u"52:54:00:00:00:99"_s;
    const QString reached = u"cid.card=52-54-00-12-34-56"_s;
    QTest::newRow("what Blancmange says") << QStringList{reached} << QStringList{otherCard} << mac.toLatin1();
    QTest::newRow("the first of the node's that is there")
        << QStringList() << QStringList{absent, mac} << mac.toLatin1();
    QTest::newRow("the node's, which nobody sees") << QStringList() << QStringList{absent} << absent.toLatin1();
    QTest::newRow("the first one that is there") << QStringList() << QStringList() << otherCard.toLatin1();
    QTest::newRow("what is no address does not count")
        << QStringList{u"cid.card=eth0"_s} << QStringList{mac} << mac.toLatin1();
}

void TestNetwork::theCardIsTheOneThatReachesTheServer()
{
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, ofNode);
    NodeDefinition node = addressed();
    node.macs = ofNode;
    const Result<NetworkWish> wish = networkWishOf(node, {cards().all, arguments});
    QVERIFY(wish);
    QTEST(wish->mac, "card");
    node.macs.clear();
    QCOMPARE(networkWishOf(node, {}).error().code, "network.no-card");
}

QTEST_GUILESS_MAIN(TestNetwork)
#include "network_test.moc"
