// SPDX-License-Identifier: GPL-3.0-or-later
// A node comes back in Blancmange and says why the image did not start.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class FailedStartTest : public QObject
{
    Q_OBJECT
private:
    /// A node on its way into the image of job j1.
    static void bringToReboot(CoreBench &bench)
    {
        bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        for (const NodeState state :
             {NodeState::Installing, NodeState::Configuring, NodeState::BootLoader, NodeState::RebootingToImage})
            QCOMPARE(bench.enter(u"n1"_s, state, 1), QByteArray());
        bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    }

    static void comeBack(CoreBench &bench, SessionId session, const Failure &failure)
    {
        NodeArrival arrival = CoreBench::arrival(u"n1"_s, NodeState::Blancmange);
        arrival.failedStart = failure;
        bench.core().nodes().arrive(bench.caller(u"n1"_s, session), arrival, [](const Status &) { });
        CoreBench::settle();
    }

    static Failure threeStarts()
    {
        return {NodeState::RebootingToImage, "start.not-confirmed", u"started 3 times"_s, {u"Kernel panic"_s}};
    }

private Q_SLOTS:
    void theReasonEndsTheJobAtOnce()
    {
        MemoryStore store;
        CoreBench bench(store);
        bringToReboot(bench);
        comeBack(bench, 2, threeStarts());
        QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
        QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Failed);
        QCOMPARE(bench.core().statusOf(u"n1"_s)->failure, threeStarts());
    }

    void theReasonReplacesThatOfTheWatchman()
    {
        MemoryStore store;
        CoreBench bench(store);
        bringToReboot(bench);
        bench.clock().advance(std::chrono::minutes(40));
        bench.core().watchman().look();
        CoreBench::settle();
        QCOMPARE(bench.core().statusOf(u"n1"_s)->failure.code, QByteArray("stage.timeout"));
        comeBack(bench, 2, threeStarts());
        QCOMPARE(bench.core().statusOf(u"n1"_s)->failure, threeStarts());
    }

    void theNextJobIsNotFailedByAnOldReason()
    {
        MemoryStore store;
        CoreBench bench(store);
        bringToReboot(bench);
        comeBack(bench, 2, threeStarts());
        QCOMPARE(bench.deploy(u"j2"_s, {u"n1"_s}, u"debian"_s), QByteArray());
        comeBack(bench, 3, threeStarts()); // its connection broke
        QCOMPARE(bench.jobState(u"j2"_s), JobState::Active);
        QCOMPARE(bench.install(u"n1"_s, 3), QByteArray());
        QCOMPARE(bench.jobState(u"j2"_s), JobState::Done);
    }

    void aNodeInTheMiddleOfSomethingElseIsNotFailed()
    {
        MemoryStore store;
        CoreBench bench(store);
        bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
        comeBack(bench, 1, threeStarts());
        QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
        QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Blancmange);
    }

    void whatANodeSaysIsCut()
    {
        MemoryStore store;
        CoreBench bench(store);
        bringToReboot(bench);
        Failure failure = threeStarts();
        failure.reason = QString(10'000, u'x');
        failure.log = QStringList(1'000, QString(10'000, u'y'));
        comeBack(bench, 2, failure);
        const Failure kept = bench.core().statusOf(u"n1"_s)->failure;
        QCOMPARE(kept.reason.size(), core::maxDetail);
        QCOMPARE(kept.log.size(), core::maxFailureLog);
        QCOMPARE(kept.log.first().size(), core::maxLogLine);
    }
};

QTEST_GUILESS_MAIN(FailedStartTest)
#include "failed_start_test.moc"
