// SPDX-License-Identifier: GPL-3.0-or-later
// The core without sockets: what the end of a job costs for each of its nodes, with a thousand and with ten thousand of
// them. Prints figures; fails where a node of the large job costs four times one of the small, which nothing linear
// does.
#include "common/config/node_db.h"
#include "tests/support/core_bench.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

enum class End { Cancelled, Deadline, Done, Failed };

constexpr int fewNodes = 1'000;
constexpr int manyNodes = 10'000;
constexpr double mostGrowth = 4;

QStringList names(int count)
{
    QStringList result;
    for (int i = 1; i <= count; ++i)
        result.append(u"n%1"_s.arg(i));
    return result;
}

void bringAllTo(CoreBench &bench, const QStringList &nodes, End end)
{
    for (const QString &node : nodes) {
        bench.arrive(node, NodeState::Blancmange, 1);
        QCOMPARE(bench.enter(node, NodeState::Installing, 1), QByteArray());
        if (end != End::Done)
            continue;
        for (const NodeState state : {NodeState::Configuring, NodeState::BootLoader, NodeState::RebootingToImage})
            QCOMPARE(bench.enter(node, state, 1), QByteArray());
        bench.core().nodes().leave(bench.caller(node, 1));
    }
}

void endAll(CoreBench &bench, const QStringList &nodes, End end)
{
    switch (end) {
    case End::Cancelled:
        QCOMPARE(bench.cancel(u"j"_s), QByteArray());
        return;
    case End::Deadline:
        bench.clock().advance(std::chrono::hours(3));
        bench.core().watchman().look();
        CoreBench::settle();
        return;
    case End::Done:
        for (const QString &node : nodes) {
            const Deployment done = *bench.core().state().jobs.open(node);
            QCOMPARE(bench.arrive(node, NodeState::Running, 2, &done), QByteArray());
        }
        return;
    case End::Failed:
        for (const QString &node : nodes) {
            for (int i = 0; i < 3; ++i)
                QCOMPARE(bench.failStage(node, NodeState::Installing, 1), QByteArray());
        }
        return;
    }
}

/// Nanoseconds a node that the end alone takes.
double measure(End end, int count)
{
    MemoryStore store;
    CoreBench bench(store, count);
    const QStringList nodes = names(count);
    bench.deploy(u"j"_s, nodes, u"debian"_s);
    bringAllTo(bench, nodes, end);
    QElapsedTimer watch;
    watch.start();
    endAll(bench, nodes, end);
    const double spent = static_cast<double>(watch.nsecsElapsed());
    return bench.jobState(u"j"_s) == JobState::Active ? -1 : spent / count;
}

} // namespace

class BenchCoreJobs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNodesShareOfTheEndIsTheSame_data();
    void aNodesShareOfTheEndIsTheSame();
    void aMachinesNoteIsTheSame();
    void aChosenMachinesShareIsTheSame();
    void aWithdrawnPermissionsShareIsTheSame();
    void anAdoptedMachinesShareIsTheSame();
    void aGroupMembersShareIsTheSame();
};

void BenchCoreJobs::aNodesShareOfTheEndIsTheSame_data()
{
    QTest::addColumn<int>("end");
    QTest::newRow("the job is cancelled") << int(End::Cancelled);
    QTest::newRow("its deadline passes") << int(End::Deadline);
    QTest::newRow("all nodes run the image") << int(End::Done);
    QTest::newRow("all nodes fail") << int(End::Failed);
}

void BenchCoreJobs::aNodesShareOfTheEndIsTheSame()
{
    QFETCH(int, end);
    const double few = measure(static_cast<End>(end), fewNodes);
    const double many = measure(static_cast<End>(end), manyNodes);
    qInfo("%s: %.1f us a node with %d nodes, %.1f us with %d; %.0f ms in all", QTest::currentDataTag(), few / 1e3,
          fewNodes, many / 1e3, manyNodes, many * manyNodes / 1e6);
    QVERIFY2(few > 0 && many > 0, "the job did not end");
    QVERIFY(many < mostGrowth * few);
}

void BenchCoreJobs::aMachinesNoteIsTheSame()
{
    const auto note = [](Registry &registry, int count) {
        QElapsedTimer watch;
        watch.start();
        for (int i = 0; i < count; ++i)
            registry.noteDiscovered({{CoreBench::macOf(u"n%1"_s.arg(i))}, u"10.0.0.1"_s, {}, i, i});
        return static_cast<double>(watch.nsecsElapsed()) / count;
    };
    Registry small;
    Registry large;
    const double few = note(small, fewNodes);
    const double many = note(large, manyNodes * 2);
    qInfo("a discovered machine: %.1f us with %d, %.1f us with %d", few / 1e3, fewNodes, many / 1e3, manyNodes * 2);
    QVERIFY(many < mostGrowth * few);
}

void BenchCoreJobs::aChosenMachinesShareIsTheSame()
{
    const auto choose = [](int count) {
        Registry registry;
        QStringList macs;
        for (int i = 0; i < count; ++i) {
            macs.prepend(CoreBench::macOf(u"n%1"_s.arg(i)));
            registry.noteDiscovered({{macs.first()}, u"10.0.0.1"_s, {}, i, i});
        }
        QElapsedTimer watch;
        watch.start();
        return registry.discovered(macs).size() == count ? static_cast<double>(watch.nsecsElapsed()) / count : -1.0;
    };
    const double few = choose(fewNodes);
    const double many = choose(manyNodes);
    qInfo("a machine chosen by its address: %.2f us with %d, %.2f us with %d; %.1f ms in all", few / 1e3, fewNodes,
          many / 1e3, manyNodes, many * manyNodes / 1e6);
    QVERIFY(few > 0 && many > 0 && many < mostGrowth * few);
}

// Each has its own event: it names the disk, and a node's history tells what may be erased on it.
void BenchCoreJobs::aWithdrawnPermissionsShareIsTheSame()
{
    const auto withdraw = [](int count) {
        MemoryStore store;
        CoreBench bench(store, count);
        const Author anna{Power::Operator, u"anna"_s, {}};
        const QStringList nodes = names(count);
        for (const QString &node : nodes)
            bench.core().permissions().allow({node, u"QM1"_s, {}, {}, anna}, [](const Status &) { });
        CoreBench::settle();
        QElapsedTimer watch;
        watch.start();
        bench.core().permissions().withdraw(nodes, anna, [](const Status &) { });
        const double spent = static_cast<double>(watch.nsecsElapsed()) / count;
        CoreBench::settle();
        return bench.core().state().permissions.all().isEmpty() ? spent : -1.0;
    };
    const double few = withdraw(fewNodes);
    const double many = withdraw(manyNodes);
    qInfo("withdrawing: %.2f us a node with %d, %.2f us with %d; %.1f ms in all", few / 1e3, fewNodes, many / 1e3,
          manyNodes, many * manyNodes / 1e6);
    QVERIFY(few > 0 && many > 0 && many < mostGrowth * few);
}

void BenchCoreJobs::anAdoptedMachinesShareIsTheSame()
{
    const auto adopt = [](int count) {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"node_db"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write("# nodes\n") < 0)
            return -1.0;
        file.close();
        QList<std::pair<NodeName, QStringList>> machines;
        for (const QString &name : names(count))
            machines.append({name, {CoreBench::macOf(name)}});
        QElapsedTimer watch;
        watch.start();
        return NodeDb::adopt(path, machines) ? static_cast<double>(watch.nsecsElapsed()) / count : -1.0;
    };
    const double few = adopt(300);
    const double many = adopt(3'000);
    qInfo("adopting: %.1f us a machine with 300, %.1f us with 3000; %.0f ms in all", few / 1e3, many / 1e3,
          many * 3e-3);
    QVERIFY(few > 0 && many > 0 && many < mostGrowth * few);
}

void BenchCoreJobs::aGroupMembersShareIsTheSame()
{
    const auto read = [](int count) {
        QByteArray text = "[node \"n[1-" + QByteArray::number(count) + "]\"]\n";
        for (int group = 0; group < 20; ++group)
            text += "[group \"g" + QByteArray::number(group) + "\"]\nnodes = n[1-" + QByteArray::number(count) + "]\n";
        const auto document = Document::parse(text, u"node_db"_s);
        QElapsedTimer watch;
        watch.start();
        return document && NodeDb::read(*document) ? static_cast<double>(watch.nsecsElapsed()) / count : -1.0;
    };
    const double few = read(fewNodes);
    const double many = read(manyNodes);
    qInfo("20 groups of all: %.1f us a node with %d, %.1f us with %d; %.0f ms in all", few / 1e3, fewNodes, many / 1e3,
          manyNodes, many * manyNodes / 1e6);
    QVERIFY(few > 0 && many > 0 && many < mostGrowth * few);
}

QTEST_GUILESS_MAIN(BenchCoreJobs)
#include "core_jobs.moc"
