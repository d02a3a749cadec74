// SPDX-License-Identifier: GPL-3.0-or-later
// The cluster's figures are what a count of all nodes would say, whatever happened.
#include "daemon/metrics/cluster_figures.h"
#include "tests/support/core_bench.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClusterFigures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFiguresAreWhatACountOfAllNodesSays();
    void whatEndedIsCountedOnce();
    void stagesAreMeasured();
    void namesOfPeersDoNotGrowWithoutEnd();

private:
    [[nodiscard]] static QByteArray textOf(const ClusterFigures &figures);
    [[nodiscard]] static double valueOf(const QByteArray &text, const QByteArray &sample);
};

namespace {

const QString one = u"n1"_s;

} // namespace

QByteArray TestClusterFigures::textOf(const ClusterFigures &figures)
{
    OpenMetrics metrics;
    figures.write(metrics);
    return metrics.text();
}

double TestClusterFigures::valueOf(const QByteArray &text, const QByteArray &sample)
{
    const qsizetype at = text.indexOf('\n' + sample + ' ');
    return at < 0 ? -1 : text.mid(at + sample.size() + 2).split('\n').first().toDouble();
}

void TestClusterFigures::theFiguresAreWhatACountOfAllNodesSays()
{
    constexpr int nodes = 40;
    MemoryStore store;
    CoreBench bench(store, nodes);
    const ClusterFigures figures(bench.core());
    QRandomGenerator random(7);
    SessionId session = 1;
    const auto check = [&] {
        std::array<int, nodeStateCount> states{};
        QHash<QString, int> images;
        int connected = 0;
        for (const NodeRecord *node : bench.core().state().registry.all()) {
            ++states[static_cast<size_t>(node->facts.state)];
            connected += node->isConnected() ? 1 : 0;
            if (node->facts.state == NodeState::Running && !node->facts.image.isNull())
                ++images[node->facts.image.toString()];
        }
        const QByteArray text = textOf(figures);
        for (int i = 0; i < nodeStateCount; ++i) {
            const QByteArray name = nodeStateName(static_cast<NodeState>(i)).data();
            QCOMPARE(valueOf(text, "notp_nodes{state=\"" + name + "\"}"), double(states[static_cast<size_t>(i)]));
        }
        QCOMPARE(valueOf(text, "notp_nodes_connected"), double(connected));
        for (auto image = images.cbegin(); image != images.cend(); ++image)
            QCOMPARE(valueOf(text, "notp_nodes_running{image=\"" + image.key().toUtf8() + "\"}"),
                     double(image.value()));
        QCOMPARE(text.count("\nnotp_nodes_running{"), images.size());
    };
    for (int step = 0; step < 400; ++step) {
        const QString node = u"n%1"_s.arg(random.bounded(nodes) + 1);
        const Deployment found = CoreBench::runs(random.bounded(2) ? u"debian-12-1"_s : u"debian-12-2"_s, '2');
        switch (random.bounded(7)) {
        case 0:
            bench.arrive(node, NodeState::Netbooted, ++session);
            break;
        case 1:
        case 2:
            bench.arrive(node, NodeState::Running, ++session, &found);
            break;
        case 3:
            bench.deploy(u"j%1"_s.arg(step), {node}, u"debian"_s);
            break;
        case 4:
            bench.enter(node, NodeState::Installing, session);
            break;
        case 5:
            bench.core().nodes().leave(bench.caller(node, session));
            CoreBench::settle();
            break;
        default:
            bench.wait(1min);
        }
        if (step % 20 == 0)
            check();
    }
    bench.reconfigure([](CoreConfiguration &now) { now.nodes.remove(3, 10); });
    check();
    if (QTest::currentTestFailed())
        return;
    const ClusterFigures late(bench.core());
    QCOMPARE(textOf(late).left(2'000), textOf(figures).left(2'000)); // Whoever comes late counts the same.
}

void TestClusterFigures::whatEndedIsCountedOnce()
{
    MemoryStore store;
    CoreBench bench(store);
    const ClusterFigures figures(bench.core());
    bench.bringUp(one);
    QByteArray text = textOf(figures);
    const double done = valueOf(text, "notp_deployments_ended_total{result=\"done\"}");
    QVERIFY(done >= 1);
    QCOMPARE(bench.deploy(u"c"_s, {one}, u"debian-12-1"_s), QByteArray());
    QCOMPARE(valueOf(textOf(figures), "notp_jobs_active"), 1.0);
    QCOMPARE(bench.cancel(u"c"_s), QByteArray());
    QCOMPARE(bench.deploy(u"late"_s, {u"n2"_s, u"n3"_s}, u"debian"_s), QByteArray());
    bench.wait(3h);
    text = textOf(figures);
    QCOMPARE(valueOf(text, "notp_jobs_active"), 0.0);
    QCOMPARE(valueOf(text, "notp_deployments_ended_total{result=\"done\"}"), done);
    QCOMPARE(valueOf(text, "notp_deployments_ended_total{result=\"cancelled\"}"), 1.0);
    QCOMPARE(valueOf(text, "notp_deployments_ended_total{result=\"failed\"}"), 2.0);
    QCOMPARE(valueOf(text, "notp_jobs_ended_total{result=\"cancelled\"}"), 1.0);
    QCOMPARE(valueOf(text, "notp_jobs_ended_total{result=\"failed\"}"), 1.0);
    QVERIFY2(text.contains("\nnotp_deployment_failures_total{code="), text);
}

void TestClusterFigures::stagesAreMeasured()
{
    MemoryStore store;
    CoreBench bench(store);
    const ClusterFigures figures(bench.core());
    bench.arrive(one, NodeState::Blancmange, 1);
    bench.deploy(u"j"_s, {one}, u"debian"_s);
    bench.enter(one, NodeState::Installing, 1);
    bench.wait(45s);
    bench.enter(one, NodeState::Configuring, 1);
    const QByteArray text = textOf(figures);
    QCOMPARE(valueOf(text, "notp_stage_duration_seconds_bucket{stage=\"installing\",le=\"30\"}"), 0.0);
    QCOMPARE(valueOf(text, "notp_stage_duration_seconds_bucket{stage=\"installing\",le=\"60\"}"), 1.0);
    QCOMPARE(valueOf(text, "notp_stage_duration_seconds_count{stage=\"installing\"}"), 1.0);
    QVERIFY(valueOf(text, "notp_stage_duration_seconds_sum{stage=\"installing\"}") >= 45);
}

void TestClusterFigures::namesOfPeersDoNotGrowWithoutEnd()
{
    CoreFigures figures;
    for (int i = 0; i < 1'000; ++i) {
        Deployment failed;
        failed.state = DeploymentState::Failed;
        failed.failure.code = "code." + QByteArray::number(i);
        figures.count(failed);
    }
    QVERIFY(figures.failures.size() <= CoreFigures::maxCodes + 1);
    qint64 sum = 0;
    for (const qint64 count : std::as_const(figures.failures))
        sum += count;
    QCOMPARE(sum, 1'000);
}

QTEST_GUILESS_MAIN(TestClusterFigures)
#include "cluster_figures_test.moc"
