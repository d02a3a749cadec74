// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/core_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestCore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobEndsWithItsLastNode();
    void whatAlreadyRunsIsDoneAtOnce();
    void anInstallationAnewIsBegunOnce();
    void theSameRequestIsOneJob();
    void jobsForOneNodeQueue();
    void anotherNonceIsNotDone();
    void anOldAttemptIsRefused();
    void failuresAreTriedAgainAndThenFinal();
    void aNodeThatRestartsForEverFails();
    void everyJobEndsAtItsDeadline();
    void aSilentNodeFails();
    void cancellingStopsTheNode();
    void nobodyBecomesANodeUnasked();
    void aMachineUnderAnotherNameIsFlagged();
    void whatDoesNotFitIsRefused_data();
    void whatDoesNotFitIsRefused();
    void aRestartedServerGoesOn();
    void nothingIsToldThatIsNotOnDisk();
};

void TestCore::aJobEndsWithItsLastNode()
{
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian"_s), QByteArray());
    QCOMPARE(bench.accepted.deployments.size(), 2);
    QVERIFY(bench.orders.isEmpty());
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Netbooted, 1), QByteArray());
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.orders[0].second.image.toString(), u"debian-12-2"_s);
    for (const NodeState state : {NodeState::Partitioning, NodeState::SelfInstall, NodeState::RebootingToDisk})
        QCOMPARE(bench.enter(u"n1"_s, state, 1), QByteArray());
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Blancmange, 2), QByteArray());
    QCOMPARE(bench.orders.size(), 2);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::BootLoader, 2), QByteArray("stage.out-of-order"));
    QCOMPARE(bench.install(u"n1"_s, 2), QByteArray());
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Running);
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
    QCOMPARE(bench.arrive(u"n2"_s, NodeState::Blancmange, 10), QByteArray());
    QCOMPARE(bench.install(u"n2"_s, 10), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
}

void TestCore::whatAlreadyRunsIsDoneAtOnce()
{
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.deploy(u"j2"_s, {u"n1"_s}, u"debian-12-2"_s), QByteArray());
    QVERIFY(bench.accepted.deployments.isEmpty());
    QCOMPARE(bench.accepted.job.state, JobState::Done);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    QCOMPARE(bench.deploy(u"j3"_s, {u"n1"_s}, u"debian"_s), QByteArray());
    QCOMPARE(bench.accepted.job.state, JobState::Active);
}

void TestCore::anInstallationAnewIsBegunOnce()
{
    MemoryStore store;
    {
        CoreBench bench(store);
        QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray());
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
        QCOMPARE(bench.deploy(u"j2"_s, {u"n1"_s}, u"debian"_s, true), QByteArray());
        QVERIFY(bench.orders.last().second.reinstall);
    }
    CoreBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Netbooted, 2);
    QVERIFY(bench.orders.last().second.reinstall);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Partitioning, 2), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 3);
    QVERIFY(!bench.orders.last().second.reinstall);
}

void TestCore::theSameRequestIsOneJob()
{
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian"_s), QByteArray());
    QCOMPARE(bench.deploy(u"j1"_s, {u"n2"_s, u"n1"_s}, u"debian-12-2"_s), QByteArray());
    QVERIFY(bench.accepted.reattached);
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray("job.differs"));
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian-12-1"_s), QByteArray("job.differs"));
    QCOMPARE(bench.cancel(u"j1"_s), QByteArray());
    QCOMPARE(bench.deploy(u"j1"_s, {u"n3"_s}, u"debian"_s), QByteArray());
    QVERIFY(!bench.accepted.reattached);
}

void TestCore::jobsForOneNodeQueue()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian-12-1"_s);
    bench.deploy(u"j2"_s, {u"n1"_s}, u"debian-12-2"_s);
    QCOMPARE(bench.accepted.deployments[0].state, DeploymentState::Queued);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.orders.last().second.image.subversion, u"1"_s);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
    QCOMPARE(bench.orders.last().second.image.subversion, u"2"_s);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Armed, 2), QByteArray());
    QCOMPARE(bench.enter(u"n1"_s, NodeState::RebootingToBlancmange, 2), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Blancmange, 3);
    QCOMPARE(bench.install(u"n1"_s, 3), QByteArray());
    QCOMPARE(bench.jobState(u"j2"_s), JobState::Done);
}

void TestCore::anotherNonceIsNotDone()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    Deployment done = bench.accepted.deployments[0];
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray());
    done.nonce = QByteArray(16, 'x');
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Running, 1, &done), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
    QCOMPARE(bench.orders.size(), 2);
    done = bench.accepted.deployments[0];
    done.digest = QByteArray(32, 'x');
    bench.arrive(u"n1"_s, NodeState::Running, 2, &done);
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
    done = bench.accepted.deployments[0];
    bench.arrive(u"n1"_s, NodeState::Running, 3, &done);
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
}

void TestCore::anOldAttemptIsRefused()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    const Deployment first = *bench.core().state().jobs.open(u"n1"_s);
    QCOMPARE(bench.failStage(u"n1"_s, NodeState::Blancmange, 1), QByteArray());
    QByteArray code;
    bench.core().nodes().enterStage(bench.caller(u"n1"_s, 1), {first.id, first.attempt, NodeState::Installing, {}},
                                    [&](const Status &status) { code = status ? QByteArray() : status.error().code; });
    CoreBench::settle();
    QCOMPARE(code, QByteArray("deployment.not-open"));
    QCOMPARE(bench.orders.last().second.attempt, 2);
}

void TestCore::failuresAreTriedAgainAndThenFinal()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
        QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray());
        QCOMPARE(bench.failStage(u"n1"_s, NodeState::Installing, 1), QByteArray());
    }
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Failed);
    const NodeStatus status = *bench.core().statusOf(u"n1"_s);
    QCOMPARE(status.failure.code, QByteArray("test.broken"));
    QCOMPARE(status.failure.log, QStringList{u"a line"_s});
    QCOMPARE(bench.core().state().jobs.ofJob(u"j1"_s).front().failure.stage, NodeState::Installing);
}

void TestCore::aNodeThatRestartsForEverFails()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    SessionId session = 1;
    for (; session < 40 && bench.jobState(u"j1"_s) == JobState::Active; ++session) {
        bench.arrive(u"n1"_s, NodeState::Blancmange, session);
        if (bench.jobState(u"j1"_s) == JobState::Active)
            QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, session), QByteArray());
    }
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
    QVERIFY(session > 3);
}

void TestCore::everyJobEndsAtItsDeadline()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian"_s);
    bench.deploy(u"j2"_s, {u"n1"_s}, u"debian-12-1"_s);
    bench.clock().advance(std::chrono::hours(3));
    bench.core().watchman().look();
    CoreBench::settle();
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
    QCOMPARE(bench.jobState(u"j2"_s), JobState::Failed);
    for (const Deployment &deployment : bench.core().state().jobs.ofJob(u"j1"_s))
        QCOMPARE(deployment.failure.code, QByteArray("job.deadline"));
    QVERIFY(bench.core().state().jobs.waiting(u"n1"_s).isEmpty());
}

void TestCore::aSilentNodeFails()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray());
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    bench.clock().advance(std::chrono::minutes(9));
    bench.core().watchman().look();
    CoreBench::settle();
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Active);
    bench.clock().advance(std::chrono::minutes(2));
    bench.core().watchman().look();
    CoreBench::settle();
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
    QCOMPARE(bench.core().statusOf(u"n1"_s)->failure.code, QByteArray("stage.timeout"));
}

void TestCore::cancellingStopsTheNode()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
    const DeploymentId id = bench.accepted.deployments[0].id;
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.cancel(u"nothing"_s), QByteArray("job.unknown"));
    QCOMPARE(bench.cancel(u"j1"_s, Power::Scheduler), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Cancelled);
    QCOMPARE(bench.cancelled.size(), 1);
    QCOMPARE(bench.cancelled[0].second, id);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray("deployment.not-open"));
}

void TestCore::nobodyBecomesANodeUnasked()
{
    MemoryStore store;
    CoreBench bench(store);
    QByteArray code;
    int epoch = 0;
    const auto enrol = [&](const QStringList &macs, bool inBlancmange) {
        bench.core().enrolments().enrol({macs, {}, inBlancmange, u"10.0.0.9"_s, true},
                                        [&](const Result<Enrolment> &result) {
                                            code = result ? QByteArray() : result.error().code;
                                            epoch = result ? result->epoch : 0;
                                        });
        CoreBench::settle();
    };
    const QStringList n1{u"52:54:00:00:00:01"_s};
    enrol({u"52:54:00:00:00:99"_s}, true);
    QCOMPARE(code, QByteArray("enrol.unknown"));
    QCOMPARE(bench.core().state().registry.discovered().size(), 1);
    enrol({u"52:54:00:00:00:01"_s, u"52:54:00:00:00:02"_s}, true);
    QCOMPARE(code, QByteArray("enrol.two-nodes"));
    enrol(n1, false);
    QCOMPARE(code, QByteArray("enrol.not-expected"));
    enrol(n1, true);
    QCOMPARE(epoch, 1);
    bench.arrive(u"n1"_s, NodeState::Running, 1);
    enrol(n1, true);
    QCOMPARE(code, QByteArray("enrol.live"));
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.contains(u"10.0.0.9"_s));
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    enrol(n1, true);
    QCOMPARE(code, QByteArray("enrol.not-expected"));
    QVERIFY(bench.core().enrolments().adopt(u"n1"_s, u"operator"_s));
    enrol(n1, false);
    QCOMPARE(epoch, 2);
    enrol(n1, false);
    QCOMPARE(code, QByteArray("enrol.not-expected"));
}

void TestCore::aMachineUnderAnotherNameIsFlagged()
{
    MemoryStore store;
    CoreBench bench(store);
    NodeArrival stranger = CoreBench::arrival(u"n1"_s, NodeState::Running);
    stranger.macs = {u"52:54:00:00:00:77"_s};
    QByteArray code;
    const auto keep = [&](const Status &status) { code = status ? QByteArray() : status.error().code; };
    bench.core().nodes().arrive(bench.caller(u"n1"_s, 1), stranger, keep);
    CoreBench::settle();
    QCOMPARE(code, QByteArray("node.wrong-machine"));
    NodeArrival renamed = CoreBench::arrival(u"n1"_s, NodeState::Running);
    renamed.hostname = u"n2.cluster"_s;
    bench.core().nodes().arrive(bench.caller(u"n1"_s, 2), renamed, keep);
    CoreBench::settle();
    QCOMPARE(code, QByteArray("node.wrong-name"));
    QVERIFY(!bench.core().statusOf(u"n1"_s)->connected);
}

void TestCore::whatDoesNotFitIsRefused_data()
{
    QTest::addColumn<QStringList>("nodes");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no node") << QStringList() << u"debian"_s << QByteArray("job.no-nodes");
    QTest::newRow("an unknown node") << QStringList{u"n4"_s} << u"debian"_s << QByteArray("node.unknown");
    QTest::newRow("an unknown image") << QStringList{u"n1"_s} << u"suse"_s << QByteArray("image.unknown");
    QTest::newRow("an unknown version") << QStringList{u"n1"_s} << u"debian-9-9"_s
                                        << QByteArray("image.not-in-catalogue");
    QTest::newRow("another kind") << QStringList{u"n1"_s} << u"mac"_s << QByteArray("policy.kind");
    QTest::newRow("an unsigned image where a signature is wanted")
        << QStringList{u"n1"_s} << u"sealed"_s << QByteArray("policy.not-signed");
    QTest::newRow("an image of another digest than image_db's")
        << QStringList{u"n1"_s} << u"pinned"_s << QByteArray("policy.digest");
    QTest::newRow("the same by its full name")
        << QStringList{u"n1"_s} << u"pinned-1-2"_s << QByteArray("policy.digest");
}

void TestCore::whatDoesNotFitIsRefused()
{
    QFETCH(QStringList, nodes);
    QFETCH(QString, image);
    MemoryStore store;
    CoreBench bench(store);
    QTEST(bench.deploy(u"j1"_s, nodes, image), "code");
    QCOMPARE(store.commits(), 0);
}

void TestCore::aRestartedServerGoesOn()
{
    MemoryStore store;
    DeploymentId id = 0;
    {
        CoreBench bench(store);
        bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s);
        id = bench.accepted.deployments[0].id;
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 1), QByteArray());
    }
    CoreBench bench(store);
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Installing);
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Installing, 1), QByteArray());
    QCOMPARE(bench.orders.last().second.deployment, id);
    QCOMPARE(bench.orders.last().second.attempt, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
    qint64 last = 0;
    for (const Event &event : store.history()) {
        QCOMPARE(event.id, last + 1);
        last = event.id;
    }
}

void TestCore::nothingIsToldThatIsNotOnDisk()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QSignalSpy failed(&bench.core().ledger(), &Ledger::failed);
    QSignalSpy changed(&bench.core().announcer(), &Announcer::nodeChanged);
    store.broken = true;
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray("no answer"));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(changed.size(), 0);
    QVERIFY(bench.orders.isEmpty());
}

QTEST_GUILESS_MAIN(TestCore)
#include "core_test.moc"
