// SPDX-License-Identifier: GPL-3.0-or-later
// What may be erased where, for which deployment and until when.
#include "tests/support/rights_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Author scheduler{Power::Scheduler, u"slurm"_s};
const Author anna{Power::Operator, u"anna"_s, u"operator anna (10.0.0.9)"_s};

} // namespace

class TestPermissions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPermissionEndsWithItsDeploymentHoweverThatEnds_data();
    void aPermissionEndsWithItsDeploymentHoweverThatEnds();
    void aRefusedRequestLeavesNoPermission_data();
    void aRefusedRequestLeavesNoPermission();
    void theOrderCarriesItAndTheDiskUsesItUp();
    void aSchedulersJobUsesNothingThatWasNotGivenForIt_data();
    void aSchedulersJobUsesNothingThatWasNotGivenForIt();
    void anOperatorsNextJobTakesWhatHasNoJobAndItEndsWithIt_data();
    void anOperatorsNextJobTakesWhatHasNoJobAndItEndsWithIt();
    void whatHasNoJobEndsWithItsTime();
    void aPermissionForAJobGoesToTheNodeThatWaits();
    void anOpenOrderIsNotSentAgainPastTheDisk_data();
    void anOpenOrderIsNotSentAgainPastTheDisk();
    void aPermissionThatComesOnTheWayIsOffered();
    void whatWasWithdrawnIsStoppedAtTheDisk();
    void aRestartKeepsAPermission();
    void whatANodeWasAllowedGoesWithIt();
};

void TestPermissions::aPermissionEndsWithItsDeploymentHoweverThatEnds_data()
{
    QTest::addColumn<QString>("end");
    for (const char *end :
         {"done", "failed", "cancelled", "deadline", "cancelled in the queue", "not taken before a restart"})
        QTest::newRow(end) << QString::fromLatin1(end);
}

void TestPermissions::aPermissionEndsWithItsDeploymentHoweverThatEnds()
{
    QFETCH(QString, end);
    MemoryStore store;
    {
        RightsBench bench(store);
        if (end == u"cancelled in the queue")
            QCOMPARE(bench.ask(u"before"_s, {u"n1"_s}, scheduler), QByteArray());
        QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {{u"n1"_s, u"QM1"_s}}), QByteArray());
        QCOMPARE(bench.given(), 1);
        if (end == u"done") {
            bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
            QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
        } else if (end == u"failed") {
            bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
            for (int i = 0; i < 3; ++i)
                bench.failStage(u"n1"_s, NodeState::Blancmange, 1);
        } else if (end == u"deadline") {
            bench.wait(3h);
        } else {
            QCOMPARE(bench.stop(u"j"_s, anna), QByteArray());
        }
        QCOMPARE(bench.given(), 0);
    }
    QVERIFY(store.load()->permissions.isEmpty());
    // Weeks later a scheduler's job comes by.
    RightsBench bench(store);
    bench.wait(24h * 14);
    bench.ask(u"later"_s, {u"n1"_s}, scheduler);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 100);
    QCOMPARE(bench.wipeInOrder(), QString());
}

void TestPermissions::aRefusedRequestLeavesNoPermission_data()
{
    QTest::addColumn<QStringList>("nodes");
    QTest::addColumn<QString>("disk");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a node that there is not")
        << QStringList{u"n1"_s, u"q9"_s} << u"QM1"_s << QByteArray("node.unknown");
    QTest::newRow("a disk without a name") << QStringList{u"n1"_s} << QString() << QByteArray("wipe.no-serial");
    QTest::newRow("a disk of another node") << QStringList{u"n2"_s} << u"QM1"_s << QByteArray("wipe.other-node");
}

void TestPermissions::aRefusedRequestLeavesNoPermission()
{
    QFETCH(QStringList, nodes);
    QFETCH(QString, disk);
    QFETCH(QByteArray, code);
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, nodes, anna, {{u"n1"_s, disk}}, true), code);
    QCOMPARE(bench.given(), 0);
    QVERIFY(store.load()->permissions.isEmpty());
    QVERIFY(store.load()->jobs.isEmpty());
}

void TestPermissions::theOrderCarriesItAndTheDiskUsesItUp()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s, u"n2"_s}, anna, {{u"n1"_s, u"QM1"_s}}, true), QByteArray());
    bench.arrive(u"n2"_s, NodeState::Netbooted, 2);
    QCOMPARE(bench.wipeInOrder(), QString());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    QCOMPARE(bench.wipeInOrder(), u"QM1"_s);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Partitioning, 1), QByteArray());
    QCOMPARE(bench.given(), 0);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 3);
    QCOMPARE(bench.wipeInOrder(), QString());
    // Who allowed it stands in the history.
    const auto isAllowed = [](const Event &event) { return event.what == "allowed" && event.who == anna.who; };
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), isAllowed));
}

void TestPermissions::aSchedulersJobUsesNothingThatWasNotGivenForIt_data()
{
    QTest::addColumn<bool>("before");
    QTest::newRow("given before it was asked for") << true;
    QTest::newRow("given while its node is on its way") << false;
}

void TestPermissions::aSchedulersJobUsesNothingThatWasNotGivenForIt()
{
    QFETCH(bool, before);
    MemoryStore store;
    RightsBench bench(store);
    if (before)
        QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, scheduler), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    if (!before)
        QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    bench.enter(u"n1"_s, NodeState::NotArmed, 1);
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.wipeInOrder(), QString());
    QCOMPARE(bench.given(), 1);
    QCOMPARE(bench.allow({u"n1"_s, u"QM2"_s, u"other"_s, 0ms, anna}), QByteArray("permission.no-deployment"));
    // Who says how long it is good means a later one, and no other.
    QCOMPARE(bench.allow({u"n1"_s, u"QM2"_s, {}, 1h, anna}), QByteArray());
    QCOMPARE(bench.wipeInOrder(), QString());
    // Here it waits for just this: that is what an operator answers who names no job.
    QCOMPARE(bench.allow({u"n1"_s, u"QM3"_s, {}, 0ms, anna}), QByteArray());
    QCOMPARE(bench.wipeInOrder(), u"QM3"_s);
    QCOMPARE(bench.stop(u"j"_s, scheduler), QByteArray());
    QCOMPARE(bench.given(), 1);
}

void TestPermissions::anOperatorsNextJobTakesWhatHasNoJobAndItEndsWithIt_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("the disk uses it up") << false;
    QTest::newRow("the job is cancelled before") << true;
}

// What an older cidctl sends for "reinstall": first the wipe, then the deployment.
void TestPermissions::anOperatorsNextJobTakesWhatHasNoJobAndItEndsWithIt()
{
    QFETCH(bool, cancelled);
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    bench.wait(3h);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {}, true), QByteArray());
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, anna, {}, true), QByteArray());
    QCOMPARE(bench.given(), 1);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    QCOMPARE(bench.wipeInOrder(), u"QM1"_s);
    if (!cancelled)
        QCOMPARE(bench.enter(u"n1"_s, NodeState::Partitioning, 1), QByteArray());
    else
        QCOMPARE(bench.stop(u"j"_s, anna), QByteArray());
    QCOMPARE(bench.given(), 0);
    bench.stop(u"j"_s, anna);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 2);
    QCOMPARE(bench.core().state().jobs.open(u"n1"_s)->job, u"k"_s);
    QCOMPARE(bench.wipeInOrder(), QString());
}

void TestPermissions::whatHasNoJobEndsWithItsTime()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    QCOMPARE(bench.allow({u"n2"_s, u"QM2"_s, {}, 2h, anna}), QByteArray());
    QCOMPARE(bench.allow({u"n3"_s, u"QM3"_s, {}, 24h * 365, anna}), QByteArray("permission.too-long"));
    bench.wait(3h);
    QCOMPARE(bench.given(), 1);
    QVERIFY(std::any_of(store.history().begin(), store.history().end(),
                        [](const Event &event) { return event.what == "ended" && event.node == u"n2"; }));
    bench.wait(22h);
    QCOMPARE(bench.given(), 0);
    QVERIFY(store.load()->permissions.isEmpty());
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {}, true), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    QCOMPARE(bench.wipeInOrder(), QString());
}

void TestPermissions::aPermissionForAJobGoesToTheNodeThatWaits()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, scheduler), QByteArray());
    bench.notArmed(u"n1"_s, 1);
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, u"j"_s, 0ms, anna}), QByteArray());
    QCOMPARE(bench.orders.size(), 2);
    QCOMPARE(bench.wipeInOrder(), u"QM1"_s);
    // It may not wait for anything else then: no order follows an order for ever.
    QCOMPARE(bench.enter(u"n1"_s, NodeState::NotArmed, 1), QByteArray());
    QCOMPARE(bench.orders.size(), 2);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Partitioning, 1), QByteArray());
    QCOMPARE(bench.given(), 0);
}

void TestPermissions::anOpenOrderIsNotSentAgainPastTheDisk_data()
{
    QTest::addColumn<NodeState>("state");
    QTest::newRow("before the disk, on its way to it") << NodeState::Netbooted;
    QTest::newRow("the disk is divided") << NodeState::Partitioning;
    QTest::newRow("Blancmange runs") << NodeState::Blancmange;
    QTest::newRow("the image is written") << NodeState::Installing;
}

void TestPermissions::anOpenOrderIsNotSentAgainPastTheDisk()
{
    QFETCH(NodeState, state);
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna), QByteArray());
    bench.arrive(u"n1"_s, state == NodeState::Installing ? NodeState::Blancmange : NodeState::Netbooted, 1);
    if (state == NodeState::Blancmange)
        bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    else if (state != NodeState::Netbooted)
        QCOMPARE(bench.enter(u"n1"_s, state, 1), QByteArray());
    QCOMPARE(bench.stateOf(u"n1"_s), state);
    const qsizetype before = bench.orders.size();
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    QCOMPARE(bench.orders.size(), before);
    if (state == NodeState::Installing) {
        QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, u"j"_s, 0ms, anna}), QByteArray("permission.too-late"));
        QCOMPARE(bench.orders.size(), before);
    }
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
}

void TestPermissions::aPermissionThatComesOnTheWayIsOffered()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::NotArmed, 1), QByteArray());
    QCOMPARE(bench.orders.size(), 2);
    QCOMPARE(bench.wipeInOrder(), u"QM1"_s);
}

void TestPermissions::whatWasWithdrawnIsStoppedAtTheDisk()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {{u"n1"_s, u"QM1"_s}}), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    const DeployOrder first = bench.orders.last().second;
    QCOMPARE(first.wipeSerial, u"QM1"_s);
    QCOMPARE(bench.withdraw(u"n1"_s, anna), QByteArray());
    QCOMPARE(bench.given(), 0);
    QCOMPARE(bench.wipeInOrder(), QString());
    // The node has not heard yet and goes on with what it has.
    QByteArray code;
    bench.core().nodes().enterStage(bench.caller(u"n1"_s, 1),
                                    {first.deployment, first.attempt, NodeState::Partitioning, {}},
                                    [&](const Status &status) { code = RightsBench::codeOf(status); });
    CoreBench::settle();
    QCOMPARE(code, QByteArray("deployment.not-open"));
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Netbooted);
    QCOMPARE(bench.withdraw(u"n1"_s, anna), QByteArray("permission.none"));
}

void TestPermissions::aRestartKeepsAPermission()
{
    MemoryStore store;
    {
        RightsBench bench(store);
        QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {{u"n1"_s, u"QM1"_s}}), QByteArray());
        QCOMPARE(bench.allow({u"n2"_s, u"QM2"_s, {}, 0ms, anna}), QByteArray());
    }
    RightsBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    QCOMPARE(bench.wipeInOrder(), u"QM1"_s);
    QCOMPARE(bench.ask(u"k"_s, {u"n2"_s}, anna), QByteArray());
    bench.arrive(u"n2"_s, NodeState::Netbooted, 2);
    QCOMPARE(bench.wipeInOrder(), u"QM2"_s);
}

void TestPermissions::whatANodeWasAllowedGoesWithIt()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.allow({u"n1"_s, u"QM1"_s, {}, 0ms, anna}), QByteArray());
    bench.core().configure({});
    CoreBench::settle();
    QCOMPARE(bench.given(), 0);
    QVERIFY(store.load()->permissions.isEmpty());
}

QTEST_GUILESS_MAIN(TestPermissions)
#include "permissions_test.moc"
