// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a node is there is asked, not remembered; and one that fell back to Blancmange does not stay there.
#include "daemon/core/limits.h"
#include "tests/support/core_bench.h"

#include <QTest>

#include <algorithm>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNodePresence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodeWithoutPowerIsNotAlreadyRight();
    void allNodesAreAskedInOneTurn();
    void aQueuedJobAsksBeforeItIsDone();
    void whatWasNotHeardOfSinceTheStartIsInDoubt();
    void aNodeThatFellBackReturnsToItsImage();
    void nothingReturnsOverWhatSomebodyBeganOrForbade_data();
    void nothingReturnsOverWhatSomebodyBeganOrForbade();
    void whoAsksForANodeDoesNotWaitForItsReturn_data();
    void whoAsksForANodeDoesNotWaitForItsReturn();
    void whatWasAskedForGivesWayToNobody();
    void aNodeThatFallsBackForEverStaysThere();
};

namespace {

const QString one = u"n1"_s;

} // namespace

void TestNodePresence::aNodeWithoutPowerIsNotAlreadyRight()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    bench.wait(1min);
    bench.powerless = {one};
    QByteArray code = "no answer";
    bench.core().jobs().deploy(
        {u"j2"_s, {one}, u"debian"_s, {}, false, Power::Scheduler, {}},
        [&](const Result<Accepted> &result) { code = result ? QByteArray() : result.error().code; });
    bench.wait(2s);
    QCOMPARE(code, QByteArray("no answer"));
    bench.wait(1s);
    QCOMPARE(code, QByteArray());
    QCOMPARE(bench.jobState(u"j2"_s), JobState::Active);
    QCOMPARE(bench.stateOf(one), NodeState::Lost);
    QVERIFY(!bench.core().statusOf(one)->connected);
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), [](const Event &event) {
        return event.node == one && event.to == "lost"_L1 && event.reason.contains(u"3 s"_s);
    }));
    // It was only deaf: nothing is installed over what it runs.
    const Deployment found = CoreBench::runs(u"debian-12-2"_s, '2');
    bench.powerless.clear();
    QCOMPARE(bench.arrive(one, NodeState::Running, 9, &found), QByteArray());
    QCOMPARE(bench.jobState(u"j2"_s), JobState::Done);
    QVERIFY(bench.orders.isEmpty());
}

void TestNodePresence::allNodesAreAskedInOneTurn()
{
    MemoryStore store;
    CoreBench bench(store, 300);
    const Deployment found = CoreBench::runs(u"debian-12-2"_s, '2');
    QStringList names;
    for (int i = 1; i <= 300; ++i) {
        names.append(u"n%1"_s.arg(i));
        bench.arrive(names.last(), NodeState::Running, i, &found);
    }
    bench.wait(1min);
    QCOMPARE(bench.deploy(u"j"_s, names, u"debian"_s), QByteArray());
    QCOMPARE(bench.probes.size(), 1);
    QCOMPARE(bench.probes.first().size(), 300);
    QCOMPARE(bench.jobState(u"j"_s), JobState::Done);
    QVERIFY(bench.accepted.deployments.isEmpty());
    // Whoever has just said something is not asked.
    QCOMPARE(bench.deploy(u"k"_s, names, u"debian"_s), QByteArray());
    QCOMPARE(bench.probes.size(), 1);
}

void TestNodePresence::aQueuedJobAsksBeforeItIsDone()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    bench.deploy(u"other"_s, {one}, u"debian-12-1"_s);
    bench.deploy(u"same"_s, {one}, u"debian"_s);
    bench.wait(1min);
    bench.powerless = {one};
    QCOMPARE(bench.cancel(u"other"_s), QByteArray());
    QCOMPARE(bench.jobState(u"same"_s), JobState::Active);
    QCOMPARE(bench.probes.size(), 1);
    bench.wait(4s);
    QCOMPARE(bench.jobState(u"same"_s), JobState::Active);
    QCOMPARE(bench.stateOf(one), NodeState::Lost);
}

void TestNodePresence::whatWasNotHeardOfSinceTheStartIsInDoubt()
{
    MemoryStore store;
    {
        CoreBench before(store);
        before.bringUp(one);
        QVERIFY(!before.core().statusOf(one)->inDoubt);
    }
    CoreBench bench(store);
    QCOMPARE(bench.stateOf(one), NodeState::Running);
    QVERIFY(bench.core().statusOf(one)->inDoubt);
    QVERIFY(!bench.core().statusOf(u"n2"_s)->inDoubt); // Nothing is said of it that could be wrong.
    const Deployment found = CoreBench::runs(u"debian-12-2"_s, '2');
    bench.arrive(one, NodeState::Running, 1, &found);
    QVERIFY(!bench.core().statusOf(one)->inDoubt);
}

void TestNodePresence::aNodeThatFellBackReturnsToItsImage()
{
    MemoryStore store;
    {
        CoreBench before(store);
        before.bringUp(one);
    }
    CoreBench bench(store);
    QCOMPARE(bench.arrive(one, NodeState::Blancmange, 1), QByteArray());
    QVERIFY(bench.core().statusOf(one)->image.isNull()); // It does not run it.
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.orders.first().second.image.toString(), u"debian-12-2"_s);
    const Deployment *open = bench.core().state().jobs.open(one);
    QVERIFY(open);
    QCOMPARE(bench.core().state().jobs.job(open->job)->owner, u"cidd"_s);
    QCOMPARE(bench.install(one, 1), QByteArray());
    QCOMPARE(bench.stateOf(one), NodeState::Running);
    QCOMPARE(bench.core().state().jobs.activeCount(), 0);
}

void TestNodePresence::nothingReturnsOverWhatSomebodyBeganOrForbade_data()
{
    QTest::addColumn<QString>("what");
    for (const char *row : {"an installation had begun", "install = manual", "the image's file was replaced",
                            "the image left the catalogue", "deploy = never"})
        QTest::newRow(row) << QString::fromLatin1(row);
}

void TestNodePresence::nothingReturnsOverWhatSomebodyBeganOrForbade()
{
    QFETCH(QString, what);
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    QList<CatalogueImage> images = bench.core().state().catalogue.images();
    if (what.startsWith(u"an installation"_s)) {
        bench.deploy(u"j"_s, {one}, u"debian-12-1"_s);
        QCOMPARE(bench.enter(one, NodeState::Armed, 2), QByteArray());
        QCOMPARE(bench.enter(one, NodeState::RebootingToBlancmange, 2), QByteArray());
        bench.arrive(one, NodeState::Blancmange, 3);
        QCOMPARE(bench.enter(one, NodeState::Installing, 3), QByteArray());
        QCOMPARE(bench.cancel(u"j"_s), QByteArray());
    } else if (what.contains(u"replaced"_s) || what.contains(u"left"_s)) {
        images.removeAt(1);
        if (what.contains(u"replaced"_s)) {
            images.append(images.first());
            images.last().id = *ImageId::parse(u"debian-12-2"_s);
        }
        bench.core().setImages(bench.core().state().catalogue.definitions(), images, {});
    } else {
        bench.reconfigure([&](CoreConfiguration &now) {
            now.nodes.first().install = what.contains(u"manual"_s) ? InstallRule::Manual : InstallRule::Auto;
            now.nodes.first().deploy = what.contains(u"never"_s) ? DeployRule::Never : DeployRule::Scheduler;
        });
    }
    bench.orders.clear();
    QCOMPARE(bench.arrive(one, NodeState::Blancmange, 9), QByteArray());
    QVERIFY(bench.orders.isEmpty());
    QVERIFY(!bench.core().state().jobs.first(one));
}

void TestNodePresence::whoAsksForANodeDoesNotWaitForItsReturn_data()
{
    QTest::addColumn<NodeState>("reached");
    QTest::addColumn<QString>("image");
    QTest::newRow("while it waits for an operator") << NodeState::NotArmed << u"debian-12-1"_s;
    QTest::newRow("while it was only ordered") << NodeState::Blancmange << u"debian-12-1"_s;
    QTest::newRow("while it writes") << NodeState::Installing << u"debian-12-1"_s;
    QTest::newRow("and wants what it would bring back") << NodeState::NotArmed << u"debian-12-2"_s;
}

void TestNodePresence::whoAsksForANodeDoesNotWaitForItsReturn()
{
    QFETCH(NodeState, reached);
    QFETCH(QString, image);
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    bench.arrive(one, NodeState::Blancmange, 5);
    const Deployment *returning = bench.core().state().jobs.open(one);
    QVERIFY(returning);
    const JobId byItself = returning->job;
    const DeploymentId number = returning->id;
    if (reached != NodeState::Blancmange)
        QCOMPARE(bench.enter(one, reached, 5), QByteArray());
    bench.orders.clear();

    DeployCommand question;
    question.nodes = {one};
    question.image = image;
    question.author.power = Power::Operator;
    const auto plan = bench.core().jobs().plan(question);
    QVERIFY(plan && !plan->first().reason.contains(u"waits"_s));

    QCOMPARE(bench.deploy(u"asked"_s, {one}, image), QByteArray());
    QCOMPARE(bench.jobState(byItself), JobState::Cancelled);
    QCOMPARE(bench.cancelled.size(), 1);
    QCOMPARE(bench.cancelled.first().second, number);
    QCOMPARE(bench.core().state().jobs.open(one)->job, u"asked"_s);
    QCOMPARE(bench.orders.size(), 1);
    QCOMPARE(bench.orders.first().second.image.toString(), image);
    QVERIFY(std::any_of(store.history().begin(), store.history().end(), [&](const Event &event) {
        return event.job == byItself && event.what == "cancelled" && event.reason.contains(u"asked"_s);
    }));
}

void TestNodePresence::whatWasAskedForGivesWayToNobody()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    QCOMPARE(bench.deploy(u"first"_s, {one}, u"debian-12-1"_s), QByteArray());
    QCOMPARE(bench.deploy(u"second"_s, {one}, u"debian-12-2"_s), QByteArray());
    QCOMPARE(bench.core().state().jobs.open(one)->job, u"first"_s);
    QVERIFY(bench.cancelled.isEmpty());
}

void TestNodePresence::aNodeThatFallsBackForEverStaysThere()
{
    MemoryStore store;
    CoreBench bench(store);
    bench.bringUp(one);
    SessionId session = 10;
    for (qsizetype i = 0; i < core::maxReturns; ++i) {
        bench.arrive(one, NodeState::Blancmange, session);
        QVERIFY(bench.core().state().jobs.open(one));
        QCOMPARE(bench.install(one, session), QByteArray());
        session += 2;
        bench.wait(1min);
    }
    bench.arrive(one, NodeState::Blancmange, session);
    QVERIFY(!bench.core().state().jobs.open(one));
    bench.wait(core::returnsWithin);
    bench.arrive(one, NodeState::Blancmange, session + 1);
    QVERIFY(bench.core().state().jobs.open(one));
}

QTEST_GUILESS_MAIN(TestNodePresence)
#include "node_presence_test.moc"
