// SPDX-License-Identifier: GPL-3.0-or-later
// What an operator allowed to be erased: for whom it is good, and until when.
#include "tests/support/core_bench.h"

#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestWipe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aWipeThatWasAllowedBeforeIsNothingToASchedulersJob();
    void aWipeEndsWithTheDeploymentOrAfterADay_data();
    void aWipeEndsWithTheDeploymentOrAfterADay();
    void aWipeSendsNoOrderToANodeOnItsWay();
};

namespace {

void allowWipe(CoreBench &bench)
{
    bench.core().jobs().allowWipe({u"n1"_s, u"QM1"_s, u"operator"_s, bench.core().state().now()},
                                  [](const Status &status) { QVERIFY(status); });
    CoreBench::settle();
}

QString askAs(CoreBench &bench, const Author &author)
{
    bench.core().jobs().deploy({u"asked"_s, {u"n1"_s}, u"debian"_s, {}, true, author},
                               [](const Result<Accepted> &result) { QVERIFY(result); });
    CoreBench::settle();
    bench.arrive(u"n1"_s, NodeState::Netbooted, 50);
    return bench.orders.isEmpty() ? u"no order"_s : bench.orders.last().second.wipeSerial;
}

} // namespace

void TestWipe::aWipeThatWasAllowedBeforeIsNothingToASchedulersJob()
{
    for (const Author &author : {Author{Power::Scheduler}, Author{Power::Operator, u"cidd"_s}}) {
        MemoryStore store;
        CoreBench bench(store);
        allowWipe(bench);
        bench.clock().advance(std::chrono::hours(1));
        QCOMPARE(askAs(bench, author), QString());
    }
    MemoryStore store;
    CoreBench bench(store);
    allowWipe(bench);
    bench.clock().advance(std::chrono::hours(1));
    QCOMPARE(askAs(bench, {Power::Operator, u"anna"_s}), u"QM1"_s);
}

void TestWipe::aWipeEndsWithTheDeploymentOrAfterADay_data()
{
    QTest::addColumn<QString>("end");
    for (const char *end : {"cancelled", "done", "a day later", "a day later, over a restart"})
        QTest::newRow(end) << QString::fromLatin1(end);
}

void TestWipe::aWipeEndsWithTheDeploymentOrAfterADay()
{
    QFETCH(QString, end);
    MemoryStore store;
    CoreBench bench(store);
    if (end == u"cancelled" || end == u"done") {
        QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray());
        allowWipe(bench);
        if (end == u"done") {
            bench.arrive(u"n1"_s, NodeState::Blancmange, 1);
            QCOMPARE(bench.install(u"n1"_s, 1), QByteArray());
        } else {
            QCOMPARE(bench.cancel(u"j1"_s), QByteArray());
        }
        QVERIFY(store.load()->wipes.isEmpty());
        QCOMPARE(askAs(bench, {Power::Operator, u"anna"_s}), QString());
        return;
    }
    allowWipe(bench);
    bench.clock().advance(std::chrono::hours(25));
    if (!end.contains(u"restart")) {
        QCOMPARE(askAs(bench, {Power::Operator, u"anna"_s}), QString());
        return;
    }
    CoreBench again(store);
    again.clock().advance(std::chrono::hours(25));
    QCOMPARE(askAs(again, {Power::Operator, u"anna"_s}), QString());
}

void TestWipe::aWipeSendsNoOrderToANodeOnItsWay()
{
    MemoryStore store;
    CoreBench bench(store);
    QCOMPARE(bench.deploy(u"j1"_s, {u"n1"_s}, u"debian"_s), QByteArray());
    bench.arrive(u"n1"_s, NodeState::Netbooted, 1);
    const qsizetype before = bench.orders.size();
    allowWipe(bench);
    QCOMPARE(bench.orders.size(), before);
    // Where it comes to wait for just this, it hears of it.
    QCOMPARE(bench.enter(u"n1"_s, NodeState::NotArmed, 1), QByteArray());
    QCOMPARE(bench.orders.size(), before + 1);
    QCOMPARE(bench.orders.last().second.wipeSerial, u"QM1"_s);
    bench.arrive(u"n1"_s, NodeState::Blancmange, 2);
    QCOMPARE(bench.enter(u"n1"_s, NodeState::Installing, 2), QByteArray());
    const qsizetype then = bench.orders.size();
    allowWipe(bench);
    QCOMPARE(bench.orders.size(), then);
    QCOMPARE(bench.stateOf(u"n1"_s), NodeState::Installing);
}

QTEST_GUILESS_MAIN(TestWipe)
#include "wipe_test.moc"
