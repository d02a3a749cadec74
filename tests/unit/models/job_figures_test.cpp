// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/models/job_figures.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class JobFiguresTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failuresOfOneKindAreOneGroup();
    void whoIsThreeTimesAsSlowIsAStraggler();
    void aReplayKnowsEveryMoment();

private:
    static Event step(const QString &node, NodeState from, NodeState to, qint64 time)
    {
        Event event;
        event.what = "state";
        event.node = node;
        event.from = nodeStateName(from);
        event.to = nodeStateName(to);
        event.time = time;
        return event;
    }
    static JobNode failed(const QString &reason)
    {
        Deployment deployment;
        deployment.state = DeploymentState::Failed;
        deployment.failure.reason = reason;
        deployment.failure.stage = NodeState::Installing;
        return {{}, deployment};
    }
};

void JobFiguresTest::failuresOfOneKindAreOneGroup()
{
    const QMap<NodeName, JobNode> nodes{{u"n1"_s, failed(u"n1: chunk 1,204 is damaged"_s)},
                                        {u"n2"_s, failed(u"n2: chunk 88 is damaged"_s)},
                                        {u"n3"_s, failed(u"the disk is full"_s)},
                                        {u"n4"_s, {}}};
    const JobFigures figures = JobFigures::of(nodes, {}, 0);
    QCOMPARE(figures.failed, 3);
    QCOMPARE(figures.done, 1);
    QCOMPARE(figures.failures.size(), 2);
    QCOMPARE(figures.failures[0].nodes, (QStringList{u"n1"_s, u"n2"_s}));
    QCOMPARE(figures.failures[0].reason, u"#: chunk # is damaged"_s);
    QCOMPARE(figures.failures[1].reason, u"the disk is full"_s);
}

void JobFiguresTest::whoIsThreeTimesAsSlowIsAStraggler()
{
    QList<Event> events;
    for (int i = 0; i < 5; ++i) {
        events.append(step(u"m%1"_s.arg(i), NodeState::Installing, NodeState::Configuring, 1'000));
        events.last().duration = 10'000;
    }
    QMap<NodeName, JobNode> nodes;
    for (const auto &[name, since] :
         {std::pair{u"n1"_s, 60'000}, std::pair{u"n2"_s, 75'000}, std::pair{u"n3"_s, 40'000}}) {
        Deployment open;
        open.state = DeploymentState::Open;
        NodeStatus status;
        status.state = NodeState::Installing;
        status.since = since;
        nodes.insert(name, {status, open});
    }
    const JobFigures figures = JobFigures::of(nodes, events, 100'000);
    QCOMPARE(figures.stages[static_cast<size_t>(NodeState::Installing)], 3);
    QCOMPARE(figures.stragglers, (QStringList{u"n3"_s, u"n1"_s}));
}

void JobFiguresTest::aReplayKnowsEveryMoment()
{
    const JobReplay replay({step(u"n1"_s, NodeState::Running, NodeState::Armed, 1'000),
                            step(u"n2"_s, NodeState::Running, NodeState::Armed, 2'000),
                            step(u"n1"_s, NodeState::Armed, NodeState::Failed, 3'000),
                            step(u"n2"_s, NodeState::Armed, NodeState::Running, 4'000)});
    QCOMPARE(replay.begin(), 1'000);
    QCOMPARE(replay.end(), 4'000);
    QCOMPARE(replay.countAt(500), (JobReplay::Count{2, 0, 0}));
    QCOMPARE(replay.countAt(1'000), (JobReplay::Count{1, 1, 0}));
    QCOMPARE(replay.countAt(2'500), (JobReplay::Count{0, 2, 0}));
    QCOMPARE(replay.countAt(9'000), (JobReplay::Count{1, 0, 1}));
    QCOMPARE(replay.statesAt(500).value(u"n2"_s), NodeState::Running);
    QCOMPARE(replay.statesAt(3'000).value(u"n1"_s), NodeState::Failed);
    QVERIFY(JobReplay().isEmpty());
    QCOMPARE(JobReplay().countAt(1), JobReplay::Count());
}

QTEST_APPLESS_MAIN(JobFiguresTest)
#include "job_figures_test.moc"
