// SPDX-License-Identifier: GPL-3.0-or-later
// Which job keeps which node, against whom and until when.
#include "tests/support/rights_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Author strict{Power::Scheduler, u"slurm"_s, {}, HoldRule::Strict};
const Author untilNext{Power::Scheduler, u"slurm"_s, {}, HoldRule::UntilNext};
const Author anna{Power::Operator, u"anna"_s, u"operator anna (10.0.0.9)"_s};

} // namespace

class TestHolds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDoneJobHoldsItsNodes();
    void aHoldEndsWithTheNextJobOfItsKey();
    void anIdOfTwoSchedulersIsTwoJobs();
    void anOperatorTakesAHeldNodeBySayingSo();
    void aCancelledJobHoldsNothingAlsoOnceItIsDone();
    void aJobThatCameToNothingHoldsNothing_data();
    void aJobThatCameToNothingHoldsNothing();
    void holdsEndByTheirAgeAndByAnOperator();
    void aRestartKeepsAHold();
};

void TestHolds::aDoneJobHoldsItsNodes()
{
    MemoryStore store;
    RightsBench bench(store);
    const Author other{Power::Scheduler, u"capt"_s};
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, strict), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    for (const Author &author : {other, strict, anna})
        QCOMPARE(bench.ask(u"k"_s, {u"n1"_s, u"n2"_s}, author), QByteArray("node.held"));
    // Its own job goes on, and one whose nodes were right already holds them as well.
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, strict), QByteArray());
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, other), QByteArray("node.held"));
    QCOMPARE(bench.release(u"j"_s, other), QByteArray("job.not-yours"));
    QCOMPARE(bench.release(u"j"_s, strict), QByteArray());
    QCOMPARE(bench.release(u"j"_s, strict), QByteArray());
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, other), QByteArray());
    QVERIFY(bench.core().state().holds.all().isEmpty());
}

void TestHolds::aHoldEndsWithTheNextJobOfItsKey()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s, u"n2"_s}, untilNext), QByteArray());
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, untilNext), QByteArray());
    QCOMPARE(bench.core().state().holds.find(u"n1"_s)->job, u"k"_s);
    QCOMPARE(bench.core().state().holds.find(u"n2"_s)->job, u"j"_s);
    // The epilog of the first job comes late: it takes nothing from the second.
    QCOMPARE(bench.release(u"j"_s, untilNext), QByteArray());
    QCOMPARE(bench.core().state().holds.all().size(), 1);
    QCOMPARE(bench.core().state().holds.find(u"n1"_s)->job, u"k"_s);
}

void TestHolds::anIdOfTwoSchedulersIsTwoJobs()
{
    MemoryStore store;
    RightsBench bench(store);
    const Author slurm{Power::Scheduler, u"slurm"_s, {}, HoldRule::UntilNext};
    const Author torque{Power::Scheduler, u"torque"_s, {}, HoldRule::UntilNext};
    for (const Author &author : {slurm, torque}) {
        const QString node = author.key == u"slurm" ? u"n1"_s : u"n2"_s;
        QCOMPARE(bench.ask(u"17"_s, {node}, author), QByteArray());
        bench.arrive(node, NodeState::Blancmange, 1);
        QCOMPARE(bench.install(node, 1), QByteArray());
    }
    QCOMPARE(bench.ask(u"17"_s, {u"n1"_s}, torque), QByteArray("node.held"));
    QCOMPARE(bench.release(u"17"_s, torque), QByteArray());
    QVERIFY(!bench.core().state().holds.find(u"n2"_s));
    QCOMPARE(bench.release(u"17"_s, torque), QByteArray("job.not-yours"));
    QVERIFY(bench.core().state().holds.find(u"n1"_s));
}

void TestHolds::anOperatorTakesAHeldNodeBySayingSo()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s, u"n2"_s}, strict), QByteArray());
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, anna), QByteArray("node.held"));
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, anna, {}, false, true), QByteArray());
    QVERIFY(!bench.core().state().holds.find(u"n1"_s));
    QVERIFY(bench.core().state().holds.find(u"n2"_s));
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), [](const Event &event) {
        return event.what == "hold-broken" && event.who == anna.who && event.node == u"n1" && event.job == u"j";
    }));
    // cidd itself never says so.
    QCOMPARE(bench.ask(u"c"_s, {u"n2"_s}, {Power::Operator, u"cidd"_s}), QByteArray("node.held"));
}

void TestHolds::aCancelledJobHoldsNothingAlsoOnceItIsDone()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, strict), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QVERIFY(bench.core().state().holds.find(u"n1"_s));
    QCOMPARE(bench.stop(u"j"_s, strict), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    QVERIFY(bench.core().state().holds.all().isEmpty());
}

void TestHolds::aJobThatCameToNothingHoldsNothing_data()
{
    QTest::addColumn<QString>("end");
    for (const char *end : {"cancelled", "failed", "deadline"})
        QTest::newRow(end) << QString::fromLatin1(end);
}

void TestHolds::aJobThatCameToNothingHoldsNothing()
{
    QFETCH(QString, end);
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, strict), QByteArray());
    QCOMPARE(bench.core().state().holds.all().size(), 1);
    if (end == u"cancelled") {
        QCOMPARE(bench.stop(u"j"_s, strict), QByteArray());
    } else if (end == u"failed") {
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        for (int i = 0; i < 3; ++i)
            bench.failStage(u"n1"_s, NodeState::Blancmange, 1);
    } else {
        bench.wait(3h);
    }
    QVERIFY(bench.jobState(u"j"_s) != JobState::Active);
    QVERIFY(bench.core().state().holds.all().isEmpty());
    QVERIFY(store.load()->holds.isEmpty());
}

void TestHolds::holdsEndByTheirAgeAndByAnOperator()
{
    MemoryStore store;
    RightsBench bench(store);
    const Author author{Power::Scheduler, u"slurm"_s, {}, HoldRule::Strict, 1h};
    QCOMPARE(bench.ask(u"j"_s, {u"n1"_s, u"n2"_s}, author), QByteArray());
    QCOMPARE(bench.breakHold(u"n1"_s, anna), QByteArray());
    QCOMPARE(bench.breakHold(u"n1"_s, anna), QByteArray("hold.none"));
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), [](const Event &event) {
        return event.what == "hold-broken" && event.who == anna.who && event.node == u"n1";
    }));
    QCOMPARE(bench.core().state().holds.all().size(), 1);
    bench.wait(61min);
    QVERIFY(bench.core().state().holds.all().isEmpty());
}

void TestHolds::aRestartKeepsAHold()
{
    MemoryStore store;
    {
        RightsBench bench(store);
        QCOMPARE(bench.ask(u"j"_s, {u"n1"_s}, strict), QByteArray());
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    }
    RightsBench bench(store);
    QCOMPARE(bench.ask(u"k"_s, {u"n1"_s}, anna), QByteArray("node.held"));
}

QTEST_GUILESS_MAIN(TestHolds)
#include "holds_test.moc"
