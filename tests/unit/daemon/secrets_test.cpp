// SPDX-License-Identifier: GPL-3.0-or-later
// With which key, and with which deployment, a node gets secret overlays.
#include "tests/support/rights_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Author anna{Power::Operator, u"anna"_s};
const Author scheduler{Power::Scheduler, u"slurm"_s};

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKeyIsGoodForThemFromTheJobAfterItsFirst();
    void aNewKeyInAWindowGetsNoneUntilItWasKept();
    void whatCiddBeginsByItselfBringsNoneToANewKey();
    void aJobThatWaitedWhileTheKeyWasNewBringsNone();
    void anOperatorsWordCountsAtOnceAndForThatKeyAlone();
    void aWordAboutAKeyThatIsNotThereIsRefused();
    void whatWasWithheldIsToldOnceADeployment();
    void aRestartOfCiddChangesNothing();
};

namespace {

bool mayHave(CoreBench &bench, const NodeName &node = u"n1"_s)
{
    const Deployment *open = bench.core().state().jobs.open(node);
    return open && bench.core().enrolments().mayHaveSecrets(*open);
}

/// The node's machine asks for a key and comes from the network, as session 1.
void begin(RightsBench &bench)
{
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
}

qsizetype told(const MemoryStore &store, const QByteArray &what)
{
    return std::count_if(store.history().begin(), store.history().end(),
                         [&](const Event &event) { return event.what == what && event.node == "n1"_L1; });
}

} // namespace

void TestSecrets::aKeyIsGoodForThemFromTheJobAfterItsFirst()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, scheduler), QByteArray());
    QVERIFY(!mayHave(bench));
    // From its disk, in the same job: whoever posed as it says that as well.
    bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    QVERIFY(!mayHave(bench));
    bench.stop(u"first"_s, anna);
    QCOMPARE(bench.ask(u"second"_s, {u"n1"_s}, scheduler), QByteArray());
    QVERIFY(mayHave(bench));
}

void TestSecrets::aNewKeyInAWindowGetsNoneUntilItWasKept()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, anna), QByteArray());
    QVERIFY(mayHave(bench));
    bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    QVERIFY(bench.core().enrolments().allowAgain({u"n1"_s}, u"anna"_s));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 3);
    QVERIFY(!mayHave(bench));
    bench.stop(u"first"_s, anna);
    QCOMPARE(bench.ask(u"second"_s, {u"n1"_s}, anna), QByteArray());
    QVERIFY(!mayHave(bench));
    bench.arrive(u"n1"_s, NodeState::Blancmange, 4);
    bench.stop(u"second"_s, anna);
    QCOMPARE(bench.ask(u"third"_s, {u"n1"_s}, anna), QByteArray());
    QVERIFY(mayHave(bench));
}

void TestSecrets::whatCiddBeginsByItselfBringsNoneToANewKey()
{
    MemoryStore store;
    RightsBench bench(store);
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    bench.bringUp(u"n1"_s);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 2));
    bench.core().state().registry.find(u"n1"_s)->facts.secretsFrom = 0;
    bench.arrive(u"n1"_s, NodeState::Blancmange, 3);
    const Deployment *open = bench.core().state().jobs.open(u"n1"_s);
    QVERIFY2(open && open->job.startsWith("return-"_L1), "cidd brings it back");
    QVERIFY(!mayHave(bench));
}

void TestSecrets::aJobThatWaitedWhileTheKeyWasNewBringsNone()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, anna), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    // Somebody asks for the next one meanwhile: the first brings none for that.
    QCOMPARE(bench.ask(u"second"_s, {u"n1"_s}, anna, {}, true), QByteArray());
    QCOMPARE(bench.core().state().jobs.open(u"n1"_s)->job, u"first"_s);
    QVERIFY(!mayHave(bench));
    bench.stop(u"first"_s, anna);
    QCOMPARE(bench.core().state().jobs.open(u"n1"_s)->job, u"second"_s);
    QVERIFY(mayHave(bench));
}

void TestSecrets::anOperatorsWordCountsAtOnceAndForThatKeyAlone()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, scheduler), QByteArray());
    QVERIFY(bench.core().enrolments().trust({u"n1"_s}, u"anna"_s));
    QVERIFY(mayHave(bench));
    CoreBench::settle();
    QCOMPARE(told(store, "trusted"), 1);
    bench.core().nodes().leave(bench.caller(u"n1"_s, 1));
    QCOMPARE(bench.enrol(u"n1"_s), QByteArray());
    QVERIFY(!mayHave(bench));
}

void TestSecrets::aWordAboutAKeyThatIsNotThereIsRefused()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, scheduler), QByteArray());
    const Status unknown = bench.core().enrolments().trust({u"n1"_s, u"q9"_s}, u"anna"_s);
    QCOMPARE(RightsBench::codeOf(unknown), QByteArray("node.unknown"));
    const Status keyless = bench.core().enrolments().trust({u"n1"_s, u"n2"_s}, u"anna"_s);
    QCOMPARE(RightsBench::codeOf(keyless), QByteArray("node.no-key"));
    QVERIFY(!mayHave(bench));
}

void TestSecrets::whatWasWithheldIsToldOnceADeployment()
{
    MemoryStore store;
    RightsBench bench(store);
    begin(bench);
    QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, scheduler), QByteArray());
    const DeploymentId id = bench.core().state().jobs.open(u"n1"_s)->id;
    for (const DeploymentId asked : {id, id, id + 7})
        bench.core().enrolments().noteWithheld(u"n1"_s, asked);
    CoreBench::settle();
    QCOMPARE(told(store, "secrets-withheld"), 1);
    QVERIFY(bench.core().statusOf(u"n1"_s)->conflict.contains(u"cidctl node trust n1"_s));
}

void TestSecrets::aRestartOfCiddChangesNothing()
{
    MemoryStore store;
    {
        RightsBench bench(store);
        begin(bench);
        QCOMPARE(bench.ask(u"first"_s, {u"n1"_s}, scheduler), QByteArray());
        bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    }
    {
        RightsBench bench(store);
        QVERIFY(!mayHave(bench));
        QVERIFY(bench.core().enrolments().trust({u"n1"_s}, u"anna"_s));
        CoreBench::settle();
    }
    RightsBench bench(store);
    QVERIFY(mayHave(bench));
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "secrets_test.moc"
