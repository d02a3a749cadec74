// SPDX-License-Identifier: GPL-3.0-or-later
// What notP writes for a network, held against the programs that read it, where this machine has them.
#include "tests/unit/kid/image_network.h"

#include <QStandardPaths>

#include <QTest>

using namespace cid;
using namespace cid::test;

namespace {

bool hasProgram(const QString &name)
{
    return !QStandardPaths::findExecutable(name).isEmpty();
}

} // namespace

class TestNetworkPrograms : public NetworkCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_root = std::make_unique<NetworkRoot>(); }
    void networkManagerReadsItsProfile_data();
    void networkManagerReadsItsProfile();
    void netplanReadsItsFile_data();
    void netplanReadsItsFile();
    void ifupdownReadsItsFile_data();
    void ifupdownReadsItsFile();
    void networkdDoesWhatItsFileSays();
};

void TestNetworkPrograms::networkManagerReadsItsProfile_data()
{
    QTest::addColumn<bool>("asks");
    QTest::addColumn<QByteArray>("has");
    QTest::newRow("asks") << true << QByteArray("method=auto");
    QTest::newRow("is told") << false << QByteArray("address1=10.0.0.7/24");
}

void TestNetworkPrograms::networkManagerReadsItsProfile()
{
    QFETCH(bool, asks);
    QFETCH(QByteArray, has);
    if (!hasProgram(u"nmcli"_s))
        QSKIP("network-manager is not installed: its profile is not held against it");
    make(managerRoot + startsManager);
    QVERIFY(m_root->settle(asks ? asking() : addressed()));
    const Shell read = shell("nmcli --offline connection modify connection.zone x "
                             "<etc/NetworkManager/system-connections/cid.nmconnection",
                             m_root->path);
    QVERIFY2(read.ok, read.err);
    for (const QByteArray &said :
         {has, mac.toLatin1().toUpper().prepend("mac-address="), QByteArray("autoconnect-priority=999")})
        QVERIFY2(read.out.contains(said), read.out);
    QVERIFY2(asks || (read.out.contains("gateway=10.0.0.254") || read.out.contains("10.0.0.7/24,10.0.0.254")),
             read.out);
    QVERIFY2(asks || read.out.contains("fd00::7/64"), read.out);
    QCOMPARE(m_files.facts(m_root->path + u"/etc/NetworkManager/system-connections/cid.nmconnection"_s)->mode, 0600U);
}

void TestNetworkPrograms::netplanReadsItsFile_data()
{
    networkManagerReadsItsProfile_data();
}

void TestNetworkPrograms::netplanReadsItsFile()
{
    QFETCH(bool, asks);
    if (!hasProgram(u"netplan"_s))
        QSKIP("netplan.io is not installed: its file is not held against it");
    make(netplanRoot
         + "printf 'network: {version: 2, ethernets: {eth0: {dhcp4: true}}}\\n' >etc/netplan/zz.yaml; "
           "chmod 600 etc/netplan/zz.yaml");
    QVERIFY(m_root->settle(asks ? asking() : addressed()));
    const Shell made = shell(
        "netplan generate --root-dir . && ls run/systemd/network && cat run/systemd/network/*00-cid*", m_root->path);
    QVERIFY2(made.ok, made.err);
    QCOMPARE(made.err, "");
    // The first name counts for a card that two fit.
    QVERIFY2(made.out.startsWith("10-netplan-00-cid.network\n10-netplan-eth0.network\n"), made.out);
    for (const QByteArray &said : asks
             ? QByteArrayList{"DHCP=ipv4", "ClientIdentifier=mac", mac.toLatin1()}
             : QByteArrayList{"Address=10.0.0.7/24", "Address=10.1.0.7/16", "Gateway=10.0.0.254", "Gateway=fe80::1",
                              "DNS=10.0.0.1", mac.toLatin1()})
        QVERIFY2(made.out.contains(said), made.out);
}

void TestNetworkPrograms::ifupdownReadsItsFile_data()
{
    networkManagerReadsItsProfile_data();
}

void TestNetworkPrograms::ifupdownReadsItsFile()
{
    QFETCH(bool, asks);
    if (!hasProgram(u"ifquery"_s))
        QSKIP("ifupdown is not installed: its file is not held against it");
    make(debianRoot + "printf 'auto eth0\\niface eth0 inet dhcp\\n' >>etc/network/interfaces");
    QVERIFY(m_root->settle(asks ? asking() : addressed()));
    const Shell read =
        shell("sed -i 's|/etc/network|etc/network|' etc/network/interfaces; ifquery -i etc/network/interfaces cid && "
              "! ifquery -i etc/network/interfaces eth0 2>/dev/null",
              m_root->path);
    QVERIFY2(read.ok, read.err);
    QCOMPARE(read.err, "");
    for (const char *said : {"address: 10.0.0.7\n", "netmask: 255.255.255.0\n", "gateway: 10.0.0.254\n",
                             "address: fd00::7\n", "gateway: fe80::1\n"})
        QCOMPARE(read.out.contains(said), !asks);
}

// A card that is none, in a network of its own.
void TestNetworkPrograms::networkdDoesWhatItsFileSays()
{
    const QByteArray program = "/lib/systemd/systemd-networkd";
    if (!QFile::exists(QString::fromLatin1(program)) || !shell("unshare -nm true", m_root->path).ok)
        QSKIP("systemd-networkd cannot be started here: its file is not held against it");
    make(networkdRoot + startsNetworkd + "mkfifo ../fifo");
    QVERIFY(m_root->settle(addressed()));
    const Shell ran = shell("unshare -nm bash -ec 'mount -t tmpfs none /run; mount -t sysfs -o ro none /sys; mkdir -p "
                            "/run/systemd/network; "
                            "cp etc/systemd/network/* /run/systemd/network; ip link add card0 address "
                            "52:54:00:12:34:56 type veth peer other0; "
                            "ip link set other0 up; ip link add bridge0 address 52:54:00:12:34:56 type bridge; "
                            "timeout 20 /lib/systemd/systemd-networkd >../log 2>&1 & "
                            "timeout 15 bash -c \"until ip -6 route show default | grep -q fe80::1 && ip route show "
                            "default | grep -q 10.0.0; "
                            "do read -t 0.1 x <>../fifo || :; done\" || :; ip addr; ip route; ip -6 route; kill $!'",
                            m_root->path);
    for (const char *said :
         {"inet 10.0.0.7/24", "inet 10.1.0.7/16", "inet6 fd00::7/64", "default via 10.0.0.254", "default via fe80::1"})
        QVERIFY2(ran.out.contains(said), ran.out + ran.err + shell("cat ../log", m_root->path).out);
    QCOMPARE(ran.out.count("10.0.0.7/24"), 1); // And not the bridge, which has the card's address.
}

QTEST_GUILESS_MAIN(TestNetworkPrograms)
#include "network_programs_test.moc"
