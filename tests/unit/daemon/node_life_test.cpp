// SPDX-License-Identifier: GPL-3.0-or-later
// A node's life between orders: off, cut off, cancelled, renamed, fallen back. No node is stuck, and none is written
// twice.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

#include <algorithm>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNodeLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodeMetBetweenTwoConnectionsIsAskedAtItsArrival_data();
    void aNodeMetBetweenTwoConnectionsIsAskedAtItsArrival();
    void aNodeThatIsOffFailsItsDeploymentInTime();
    void aNodeThatDoesNotBeginFailsItsDeployment();
    void aNodeThatWaitsForItsOperatorIsGivenTheJobsTime();
    void aRestartedServerGivesTheWholeTimeAgain();
    void aCancelledNodeIsWhereItSaysItIs();
    void anOlderAgentThatSaysNothingIsWhatItStartedAs();
    void aNodeThatMissedItsCancellationIsToldAgain();
    void aNodeThatNodeDbLostAndNamesAgainIsNotConnected();
    void theSameRequestIsFoundWhateverTheFilesSay_data();
    void theSameRequestIsFoundWhateverTheFilesSay();
    void aReloadThatNamesTheDiskSendsTheOrderAgain();
    void failuresAreCountedOverARestart();
};

namespace {

const QString one = u"n1"_s;

const Failure &failureOf(CoreBench &bench, const JobId &job)
{
    return bench.core().state().jobs.ofJob(job).front().failure;
}

} // namespace

void TestNodeLife::aNodeMetBetweenTwoConnectionsIsAskedAtItsArrival_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<char>("digest");
    QTest::addColumn<bool>("reinstall");
    QTest::addColumn<bool>("begins");
    QTest::addColumn<bool>("isDone");
    QTest::newRow("the wanted digest: done") << u"debian-12-2"_s << '2' << false << false << true;
    QTest::newRow("another image: ordered") << u"debian-12-1"_s << '1' << false << false << false;
    QTest::newRow("another file of that name: ordered") << u"debian-12-2"_s << 'x' << false << false << false;
    QTest::newRow("to be divided anew: ordered") << u"debian-12-2"_s << '2' << true << false << false;
    QTest::newRow("a stage was entered: ordered") << u"debian-12-2"_s << '2' << false << true << false;
}

void TestNodeLife::aNodeMetBetweenTwoConnectionsIsAskedAtItsArrival()
{
    QFETCH(QString, image);
    QFETCH(char, digest);
    QFETCH(bool, reinstall);
    QFETCH(bool, begins);
    QFETCH(bool, isDone);
    MemoryStore store;
    {
        CoreBench before(store);
        before.bringUp(one);
    }
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s, reinstall), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    if (begins) {
        const Deployment other = CoreBench::runs(u"debian-12-1"_s, '1');
        bench.arrive(one, NodeState::Running, 1, &other);
        QCOMPARE(bench.enter(one, NodeState::Armed, 1), QByteArray());
    }
    bench.orders.clear();
    const Deployment found = CoreBench::runs(image, digest);
    QCOMPARE(bench.arrive(one, NodeState::Running, 2, &found), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), isDone ? JobState::Done : JobState::Active);
    QCOMPARE(bench.orders.isEmpty(), isDone);
}

void TestNodeLife::aNodeThatIsOffFailsItsDeploymentInTime()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.deploy(u"next"_s, {one}, u"debian-12-1"_s);
    bench.wait(9min);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    bench.wait(2min);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Failed);
    QCOMPARE(failureOf(bench, u"j"_s).code, QByteArray("order.not-taken"));
    QVERIFY(failureOf(bench, u"j"_s).reason.contains(u"switched on"_s));
    QCOMPARE(bench.stateOf(one), NodeState::Unknown);
    QCOMPARE(bench.jobState(u"next"_s), JobState::Active); // Its time begins now.
    bench.wait(11min);
    QCOMPARE(bench.jobState(u"next"_s), JobState::Failed);
}

void TestNodeLife::aNodeThatDoesNotBeginFailsItsDeployment()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.arrive(one, NodeState::Blancmange, 1);
    bench.wait(11min);
    QCOMPARE(failureOf(bench, u"j"_s).code, QByteArray("order.not-taken"));
    QVERIFY(failureOf(bench, u"j"_s).reason.contains(u"did not begin"_s));
    QCOMPARE(bench.stateOf(one), NodeState::Blancmange);
}

void TestNodeLife::aNodeThatWaitsForItsOperatorIsGivenTheJobsTime()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.arrive(one, NodeState::Netbooted, 1);
    QCOMPARE(bench.enter(one, NodeState::NotArmed, 1), QByteArray());
    bench.wait(30min);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    QCOMPARE(bench.stateOf(one), NodeState::NotArmed);
}

void TestNodeLife::aRestartedServerGivesTheWholeTimeAgain()
{
    MemoryStore store;
    std::chrono::milliseconds passed{0};
    {
        CoreBench before(store);
        before.deploy(u"j"_s, {one}, u"debian"_s);
        passed = 30min; // cidd is away
    }
    CoreBench bench(store, 3, passed);
    bench.wait(9min);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    bench.wait(2min);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Failed);
}

void TestNodeLife::aCancelledNodeIsWhereItSaysItIs()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.arrive(one, NodeState::Blancmange, 1);
    QCOMPARE(bench.enter(one, NodeState::Installing, 1), QByteArray());
    QCOMPARE(bench.cancel(u"j"_s), QByteArray());
    QCOMPARE(bench.cancelled.size(), 1);
    QCOMPARE(bench.arrive(one, NodeState::Blancmange, 1), QByteArray());
    QCOMPARE(bench.stateOf(one), NodeState::Blancmange);
    QCOMPARE(bench.core().state().jobs.activeCount(), 0);
}

void TestNodeLife::anOlderAgentThatSaysNothingIsWhatItStartedAs()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.arrive(one, NodeState::Netbooted, 1);
    QCOMPARE(bench.enter(one, NodeState::Installing, 1), QByteArray());
    QCOMPARE(bench.cancel(u"j"_s), QByteArray());
    QCOMPARE(bench.stateOf(one), NodeState::Installing);
    bench.wait(11min);
    QCOMPARE(bench.stateOf(one), NodeState::Netbooted);
}

void TestNodeLife::aNodeThatMissedItsCancellationIsToldAgain()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.arrive(one, NodeState::Blancmange, 1);
    QCOMPARE(bench.enter(one, NodeState::Installing, 1), QByteArray());
    const Deployment deployment = *bench.core().state().jobs.open(one);
    bench.core().nodes().leave(bench.caller(one, 1));
    QCOMPARE(bench.cancel(u"j"_s), QByteArray());
    bench.cancelled.clear();
    QCOMPARE(bench.arrive(one, NodeState::Installing, 2, &deployment), QByteArray());
    QCOMPARE(bench.cancelled.size(), 1);
    QCOMPARE(bench.cancelled.first().second, deployment.id);
}

void TestNodeLife::aNodeThatNodeDbLostAndNamesAgainIsNotConnected()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    NodeDefinition lost;
    bench.reconfigure([&](CoreConfiguration &now) { lost = now.nodes.takeFirst(); });
    QVERIFY(!bench.core().statusOf(one));
    bench.core().nodes().leave(bench.caller(one, 2)); // The connection that nobody counts any more ends.
    bench.reconfigure([&](CoreConfiguration &now) { now.nodes.prepend(lost); });
    QVERIFY(!bench.core().statusOf(one)->connected);
    QVERIFY(bench.core().statusOf(one)->inDoubt);
    const Deployment found = CoreBench::runs(u"debian-12-2"_s, '2');
    QCOMPARE(bench.arrive(one, NodeState::Running, 3, &found), QByteArray());
    QVERIFY(bench.core().statusOf(one)->connected);
}

void TestNodeLife::theSameRequestIsFoundWhateverTheFilesSay_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("current moved on") << u"current"_s;
    QTest::newRow("the image is gone") << u"image"_s;
    QTest::newRow("node_db lost the node") << u"node"_s;
}

void TestNodeLife::theSameRequestIsFoundWhateverTheFilesSay()
{
    QFETCH(QString, change);
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    const Catalogue catalogue = bench.core().state().catalogue;
    QList<ImageDefinition> definitions = catalogue.definitions();
    if (change == "current"_L1)
        definitions.first().current = u"12-1"_s;
    if (change == "node"_L1)
        bench.reconfigure([](CoreConfiguration &now) { now.nodes.removeFirst(); });
    else
        bench.core().setImages(definitions, change == "image"_L1 ? QList<CatalogueImage>() : catalogue.images(), {});
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    QVERIFY(bench.accepted.reattached);
    QCOMPARE(bench.accepted.job.resolved.toString(), u"debian-12-2"_s);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian-12-2"_s), QByteArray());
    QCOMPARE(bench.deploy(u"j"_s, {u"n2"_s}, u"debian"_s), QByteArray("job.differs"));
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"suse"_s), QByteArray("job.differs"));
}

void TestNodeLife::aReloadThatNamesTheDiskSendsTheOrderAgain()
{
    MemoryStore store;
    CoreBench bench(store);
    for (const QString &node : {one, u"n2"_s}) {
        bench.deploy(u"j-"_s + node, {node}, u"debian"_s);
        bench.arrive(node, NodeState::Netbooted, 1);
        QCOMPARE(bench.enter(node, NodeState::NotArmed, 1), QByteArray());
    }
    bench.orders.clear();
    bench.reconfigure([](CoreConfiguration &) { });
    QVERIFY(bench.orders.isEmpty());
    bench.reconfigure([](CoreConfiguration &now) { now.nodes.first().diskSelector = u"serial:S1"_s; });
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.orders.first().second.node.diskSelector, u"serial:S1"_s);
    QCOMPARE(bench.enter(one, NodeState::Partitioning, 1), QByteArray());
}

void TestNodeLife::failuresAreCountedOverARestart()
{
    MemoryStore store;
    {
        CoreBench before(store);
        before.deploy(u"j"_s, {one}, u"debian"_s);
        before.arrive(one, NodeState::Blancmange, 1);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(before.failStage(one, NodeState::Blancmange, 1), QByteArray());
        QCOMPARE(before.jobState(u"j"_s), JobState::Active);
    }
    CoreBench bench(store);
    bench.arrive(one, NodeState::Blancmange, 1);
    QCOMPARE(bench.failStage(one, NodeState::Blancmange, 1), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Failed);
}

QTEST_GUILESS_MAIN(TestNodeLife)
#include "node_life_test.moc"
