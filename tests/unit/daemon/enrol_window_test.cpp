// SPDX-License-Identifier: GPL-3.0-or-later
// Who is given the next key of a node that has kept one.
#include "tests/support/rights_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Author scheduler{Power::Scheduler, u"slurm"_s};
const Author anna{Power::Operator, u"anna"_s};

} // namespace

class TestEnrolWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodeThatKeptItsKeyIsNotPosedAs_data();
    void aNodeThatKeptItsKeyIsNotPosedAs();
    void aWindowIsOpenedByAnOperatorOrByAnInstallation();
    void aWindowIsWhatItWasAfterARestart_data();
    void aWindowIsWhatItWasAfterARestart();
    void aWindowClosesWithTheNodesOwnKey();
    void anAdoptedNodeThatKeptItsKeyHasAWindowToo();
};

void TestEnrolWindow::aNodeThatKeptItsKeyIsNotPosedAs_data()
{
    QTest::addColumn<NodeState>("state");
    QTest::newRow("it ran and is switched off") << NodeState::Running;
    QTest::newRow("it is lost") << NodeState::Lost;
    QTest::newRow("it failed") << NodeState::Failed;
    QTest::newRow("a job waits for it") << NodeState::Armed;
}

void TestEnrolWindow::aNodeThatKeptItsKeyIsNotPosedAs()
{
    QFETCH(NodeState, state);
    MemoryStore store;
    RightsBench bench(store);
    // The first time anybody may ask who comes with the node's addresses.
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray());
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    if (state == NodeState::Lost)
        bench.wait(11min);
    if (state == NodeState::Armed || state == NodeState::Failed)
        bench.ask(u"j"_s, {u"n1"_s}, scheduler);
    if (state == NodeState::Failed) {
        bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
        for (int i = 0; i < 3; ++i)
            bench.failStage(u"n1"_s, NodeState::Blancmange, 2);
        bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    }
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray("enrol.not-expected"));
    // It comes back under its own key as ever.
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Blancmange, 9), QByteArray());
}

void TestEnrolWindow::aWindowIsOpenedByAnOperatorOrByAnInstallation()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    QVERIFY(!bench.core().enrolments().allowAgain({u"n1"_s, u"q9"_s}, u"anna"_s));
    QVERIFY(bench.core().enrolments().allowAgain({u"n1"_s}, u"anna"_s));
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray("enrol.not-expected"));
    bench.wait(31min);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray("enrol.not-expected"));
    QVERIFY(bench.core().enrolments().allowAgain({u"n1"_s}, u"anna"_s));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    // The key is on the disk, and the disk is divided anew: what is cut off there has lost it.
    bench.arrive(u"n1"_s, NodeState::Running, 2);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, anna, {}, true), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 3);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Partitioning, 3), QByteArray());
    bench.core().nodes().leave(bench.caller(u"n1"_s, 3));
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray("enrol.not-expected"));
    // Its power was away for longer than a window lasts: the deployment waits for it.
    bench.wait(31min);
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray("enrol.not-expected"));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
}

void TestEnrolWindow::aWindowIsWhatItWasAfterARestart_data()
{
    QTest::addColumn<QString>("opened");
    QTest::addColumn<std::chrono::milliseconds>("later");
    QTest::addColumn<QByteArray>("code");
    const QByteArray no = "enrol.not-expected";
    QTest::newRow("nobody opened one") << QString() << std::chrono::milliseconds(1min) << no;
    QTest::newRow("an operator opened one") << u"operator"_s << std::chrono::milliseconds(20min) << QByteArray();
    QTest::newRow("an operator's is over") << u"operator"_s << std::chrono::milliseconds(31min) << no;
    QTest::newRow("a reboot opened one") << u"reboot"_s << std::chrono::milliseconds(5min) << QByteArray();
    QTest::newRow("a reboot's is over") << u"reboot"_s << std::chrono::milliseconds(31min) << no;
}

void TestEnrolWindow::aWindowIsWhatItWasAfterARestart()
{
    QFETCH(QString, opened);
    QFETCH(std::chrono::milliseconds, later);
    QFETCH(QByteArray, code);
    MemoryStore store;
    {
        RightsBench bench(store);
        QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
        bench.arrive(u"n1"_s, NodeState::Running, 1);
        if (opened == u"operator") {
            QVERIFY(bench.core().enrolments().allowAgain({u"n1"_s}, u"anna"_s));
            CoreBench::settle();
        } else if (opened == u"reboot") {
            QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, scheduler), QByteArray());
            QCOMPARE(bench.enter(u"n1"_s, NodeState::Armed, 1), QByteArray());
            QCOMPARE(bench.enter(u"n1"_s, NodeState::RebootingToBlancmange, 1), QByteArray());
        }
    }
    RightsBench bench(store);
    bench.clock().advance(later);
    QCOMPARE(bench.enrol(u"n1"_s), code);
}

void TestEnrolWindow::aWindowClosesWithTheNodesOwnKey()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    QVERIFY(bench.core().enrolments().allowAgain({u"n1"_s}, u"anna"_s));
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray("enrol.not-expected"));
}

void TestEnrolWindow::anAdoptedNodeThatKeptItsKeyHasAWindowToo()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    QVERIFY(bench.core().enrolments().adopt(u"n1"_s, u"anna"_s));
    QCOMPARE(bench.enrol(u"n1"_s, false), QByteArray("enrol.not-expected"));
    bench.wait(31min);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray("enrol.not-expected"));
    QVERIFY(bench.core().enrolments().adopt(u"n1"_s, u"anna"_s));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
}

QTEST_GUILESS_MAIN(TestEnrolWindow)
#include "enrol_window_test.moc"
