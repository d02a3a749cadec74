// SPDX-License-Identifier: GPL-3.0-or-later
// A node counts as running only where its image passed what image_db says of it.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

#include <algorithm>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString one = u"n1"_s;

} // namespace

class TestReadyNode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobWaitsUntilTheImageIsReady();
    void aJobHearsWhyTheImageIsNotReady();
    void aNodeThatIsReadyLateIsANodeAgain();
    void aNodeThatStartsByItselfIsNoNodeForJobsUntilItIsReady();
    void whoWantsAnotherImageDoesNotWaitForThisOne();
    void whatNeedsNoTestRunsAtOnce_data();
    void whatNeedsNoTestRunsAtOnce();
    void onlyTheNodeOfThisMomentSpeaksOfItsTests();
    void aNodeThatForgetsItsTestsIsGivenUp();
    void nodesMayNotSayByThemselvesThatTheyStart();

private:
    struct Wanted
    {
        NodeName node;
        QStringList tests;
        qint64 within = 0;
    };
    /// debian-12-2 has a test.
    void setTests(CoreBench &bench);
    /// The node comes up in debian-12-2, brought there by \a done or by itself.
    void comeUp(CoreBench &bench, SessionId session, const Deployment *done, bool canTest = true);

    QList<Wanted> m_wanted;
};

void TestReadyNode::setTests(CoreBench &bench)
{
    m_wanted.clear();
    QList<ImageDefinition> definitions = bench.core().state().catalogue.definitions();
    for (ImageDefinition &definition : definitions) {
        definition.ready = QStringList{u"unit:slurmd.service"_s};
        definition.readyWithin = 90;
    }
    bench.core().setImages(definitions, bench.core().state().catalogue.images(), {});
    connect(&bench.core().announcer(), &Announcer::readyTestsWanted, this,
            [this](const NodeName &node, const QStringList &tests, qint64 within) {
                m_wanted.append({node, tests, within});
            });
}

void TestReadyNode::comeUp(CoreBench &bench, SessionId session, const Deployment *done, bool canTest)
{
    const Deployment found = CoreBench::runs(u"debian-12-2"_s, '2');
    NodeArrival arrival = CoreBench::arrival(one, NodeState::Running);
    arrival.image = done ? done->image : found.image;
    arrival.digest = done ? done->digest : found.digest;
    arrival.nonce = done ? done->nonce : QByteArray();
    arrival.deployment = done ? done->id : 0;
    arrival.canTest = canTest;
    bench.core().nodes().arrive(bench.caller(one, session), arrival, [](const Status &status) { QVERIFY(status); });
    CoreBench::settle();
}

void TestReadyNode::aJobWaitsUntilTheImageIsReady()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    bench.arrive(one, NodeState::Blancmange, 1);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    const Deployment wanted = *bench.core().state().jobs.open(one);
    bench.orders.clear();
    comeUp(bench, 2, &wanted);
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    QVERIFY2(bench.orders.isEmpty(), "it is where the job wants it");
    QCOMPARE(m_wanted.size(), 1);
    QCOMPARE(m_wanted.first().tests, QStringList{u"unit:slurmd.service"_s});
    QCOMPARE(m_wanted.first().within, 90);
    bench.core().nodes().testsWait(bench.caller(one, 2), u"slurmd.service is activating"_s);
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    QVERIFY(bench.core().state().registry.find(one)->log.join(u'\n').contains(u"activating"_s));
    bench.core().nodes().testsPassed(bench.caller(one, 2));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Running);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    QVERIFY(bench.orders.isEmpty());
}

void TestReadyNode::aJobHearsWhyTheImageIsNotReady()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    bench.arrive(one, NodeState::Blancmange, 1);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    const Deployment wanted = *bench.core().state().jobs.open(one);
    comeUp(bench, 2, &wanted);
    bench.orders.clear();
    bench.core().nodes().testsFailed(bench.caller(one, 2), u"slurmd.service is failed"_s);
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Failed);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Failed);
    const Failure &failure = bench.core().state().jobs.deployment(wanted.id)->failure;
    QCOMPARE(failure.code, QByteArray("image.not-ready"));
    QVERIFY(failure.reason.contains(u"slurmd.service is failed"_s) && failure.reason.contains(u"debian-12-2"_s));
    QVERIFY2(bench.orders.isEmpty(), "another installation of the same image would not help");
    // It may be asked for again, and then it is installed.
    QCOMPARE(bench.deploy(u"again"_s, {one}, u"debian"_s), QByteArray());
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.enter(one, NodeState::Armed, 2), QByteArray());
}

// A file server was away: when it is back, nobody has to go to a thousand nodes.
void TestReadyNode::aNodeThatIsReadyLateIsANodeAgain()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    comeUp(bench, 3, nullptr);
    bench.core().nodes().testsFailed(bench.caller(one, 3), u"no file server"_s);
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Failed);
    bench.wait(1h);
    bench.core().nodes().testsPassed(bench.caller(one, 3));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Running);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    // One that failed for another reason meanwhile does not become a node by this.
    comeUp(bench, 4, nullptr);
    bench.core().nodes().testsFailed(bench.caller(one, 4), u"x"_s);
    QCOMPARE(bench.deploy(u"k"_s, {one}, u"debian-12-1"_s), QByteArray());
    QCOMPARE(bench.enter(one, NodeState::Armed, 4), QByteArray());
    bench.wait(bench.core().state().settings.stageTimeout + 5s);
    QCOMPARE(bench.stateOf(one), NodeState::Failed);
    bench.core().nodes().testsPassed(bench.caller(one, 4));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Failed);
}

void TestReadyNode::aNodeThatStartsByItselfIsNoNodeForJobsUntilItIsReady()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    bench.bringUp(one);
    comeUp(bench, 9, nullptr);
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    // What it runs is right: nothing is installed over it, and the job has it once it is ready.
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian"_s), QByteArray());
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
    QVERIFY(bench.orders.isEmpty());
    bench.core().nodes().testsPassed(bench.caller(one, 9));
    CoreBench::settle();
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    QVERIFY(bench.orders.isEmpty());
}

void TestReadyNode::whoWantsAnotherImageDoesNotWaitForThisOne()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    bench.bringUp(one);
    comeUp(bench, 9, nullptr);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian-12-1"_s), QByteArray());
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.enter(one, NodeState::Armed, 9), QByteArray());
    // What the agent had begun to say comes late.
    bench.core().nodes().testsFailed(bench.caller(one, 9), u"too late"_s);
    bench.core().nodes().testsPassed(bench.caller(one, 9));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Armed);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Active);
}

void TestReadyNode::whatNeedsNoTestRunsAtOnce_data()
{
    QTest::addColumn<QString>("why");
    for (const char *why :
         {"an agent that knows no tests, or passed them", "an image without tests", "an image that left the catalogue"})
        QTest::newRow(why) << QString::fromLatin1(why);
}

void TestReadyNode::whatNeedsNoTestRunsAtOnce()
{
    QFETCH(QString, why);
    MemoryStore store;
    CoreBench bench(store);
    if (!why.contains(u"without"_s))
        setTests(bench);
    if (why.contains(u"left"_s))
        bench.core().setImages(bench.core().state().catalogue.definitions(), {}, {});
    comeUp(bench, 3, nullptr, !why.contains(u"agent"_s));
    QCOMPARE(bench.stateOf(one), NodeState::Running);
    QVERIFY(m_wanted.isEmpty() || why.contains(u"without"_s));
}

void TestReadyNode::onlyTheNodeOfThisMomentSpeaksOfItsTests()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    bench.core().nodes().testsPassed(bench.caller(one, 1)); // It never came.
    comeUp(bench, 3, nullptr);
    bench.core().nodes().testsPassed(bench.caller(one, 2));
    bench.core().nodes().testsFailed(bench.caller(u"n2"_s, 3), u"x"_s);
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    // The connection breaks: the next report begins anew, whatever was said into the old one.
    comeUp(bench, 4, nullptr);
    QCOMPARE(m_wanted.size(), 2);
    bench.core().nodes().testsPassed(bench.caller(one, 3));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    bench.core().nodes().testsPassed(bench.caller(one, 4));
    CoreBench::settle();
    QCOMPARE(bench.stateOf(one), NodeState::Running);
}

void TestReadyNode::aNodeThatForgetsItsTestsIsGivenUp()
{
    MemoryStore store;
    CoreBench bench(store);
    setTests(bench);
    comeUp(bench, 3, nullptr);
    const auto patience = bench.core().state().settings.stageTimeout;
    bench.wait(patience - 1s);
    bench.core().nodes().testsWait(bench.caller(one, 3), u"still"_s);
    bench.wait(patience - 1s);
    QCOMPARE(bench.stateOf(one), NodeState::Starting);
    bench.wait(5s);
    QCOMPARE(bench.stateOf(one), NodeState::Failed);
}

void TestReadyNode::nodesMayNotSayByThemselvesThatTheyStart()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    QCOMPARE(bench.deploy(u"j"_s, {one}, u"debian-12-1"_s), QByteArray());
    QCOMPARE(bench.enter(one, NodeState::Starting, 2), QByteArray("stage.out-of-order"));
    QCOMPARE(bench.stateOf(one), NodeState::Running);
}

QTEST_GUILESS_MAIN(TestReadyNode)
#include "readiness_test.moc"
