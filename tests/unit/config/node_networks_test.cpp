// SPDX-License-Identifier: GPL-3.0-or-later
// What node_db says of addresses, gateways and name servers.
#include "common/config/card_address.h"
#include "common/config/node_db.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestNodeNetworks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nodesHaveAddresses();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void rangesAreExpanded_data();
    void rangesAreExpanded();
    void neighboursAreKnown_data();
    void neighboursAreKnown();

private:
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestNodeNetworks::nodesHaveAddresses()
{
    const auto db = NodeDb::load(write(u"node_db"_s,
                                       "[node-defaults]\naddress = dhcp\ndns = 10.0.0.1, FD00:0::1\n"
                                       "[group \"rack1\"]\nnodes = n[1-3]\ngateway = 10.0.0.254\n"
                                       "[node \"n[1-3]\"]\naddress = 10.0.0.[9-11]/24\n"
                                       "[node \"m1\"]\naddress = 10.1.0.1/16 FD00:0::00a1/64\n"
                                       "gateway = 10.1.255.254 fe80::1\nip = 10.9.9.9\n"
                                       "[node \"m2\"]\n[node \"m3\"]\naddress = dhcp\n"
                                       "[node \"k[1-2]\"]\naddress = fd00::[f-10]/64\n"));
    QVERIFY2(db, db ? "" : qPrintable(db.error().text));
    const NodeDefinition &n2 = *db->find(u"n2"_s);
    QCOMPARE(n2.addresses, QStringList{u"10.0.0.10/24"_s});
    QCOMPARE(n2.gateways, QStringList{u"10.0.0.254"_s});
    QCOMPARE(n2.nameServers, QStringList({u"10.0.0.1"_s, u"fd00::1"_s}));
    QVERIFY(!n2.dhcp);
    QCOMPARE(n2.ip, u"10.0.0.10"_s); // What overlays write for @IP@.
    const NodeDefinition &m1 = *db->find(u"m1"_s);
    QCOMPARE(m1.addresses, QStringList({u"10.1.0.1/16"_s, u"fd00::a1/64"_s}));
    QCOMPARE(m1.gateways, QStringList({u"10.1.255.254"_s, u"fe80::1"_s}));
    QCOMPARE(m1.ip, u"10.9.9.9"_s);
    QVERIFY(db->find(u"m2"_s)->dhcp && db->find(u"m3"_s)->dhcp && db->find(u"m3"_s)->addresses.isEmpty());
    QCOMPARE(db->find(u"k2"_s)->addresses, QStringList{u"fd00::10/64"_s});
}

void TestNodeNetworks::mistakesAreNamed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto node = [](const char *name, const QByteArray &text, const QString &expected) {
        QTest::newRow(name) << u"node_db"_s << "[node \"n[1-2]\"]\n" + text + '\n' << expected;
    };
    node("an address without its prefix", "address = 10.0.0.7",
         u":2:11: found \"10.0.0.7\", expected dhcp, or addresses with prefixes such as 10.0.0.7/24"_s);
    node("a prefix of the other family", "address = 10.0.0.7/64", u":2:11: found \"10.0.0.7/64\", expected dhcp, or"_s);
    node("an address that is too high", "address = 10.0.0.[255-256]/24",
         u":2:11: found \"10.0.0.[255-256]/24\", expected dhcp, or"_s);
    node("dhcp and an address", "address = dhcp 10.0.0.7/24", u":2:11: found \"dhcp\", expected dhcp, or"_s);
    node("addresses for other nodes", "address = 10.0.0.[1-3]/24", u":2:11: found 3 addresses for 2 nodes"_s);
    node("an address of two nodes", "address = 10.0.0.7/24 10.0.0.7/16", u":2:11: found the address 10.0.0.7 again"_s);
    node("a gateway in no network of the node's", "address = 10.0.0.[1-2]/24\ngateway = 10.0.1.254",
         u":2:11: found \"10.0.0.1/24\", expected one in whose network the gateway 10.0.1.254 of n1 lies"_s);
    node("a gateway with a prefix", "gateway = 10.0.1.254/24",
         u":2:11: found \"10.0.1.254/24\", expected an address"_s);
    node("two gateways", "gateway = 10.0.0.1 10.0.0.2",
         u":2:11: found \"10.0.0.1 10.0.0.2\", expected one address, or one of each family"_s);
    node("a name server's name", "dns = ns.cluster", u":2:7: found \"ns.cluster\", expected an address"_s);
    node("more name servers than are asked", "dns = 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4",
         u":2:7: found \"10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4\", expected 3 name servers at most"_s);
    QTest::newRow("an address of all nodes") << u"node_db"_s << QByteArray("[node-defaults]\naddress = 10.0.0.7/24\n")
                                             << u":2:11: found \"10.0.0.7/24\", expected dhcp: an address is"_s;
}

void TestNodeNetworks::mistakesAreNamed()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    const QString path = write(file, text);
    const auto db = NodeDb::load(path);
    QVERIFY(!db);
    QVERIFY2(db.error().text.startsWith(path + expected), qPrintable(db.error().text));
}

void TestNodeNetworks::rangesAreExpanded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("addresses");
    QTest::newRow("one") << u"10.0.0.7/24"_s << u"10.0.0.7/24"_s;
    QTest::newRow("several") << u"10.0.0.[9-11]/24"_s << u"10.0.0.9/24 10.0.0.10/24 10.0.0.11/24"_s;
    QTest::newRow("in the middle") << u"10.0.[1-2].1/16"_s << u"10.0.1.1/16 10.0.2.1/16"_s;
    QTest::newRow("hexadecimal") << u"FD00::[9-b]/64"_s << u"fd00::9/64 fd00::a/64 fd00::b/64"_s;
    QTest::newRow("the shortest spelling") << u"fd00:0:0::0:7/064"_s << u"fd00::7/64"_s;
    for (const QString &none :
         {u""_s, u"10.0.0.7"_s, u"10.0.0.7/0"_s, u"10.0.0.7/33"_s, u"10.0.0.7/"_s, u"10.0.0.7/-1"_s, u"10.0.0.7/2 4"_s,
          u"10.0.0/24"_s, u"10.0.0.[9-256]/24"_s, u"10.0.0.[2-1]/24"_s, u"10.0.0.[a-b]/24"_s, u"10.0.[0-1].[0-1]/24"_s,
          u"n1/24"_s, u"fd00::7/129"_s, u"fd00::7%eth0/64"_s, u"10.0.0.7/24\n"_s, u"10.0.0.7/24/24"_s})
        QTest::addRow("none: %s", qPrintable(none)) << none << QString();
}

void TestNodeNetworks::rangesAreExpanded()
{
    QFETCH(QString, text);
    QFETCH(QString, addresses);
    QCOMPARE(expandCardAddresses(text).join(u' '), addresses);
}

void TestNodeNetworks::neighboursAreKnown_data()
{
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isNear");
    QTest::newRow("in the network") << u"10.0.0.7/24"_s << u"10.0.0.254"_s << true;
    QTest::newRow("beside it") << u"10.0.0.7/24"_s << u"10.0.1.254"_s << false;
    QTest::newRow("at its upper end") << u"10.0.0.126/25"_s << u"10.0.0.127"_s << true;
    QTest::newRow("behind its upper end") << u"10.0.0.126/25"_s << u"10.0.0.128"_s << false;
    QTest::newRow("all there is") << u"10.0.0.7/32"_s << u"10.0.0.7"_s << true;
    QTest::newRow("nothing but itself") << u"10.0.0.7/32"_s << u"10.0.0.8"_s << false;
    QTest::newRow("of the other family") << u"10.0.0.7/24"_s << u"fd00::1"_s << false;
    QTest::newRow("IPv6") << u"fd00::7/64"_s << u"fd00::ffff"_s << true;
    QTest::newRow("beside it in IPv6") << u"fd00::7/64"_s << u"fd00:0:0:1::1"_s << false;
    QTest::newRow("on every link") << u"fd00::7/64"_s << u"fe80::1"_s << true;
}

void TestNodeNetworks::neighboursAreKnown()
{
    QFETCH(QString, card);
    QFETCH(QString, address);
    QTEST(isNeighbour(card, address), "isNear");
}

QTEST_GUILESS_MAIN(TestNodeNetworks)
#include "node_networks_test.moc"
