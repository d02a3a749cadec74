// SPDX-License-Identifier: GPL-3.0-or-later
// What an image brings along of the machine that it was made of, and of what notP leaves alone.
#include "imagebuilder/delta/repair_tree.h"
#include "imagebuilder/excludes.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "imagebuilder/pack/tree_walker.h"
#include "tests/support/counting_source.h"
#include "tests/unit/kid/image_network.h"

#include <QRegularExpression>

#include <QTest>

using namespace cid;
using namespace cid::test;

class TestNetworkLeftovers : public NetworkCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_root = std::make_unique<NetworkRoot>(); }
    void anotherMachinesFilesAreOutOfTheWay_data();
    void anotherMachinesFilesAreOutOfTheWay();
    void interfacesKeepsWhatIsNotOfCards();
    void whatIsChangedKeepsItsMode();
    void whatCannotBeReadIsNotReplaced();
    void theResolverIsToldWhereNobodyElseDoesIt_data();
    void theResolverIsToldWhereNobodyElseDoesIt();
    void aLinkOfTheImagesLeadsNowhere();
    void cloudInitHasNothingToDo();
    void noImageHoldsWhatIsWritten();
    void aRepairKeepsWhatIsWritten();

private:
    LocalProcessRunner m_runner;
};

void TestNetworkLeftovers::anotherMachinesFilesAreOutOfTheWay_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("stays");
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &content, bool stays) {
        QTest::newRow(name) << path << content << stays;
    };
    const QByteArray own = otherCard.toLatin1();
    const QByteArray connections = "etc/NetworkManager/system-connections/";
    row("udev's names for its cards", "etc/udev/rules.d/70-persistent-net.rules",
        "SUBSYSTEM==\"net\", ATTR{address}==\"" + foreign + "\", NAME=\"eth0\"\n", false);
    row("udev's names for this machine's cards", "etc/udev/rules.d/70-persistent-net.rules",
        "SUBSYSTEM==\"net\", ATTR{address}==\"" + foreign + "\", NAME=\"eth0\"\nATTR{address}==\"" + own + "\"\n",
        true);
    row("other rules of udev's", "etc/udev/rules.d/60-disk.rules", "ATTR{address}==\"" + foreign + "\"\n", true);
    row("a lease of dhclient's", "var/lib/dhcp/dhclient.eth0.leases", "lease {}\n", false);
    row("a lease of NetworkManager's", "var/lib/NetworkManager/internal-x-eth0.lease", "ADDRESS=1\n", false);
    row("what NetworkManager keeps for all", "var/lib/NetworkManager/NetworkManager.state", "[main]\n", true);
    row("a lease of wicked's", "var/lib/wicked/lease-eth0-dhcp-ipv4.xml", "<lease/>\n", false);
    row("NetworkManager's profile", connections + "Wired 1.nmconnection",
        "[ethernet]\nmac-address=" + foreign.toUpper() + "\n", false);
    row("NetworkManager's profile of the other card", connections + "b",
        "[ethernet]\nmac-address=" + own.toUpper() + "\n", true);
    row("NetworkManager's profile that gives an address to a card", connections + "c",
        "[ethernet]\ncloned-mac-address=" + foreign + "\n", true);
    row("NetworkManager's profile that is not for a card", connections + "d",
        "[ethernet]\nmac-address-blacklist=" + foreign + "\n", true);
    row("a unit of systemd-networkd's", "etc/systemd/network/a.network", "[Match]\nMACAddress=" + foreign + "\n",
        false);
    row("a unit for many machines", "etc/systemd/network/a.network",
        "[Match]\nPermanentMACAddress=" + foreign + ' ' + own + "\n", true);
    row("a link that is given an address", "etc/systemd/network/a.link",
        "[Match]\nOriginalName=*\n[Link]\nMACAddress=" + foreign + "\n", true);
    row("netplan's file", "etc/netplan/50-cloud-init.yaml",
        "network:\n ethernets:\n  ens3:\n   match: {macaddress: '" + foreign + "'}\n", false);
    row("netplan's file without an address", "etc/netplan/01-all.yaml",
        "network: {ethernets: {a: {match: {name: e*}}}}\n", true);
    row("a script's file", "etc/sysconfig/network-scripts/ifcfg-eth3", "DEVICE=eth3\nHWADDR=\"" + foreign + "\"\n",
        false);
}

void TestNetworkLeftovers::anotherMachinesFilesAreOutOfTheWay()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, content);
    QFETCH(bool, stays);
    make(netplanRoot);
    const QString name = m_root->path + u'/' + QString::fromLatin1(path);
    QVERIFY(m_files.makeFolder(QFileInfo(name).path(), 0755));
    QVERIFY(m_files.replace(name, content, 0640));
    QVERIFY(m_root->settle(addressed()));
    QCOMPARE(m_root->has(QString::fromLatin1(path)), stays);
    QVERIFY(m_root->settle(addressed()));
    QCOMPARE(m_root->has(QString::fromLatin1(path)), stays);
    const bool isLease = path.startsWith("var/lib/");
    if (stays || isLease)
        return;
    QCOMPARE(m_root->text(u"usr/lib/cid/aside/"_s + QString::fromLatin1(path)), content);
    QVERIFY(m_root->withdraw());
    QCOMPARE(m_root->text(QString::fromLatin1(path)), content);
    QCOMPARE(m_files.facts(name)->mode, 0640U);
}

void TestNetworkLeftovers::interfacesKeepsWhatIsNotOfCards()
{
    make(debianRoot);
    const QByteArray before =
        "# ours\nauto lo br0\niface lo inet loopback\n\nauto eth0\nallow-hotplug ens3 enp1s0\niface eth0 inet "
        "static\n\taddress 10.9.9.9/24 \\\n\tgateway 10.9.9.1\n\n# the bridge\niface br0 inet manual\n"
        "\tbridge-ports eth7\n\nsource /etc/network/interfaces.d/*";
    QVERIFY(m_files.replace(m_root->path + u"/etc/network/interfaces"_s, before, 0644));
    QVERIFY(m_root->settle(addressed()));
    const QByteArray after = m_root->text(u"etc/network/interfaces"_s);
    for (const char *kept : {"# ours\nauto lo br0\niface lo inet loopback\n",
                             "\n# the bridge\niface br0 inet manual\n\tbridge-ports "
                             "eth7\n",
                             "\nsource /etc/network/interfaces.d/*\n"})
        QVERIFY2(after.contains(kept), after);
    for (const char *aside : {"auto eth0\n", "allow-hotplug ens3 enp1s0\n", "iface eth0 inet static\n",
                              "\taddress 10.9.9.9/24 \\\n", "\tgateway 10.9.9.1\n"})
        QVERIFY2(after.contains(QByteArray("\n# notP puts aside: ") + aside), after);
}

void TestNetworkLeftovers::whatIsChangedKeepsItsMode()
{
    make(debianRoot
         + "printf 'iface eth0 inet dhcp\\n  wpa-psk secret\\n' >etc/network/interfaces.d/eth0; chmod 600 "
           "etc/network/interfaces.d/eth0; chmod 640 etc/network/interfaces");
    const auto modes = [this] {
        return shell("stat -c %a etc/network/interfaces.d/eth0 etc/network/interfaces", m_root->path).out.simplified();
    };
    QVERIFY(m_root->settle(addressed()));
    QVERIFY(m_root->text(u"etc/network/interfaces.d/eth0"_s).startsWith("# notP puts aside: iface eth0"));
    QCOMPARE(modes(), QByteArray("600 640"));
    QVERIFY(m_root->withdraw());
    QVERIFY(m_root->text(u"etc/network/interfaces.d/eth0"_s).startsWith("iface eth0"));
    QCOMPARE(modes(), QByteArray("600 640"));
    // The same way for the file systems, whose lines may hold a password.
    JobContext context(m_runner, m_files);
    QVERIFY(m_root->make("printf 'a' >etc/fstab; chmod 600 etc/fstab").ok);
    QVERIFY(RootFiles(context, m_root->path).change("etc/fstab", "b"));
    QVERIFY(RootFiles(context, m_root->path).change("etc/new", "b"));
    QCOMPARE(shell("stat -c %a etc/fstab etc/new; cat etc/fstab", m_root->path).out.simplified(),
             QByteArray("600 644 b"));
}

void TestNetworkLeftovers::whatCannotBeReadIsNotReplaced()
{
    make(debianRoot + "head -c 2000000 /dev/zero | tr '\\0' '#' >etc/network/interfaces");
    const Status status = m_root->settle(addressed());
    QVERIFY(!status);
    QVERIFY2(status.error().text.contains("interfaces"_L1), qPrintable(status.error().text));
    QCOMPARE(m_root->text(u"etc/network/interfaces"_s).size(), 2'000'000);
}

void TestNetworkLeftovers::theResolverIsToldWhereNobodyElseDoesIt_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("content"); // a pattern; empty: as it was
    QTest::newRow("ifupdown")
        << debianRoot + "printf 'nameserver 9.9.9.9\\nsearch lab\\n' >etc/resolv.conf"
        << QByteArray("^# Written by notP[^\n]*\nnameserver 10.0.0.1\nnameserver fd00::1\nsearch lab\n$");
    QTest::newRow("systemd-networkd without systemd-resolved") << networkdRoot + startsNetworkd
            + "put etc/resolv.conf" << QByteArray("^# Written by notP[^\n]*\nnameserver 10.0.0.1\n");
    QTest::newRow("systemd-resolved") << networkdRoot + startsNetworkd
            + "ln -s ../run/systemd/resolve/stub-resolv.conf etc/resolv.conf"
                                      << QByteArray();
    QTest::newRow("NetworkManager") << managerRoot + startsManager + "put etc/resolv.conf" << QByteArray();
}

void TestNetworkLeftovers::theResolverIsToldWhereNobodyElseDoesIt()
{
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, content);
    make(root);
    const QByteArray before = m_root->text(u"etc/resolv.conf"_s);
    QVERIFY(m_root->settle(addressed()));
    const QByteArray after = m_root->text(u"etc/resolv.conf"_s);
    if (content.isEmpty())
        QCOMPARE(after, before);
    else
        QVERIFY2(QRegularExpression(QString::fromLatin1(content)).match(QString::fromLatin1(after)).hasMatch(), after);
}

void TestNetworkLeftovers::aLinkOfTheImagesLeadsNowhere()
{
    make(networkdRoot + startsNetworkd
         + "mkdir -p ../../outside etc/systemd; ln -s ../../../../outside etc/systemd/network");
    const Status status = m_root->settle(addressed());
    QCOMPARE(shell("find ../../outside -type f", m_root->path).out, "");
    // Inside of the root the link leads to a folder that is not there.
    QVERIFY(!status);
}

void TestNetworkLeftovers::cloudInitHasNothingToDo()
{
    make(systemdRoot);
    QVERIFY(m_root->quietCloud());
    QVERIFY(!m_root->has(u"etc/cloud"_s));
    make("put usr/bin/cloud-init etc/cloud/cloud.cfg");
    QVERIFY(m_root->quietCloud());
    QVERIFY(m_root->has(u"etc/cloud/cloud-init.disabled"_s));
    QVERIFY(m_root->text(u"etc/cloud/cloud.cfg.d/99-cid-network.cfg"_s).contains("\nnetwork: {config: disabled}\n"));
    QVERIFY(m_root->withdraw());
    QCOMPARE(shell("find etc/cloud -type f", m_root->path).out, "etc/cloud/cloud.cfg\n");
}

void TestNetworkLeftovers::noImageHoldsWhatIsWritten()
{
    const ExcludeList excludes(builtInExcludes(ImageKind::Linux));
    for (const QByteArray &path : networkPaths() + QByteArrayList{cloudNetworkPath, asideFolder})
        QVERIFY2(excludes.matches(path), path);
    for (const char *stale :
         {"etc/udev/rules.d/70-persistent-net.rules", "var/lib/dhcp/dhclient.eth0.leases",
          "var/lib/NetworkManager/internal-1-eth0.lease", "var/lib/wicked/lease-eth0-dhcp-ipv4.xml"})
        QVERIFY2(excludes.matches(stale), stale);
    for (const char *other : {"etc/network/interfaces", "etc/systemd/network/10-cid.network", "etc/netplan/01-all.yaml",
                              "var/lib/NetworkManager/NetworkManager.state"})
        QVERIFY2(!excludes.matches(other), other);
}

void TestNetworkLeftovers::aRepairKeepsWhatIsWritten()
{
    make(networkdRoot + startsNetworkd
         + "put etc/resolv.conf; mkdir -p etc/systemd/network; printf '[Match]\\nMACAddress=" + foreign
         + "\\n' >etc/systemd/network/a.network");
    PackOptions pack;
    pack.root = m_root->path;
    pack.image = *ImageId::parse(u"tree-1-1"_s);
    pack.outputFolder = m_root->at({});
    QVERIFY(packImage(pack));
    QVERIFY(m_root->settle(addressed()));
    const QByteArray settled = m_root->listing() + m_root->contents();
    const auto image = ImageFile::open(m_root->at(u"tree-1-1.gz"_s));
    QVERIFY(image);
    CountingSource source(*image);
    RepairOptions options;
    options.unpack.target = m_root->path;
    options.kept = builtInExcludes(ImageKind::Linux);
    const auto report = repairTree((*image)->manifest(), source, options);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->removed, 0);
    QVERIFY(m_root->has(u"etc/systemd/network/00-cid.network"_s) && m_root->has(u"etc/systemd/network/a.network"_s));
    QVERIFY(m_root->has(u"usr/lib/cid/aside/etc/systemd/network/a.network"_s));
    QVERIFY(m_root->settle(addressed()));
    QCOMPARE(m_root->listing() + m_root->contents(), settled);
}

QTEST_GUILESS_MAIN(TestNetworkLeftovers)
#include "network_leftovers_test.moc"
