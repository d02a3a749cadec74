// SPDX-License-Identifier: GPL-3.0-or-later
// Machines that node_db does not name, chosen by their addresses.
#include "daemon/core/discovered.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestDiscovered : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMachineIsChosenByAnyOfItsAddresses_data();
    void aMachineIsChosenByAnyOfItsAddresses();
    void whatIsForgottenIsNotChosen();
};

void TestDiscovered::aMachineIsChosenByAnyOfItsAddresses_data()
{
    QTest::addColumn<QStringList>("macs");
    QTest::addColumn<QStringList>("chosen"); // by their addresses on the network
    QTest::newRow("by its first") << QStringList{u"a1"_s} << QStringList{u"a"_s};
    QTest::newRow("by its second") << QStringList{u"b2"_s} << QStringList{u"b"_s};
    QTest::newRow("by both, once") << QStringList{u"b2"_s, u"b1"_s} << QStringList{u"b"_s};
    QTest::newRow("several, in the order of power-on")
        << QStringList{u"c1"_s, u"a1"_s, u"b1"_s} << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("an address of nobody") << QStringList{u"x9"_s, u"c2"_s} << QStringList{u"c"_s};
    QTest::newRow("no address") << QStringList{} << QStringList{};
}

void TestDiscovered::aMachineIsChosenByAnyOfItsAddresses()
{
    QFETCH(QStringList, macs);
    QFETCH(QStringList, chosen);
    Discovered discovered;
    qint64 time = 0;
    for (const QString &name : {u"a"_s, u"b"_s, u"c"_s}) {
        ++time;
        discovered.note({{name + u'1', name + u'2'}, name, {}, time, time});
    }
    QStringList found;
    const QList<DiscoveredMachine> machines = discovered.withAnyOf(macs);
    for (const DiscoveredMachine &machine : machines)
        found.append(machine.address);
    QCOMPARE(found, chosen);
}

void TestDiscovered::whatIsForgottenIsNotChosen()
{
    Discovered discovered;
    discovered.note({{u"a1"_s, u"a2"_s}, u"a"_s, {}, 1, 1});
    discovered.removeKnown([](const QString &mac) { return mac == "a2"_L1; });
    QVERIFY(discovered.withAnyOf({u"a1"_s, u"a2"_s}).isEmpty());
}

QTEST_GUILESS_MAIN(TestDiscovered)
#include "discovered_test.moc"
