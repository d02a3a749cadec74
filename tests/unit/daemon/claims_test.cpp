// SPDX-License-Identifier: GPL-3.0-or-later
// Who claims to be a node without being it: what people read of it, and what it may stop.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

#include <algorithm>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestClaims : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRefusedEnrolmentStopsNoOrder();
    void aPeerThatListsAllAddressesFillsNoHistory();
    void manyAddressesFillNoHistory();
    void aMachineWithOtherAddressesStopsNoOrder();
    void aSecondMachineWithTheKeyHoldsOrders();
    void theHoldEndsSomeTimeAfterTheLastClaim();
    void aMachineThatMovedToAnotherAddressIsTaken();
    void aHoldIsNotLiftedByTheOtherMachine();
    void discoveredMachinesAreFoundByAnyAddress();
    void nobodyTakesOverAnothersDiscovery();
    void discoveredMachinesHaveACapInBytes();
};

namespace {

QByteArray enrol(CoreBench &bench, const QStringList &macs, const QString &address)
{
    QByteArray code = "no answer";
    bench.core().enrolments().enrol({macs, {}, true, address}, [&](const Result<Enrolment> &result) {
        code = result ? QByteArray() : result.error().code;
    });
    CoreBench::settle();
    return code;
}

QByteArray claim(CoreBench &bench, const QString &address, SessionId session)
{
    QByteArray code = "no answer";
    bench.core().nodes().arrive(bench.caller(u"n1"_s, session, address),
                                CoreBench::arrival(u"n1"_s, NodeState::Blancmange),
                                [&](const Status &status) { code = status ? QByteArray() : status.error().code; });
    CoreBench::settle();
    return code;
}

qsizetype countOf(const MemoryStore &store, const QByteArray &what)
{
    const QList<Event> &events = store.history();
    return std::count_if(events.begin(), events.end(), [&](const Event &event) { return event.what == what; });
}

void look(CoreBench &bench, std::chrono::milliseconds later)
{
    bench.clock().advance(later);
    bench.core().watchman().look();
    CoreBench::settle();
}

DiscoveredMachine machine(const QStringList &macs, qint64 time, qsizetype modelLength = 1)
{
    DiscoveredMachine result{macs, u"10.0.0.1"_s, {}, time, time};
    result.inventory.cpuModel = QString(modelLength, u'x');
    return result;
}

} // namespace

void TestClaims::aRefusedEnrolmentStopsNoOrder()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(enrol(bench, {CoreBench::macOf(u"n1"_s), CoreBench::macOf(u"n2"_s)}, u"10.6.6.6"_s),
             QByteArray("enrol.two-nodes"));
    QCOMPARE(enrol(bench, {CoreBench::macOf(u"n1"_s)}, u"10.6.6.6"_s), QByteArray("enrol.live"));
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.contains(u"10.6.6.6"_s));
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
}

void TestClaims::aPeerThatListsAllAddressesFillsNoHistory()
{
    MemoryStore store;
    CoreBench bench(store, 200);
    QStringList macs;
    for (int i = 1; i <= 200; ++i)
        macs.append(CoreBench::macOf(u"n%1"_s.arg(i)));
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(enrol(bench, macs, u"10.6.6.6"_s), QByteArray("enrol.two-nodes"));
        std::rotate(macs.begin(), macs.begin() + 3, macs.end());
    }
    QVERIFY2(countOf(store, "refused") <= core::maxNodesOfClaim, qPrintable(QString::number(store.history().size())));
}

void TestClaims::manyAddressesFillNoHistory()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(enrol(bench, {CoreBench::macOf(u"n1"_s)}, u"10.6.6.%1"_s.arg(i)), QByteArray("enrol.live"));
    QCOMPARE(countOf(store, "refused"), 1);
    bench.clock().advance(core::claimsOfNode);
    QCOMPARE(enrol(bench, {CoreBench::macOf(u"n1"_s)}, u"10.6.7.1"_s), QByteArray("enrol.live"));
    QCOMPARE(countOf(store, "refused"), 2);
    QVERIFY(store.history().last().reason.contains(u"99 more"_s));
}

void TestClaims::aMachineWithOtherAddressesStopsNoOrder()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    NodeArrival stranger = CoreBench::arrival(u"n1"_s, NodeState::Running);
    stranger.macs = {u"52:54:00:00:77:77"_s};
    QByteArray code;
    bench.core().nodes().arrive(bench.caller(u"n1"_s, 2, u"10.6.6.6"_s), stranger,
                                [&](const Status &status) { code = status ? QByteArray() : status.error().code; });
    CoreBench::settle();
    QCOMPARE(code, QByteArray("node.wrong-machine"));
    QCOMPARE(countOf(store, "conflict"), 1);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    QCOMPARE(bench.orders.size(), 1);
}

void TestClaims::aSecondMachineWithTheKeyHoldsOrders()
{
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 1), QByteArray());
    QCOMPARE(claim(bench, u"10.6.6.6"_s, 2), QByteArray("node.duplicate"));
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.contains(u"10.6.6.6"_s));
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    QVERIFY(bench.orders.isEmpty());
    const auto plan = bench.core().jobs().plan({{}, {u"n1"_s, u"n2"_s}, u"debian"_s, {}, false, Power::Operator});
    QVERIFY(plan);
    QVERIFY(!plan->at(0).eligible && plan->at(0).reason.contains(u"10.6.6.6"_s));
    QVERIFY(plan->at(1).eligible);
}

void TestClaims::theHoldEndsSomeTimeAfterTheLastClaim()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.core().state().settings.orderTimeout = 2 * core::rivalHold;
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 1), QByteArray());
    QCOMPARE(claim(bench, u"10.6.6.6"_s, 2), QByteArray("node.duplicate"));
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    look(bench, core::rivalHold / 2);
    QCOMPARE(claim(bench, u"10.6.6.6"_s, 3), QByteArray("node.duplicate"));
    look(bench, core::rivalHold / 2 + std::chrono::seconds(1));
    QVERIFY(bench.orders.isEmpty());
    look(bench, core::rivalHold / 2);
    QCOMPARE(bench.orders.size(), 1);
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.isEmpty());
    QVERIFY(bench.core().state().rivalled.isEmpty());
}

void TestClaims::aMachineThatMovedToAnotherAddressIsTaken()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 1), QByteArray());
    bench.orders.clear();
    QCOMPARE(claim(bench, u"10.0.0.77"_s, 2), QByteArray("node.duplicate"));
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    QCOMPARE(claim(bench, u"10.0.0.77"_s, 3), QByteArray());
    QCOMPARE(bench.orders.size(), 1);
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.isEmpty());
}

void TestClaims::aHoldIsNotLiftedByTheOtherMachine()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 1), QByteArray());
    bench.orders.clear();
    QCOMPARE(claim(bench, u"10.6.6.6"_s, 2), QByteArray("node.duplicate"));
    // It reports again over its own connection, and comes with a new one.
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 1), QByteArray());
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    QCOMPARE(claim(bench, u"10.0.0.1"_s, 3), QByteArray());
    QVERIFY(bench.orders.isEmpty());
}

void TestClaims::discoveredMachinesAreFoundByAnyAddress()
{
    Discovered discovered;
    discovered.note(machine({u"a"_s, u"b"_s}, 1));
    discovered.note(machine({u"c"_s}, 2));
    discovered.note(machine({u"b"_s, u"d"_s}, 3));
    QCOMPARE(discovered.size(), 2);
    QCOMPARE(discovered.all().first().firstSeen, 1);
    QCOMPARE(discovered.all().first().lastSeen, 3);
    discovered.note(machine({u"a"_s}, 4)); // Given up by the first: another machine now.
    QCOMPARE(discovered.size(), 3);
    discovered.removeKnown([](const QString &mac) { return mac == "d"_L1 || mac == "a"_L1; });
    QCOMPARE(discovered.all().size(), 1);
    QCOMPARE(discovered.all().first().macs, QStringList{u"c"_s});
}

void TestClaims::nobodyTakesOverAnothersDiscovery()
{
    Discovered discovered;
    discovered.note(machine({u"a"_s}, 1));
    discovered.note(machine({u"b"_s}, 2));
    discovered.note(machine({u"z"_s}, 3));
    discovered.note(machine({u"z"_s, u"a"_s, u"b"_s}, 4)); // The third, or the first: one of them alone.
    QCOMPARE(discovered.size(), 3);
    discovered.note(machine({u"b"_s}, 5));
    QCOMPARE(discovered.all().at(1).macs, QStringList{u"b"_s});
    QCOMPARE(discovered.all().at(1).lastSeen, 5);
}

void TestClaims::discoveredMachinesHaveACapInBytes()
{
    Discovered discovered;
    constexpr qsizetype share = core::maxDiscoveredBytes / 40; // in characters of two bytes: 20 fit
    for (int i = 0; i < 50; ++i)
        discovered.note(machine({u"m%1"_s.arg(i)}, i, share));
    QVERIFY(discovered.bytes() <= core::maxDiscoveredBytes);
    QVERIFY(discovered.size() >= 15 && discovered.size() <= 20);
    QCOMPARE(discovered.all().last().macs, QStringList{u"m49"_s});
    for (int i = 0; i < core::maxDiscovered + 10; ++i)
        discovered.note(machine({u"s%1"_s.arg(i)}, 100 + i));
    QCOMPARE(discovered.size(), core::maxDiscovered);
    QCOMPARE(discovered.all().first().macs, QStringList{u"s10"_s});
}

QTEST_GUILESS_MAIN(TestClaims)
#include "claims_test.moc"
