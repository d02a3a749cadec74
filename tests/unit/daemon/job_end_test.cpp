// SPDX-License-Identifier: GPL-3.0-or-later
// How deployments and jobs end: what is counted, what opens next, what an order that cannot be made does.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestJobEnd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoeverWatchesAJobLooksItsNodesUpInOneSet();
    void theTallyFollowsEveryDeployment();
    void theTallyIsRightAfterARestart();
    void theWorstOfItsNodesIsTheJobsEnd_data();
    void theWorstOfItsNodesIsTheJobsEnd();
    void aThousandJobsThatOneNodeFulfilsEndOneByOne();
    void aCancelledJobOpensTheNextOnEveryNode();
    void anOrderThatCannotBeMadeLeavesTheNodeAlone_data();
    void anOrderThatCannotBeMadeLeavesTheNodeAlone();
    void finishedJobsAreForgottenInTheirOrder();
};

namespace {

CatalogueImage imageFile(const QString &name, char digest)
{
    CatalogueImage file;
    file.id = *ImageId::parse(name);
    file.digest = QByteArray(32, digest);
    file.unpackedSize = 1 * MiB;
    return file;
}

void bringIntoImage(CoreBench &bench, const QString &node)
{
    QCOMPARE(bench.deploy(u"first-"_s + node, {node}, u"debian-12-1"_s), QByteArray());
    bench.arrive(node, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(node, 1), QByteArray());
}

} // namespace

void TestJobEnd::theTallyFollowsEveryDeployment()
{
    MemoryStore store;
    CoreBench bench(store);
    const auto counted = [&](const JobId &job, DeploymentState state) {
        return bench.core().state().jobs.tally(job).count(state);
    };
    bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian"_s);
    bench.deploy(u"j2"_s, {u"n2"_s, u"n3"_s}, u"debian-12-1"_s);
    QCOMPARE(counted(u"j1"_s, DeploymentState::Open), 2);
    QCOMPARE(counted(u"j2"_s, DeploymentState::Open), 1);
    QCOMPARE(counted(u"j2"_s, DeploymentState::Queued), 1);
    bench.arrive(u"n2"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n2"_s, 1), QByteArray());
    QCOMPARE(counted(u"j1"_s, DeploymentState::Done), 1);
    QCOMPARE(counted(u"j2"_s, DeploymentState::Open), 2);
    QVERIFY(!bench.core().state().jobs.tally(u"j1"_s).isOver());
    QCOMPARE(bench.cancel(u"j1"_s), QByteArray());
    QVERIFY(bench.core().state().jobs.tally(u"j1"_s).isOver());
    QCOMPARE(counted(u"no such job"_s, DeploymentState::Open), 0);
}

void TestJobEnd::theTallyIsRightAfterARestart()
{
    MemoryStore store;
    JobTally before;
    {
        CoreBench bench(store);
        bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s}, u"debian"_s);
        bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
        QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
        before = bench.core().state().jobs.tally(u"j1"_s);
    }
    CoreBench bench(store);
    QVERIFY(bench.core().state().jobs.tally(u"j1"_s) == before);
    bench.arrive(u"n2"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n2"_s, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Done);
}

void TestJobEnd::theWorstOfItsNodesIsTheJobsEnd_data()
{
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("isCancelled");
    QTest::addColumn<JobState>("end");
    QTest::newRow("all run it: done") << false << false << JobState::Done;
    QTest::newRow("one failed: failed") << true << false << JobState::Failed;
    QTest::newRow("one was cancelled: cancelled") << false << true << JobState::Cancelled;
    QTest::newRow("one failed and one was cancelled: cancelled") << true << true << JobState::Cancelled;
}

void TestJobEnd::theWorstOfItsNodesIsTheJobsEnd()
{
    QFETCH(bool, fails);
    QFETCH(bool, isCancelled);
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j1"_s, {u"n1"_s, u"n2"_s, u"n3"_s}, u"debian"_s);
    for (const QString &node : {u"n1"_s, u"n2"_s, u"n3"_s})
        bench.arrive(node, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    for (int i = 0; fails && i < 3; ++i)
        QCOMPARE(bench.failStage(u"n2"_s, NodeState::Blancmange, 1), QByteArray());
    if (!fails)
        QCOMPARE(bench.install(u"n2"_s, 1), QByteArray());
    if (isCancelled)
        QCOMPARE(bench.cancel(u"j1"_s), QByteArray());
    else
        QCOMPARE(bench.install(u"n3"_s, 1), QByteArray());
    QTEST(bench.jobState(u"j1"_s), "end");
}

void TestJobEnd::aThousandJobsThatOneNodeFulfilsEndOneByOne()
{
    constexpr int count = 1'000;
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"first"_s, {u"n1"_s}, u"debian"_s);
    for (int i = 0; i < count; ++i)
        QCOMPARE(bench.deploy(u"j%1"_s.arg(i), {u"n1"_s}, u"debian"_s), QByteArray());
    QCOMPARE(bench.core().state().jobs.activeCount(), count + 1);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
    QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
    QCOMPARE(bench.core().state().jobs.activeCount(), 0);
    QCOMPARE(bench.jobState(u"j%1"_s.arg(count - 1)), JobState::Done);
    QVERIFY(bench.core().state().jobs.waiting(u"n1"_s).isEmpty());
}

void TestJobEnd::aCancelledJobOpensTheNextOnEveryNode()
{
    MemoryStore store;
    CoreBench bench(store);
    const QStringList nodes{u"n1"_s, u"n2"_s, u"n3"_s};
    for (const QString &node : nodes)
        bench.arrive(node, NodeState::Blancmange, 1);
    bench.deploy(u"j1"_s, nodes, u"debian-12-1"_s);
    bench.deploy(u"j2"_s, nodes, u"debian-12-2"_s);
    bench.orders.clear();
    QCOMPARE(bench.cancel(u"j1"_s), QByteArray());
    QCOMPARE(bench.cancelled.size(), 3);
    QCOMPARE(bench.orders.size(), 3);
    for (const auto &[node, order] : std::as_const(bench.orders))
        QCOMPARE(order.image.subversion, u"2"_s);
    QCOMPARE(bench.jobState(u"j2"_s), JobState::Active);
}

void TestJobEnd::anOrderThatCannotBeMadeLeavesTheNodeAlone_data()
{
    QTest::addColumn<QList<CatalogueImage>>("images");
    QTest::addColumn<QByteArray>("code");
    const CatalogueImage first = imageFile(u"debian-12-1"_s, '1');
    QTest::newRow("the image went out of the catalogue")
        << QList<CatalogueImage>{first} << QByteArray("image.not-in-catalogue");
    QTest::newRow("the image's file was replaced")
        << QList<CatalogueImage>{first, imageFile(u"debian-12-2"_s, 'x')} << QByteArray("image.changed");
}

void TestJobEnd::anOrderThatCannotBeMadeLeavesTheNodeAlone()
{
    QFETCH(QList<CatalogueImage>, images);
    QFETCH(QByteArray, code);
    MemoryStore store;
    CoreBench bench(store);
    bringIntoImage(bench, u"n1"_s);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian-12-2"_s), QByteArray());
    bench.core().setImages(bench.core().state().catalogue.definitions(), images, {});
    Deployment runs;
    runs.image = images.first().id;
    runs.digest = images.first().digest;
    QCOMPARE(bench.arrive(u"n1"_s, NodeState::Running, 3, &runs), QByteArray());
    QCOMPARE(bench.jobState(u"j1"_s), JobState::Failed);
    QCOMPARE(bench.core().state().jobs.ofJob(u"j1"_s).front().failure.code, code);
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Running);
    QCOMPARE(bench.core().statusOf(u"n1"_s)->failure, Failure());
    QCOMPARE(bench.core().statusOf(u"n1"_s)->image, images.first().id);
}

void TestJobEnd::finishedJobsAreForgottenInTheirOrder()
{
    JobBook book;
    const auto ended = [&book](const QString &id) {
        Job job;
        job.id = id;
        book.put(job);
        Deployment deployment;
        deployment.id = id.mid(1).toLongLong();
        deployment.job = id;
        deployment.node = u"n1"_s;
        book.put(deployment);
        deployment.state = DeploymentState::Done;
        book.put(deployment);
        job.state = JobState::Done;
        book.put(job);
    };
    for (qsizetype i = 1; i <= core::maxFinishedJobs + 2; ++i)
        ended(u"j%1"_s.arg(i));
    QVERIFY(!book.job(u"j1"_s) && !book.deployment(1));
    QVERIFY(!book.job(u"j2"_s) && book.job(u"j3"_s) && book.deployment(3));
    QCOMPARE(book.activeCount(), 0);
    QVERIFY(book.waiting(u"n1"_s).isEmpty());
}

void TestJobEnd::whoeverWatchesAJobLooksItsNodesUpInOneSet()
{
    MemoryStore store;
    CoreBench bench(store, 5);
    QCOMPARE(bench.deploy(u"j"_s, {u"n2"_s, u"n4"_s}, u"debian"_s), QByteArray());
    JobBook &jobs = bench.core().state().jobs;
    const QSet<NodeName> first = jobs.membersOf(u"j"_s);
    const QSet<NodeName> second = jobs.membersOf(u"j"_s);
    QCOMPARE(first, (QSet<NodeName>{u"n2"_s, u"n4"_s}));
    QCOMPARE(&*first.constFind(u"n2"_s), &*second.constFind(u"n2"_s)); // Not equal alone: the same memory.
    QCOMPARE(jobs.membersOf(u"other"_s), QSet<NodeName>());
    QCOMPARE(bench.cancel(u"j"_s), QByteArray());
    QCOMPARE(jobs.membersOf(u"j"_s), QSet<NodeName>());
}

QTEST_GUILESS_MAIN(TestJobEnd)
#include "job_end_test.moc"
