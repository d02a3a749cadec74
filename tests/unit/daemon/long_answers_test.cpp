// SPDX-License-Identifier: GPL-3.0-or-later
// Answers at the size of a large cluster, through the sessions that give them, to clients of today and of before; and
// watchers that do not read.
#include "common/config/host_list.h"
#include "common/domain/clamp.h"
#include "tests/support/net_bench.h"

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int nodes = 10'000;
const QString all = u"n[00001-10000]"_s;

QString nameOf(int number)
{
    return u"n%1"_s.arg(number, 5, 10, QLatin1Char('0'));
}

/// What a failure is at most, once it is clamped.
Failure longFailure()
{
    Failure failure;
    failure.stage = NodeState::Installing;
    failure.code = QByteArray(500, 'c');
    failure.reason = QString(5'000, u'\u20ac');
    failure.log = QStringList(50, QString(2'000, u'l'));
    return failure;
}

} // namespace

class LongAnswersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aJobOfTenThousandNodesIsAcceptedAndSaid();
    void anOlderClientHearsThatItsJobWasAccepted();
    void aJobsListIsOfCounts();
    void anOlderClientGetsAListOfJobsThatFits();
    void theNodesOfAJobAreAskedFor();
    void aPlanOfTenThousandNodesComesInParts();
    void fourThousandDiscoveredMachinesComeInParts();
    void tenThousandFailedNodesAreShown();
    void aHostListOfLongNamesIsHeard();
    void aWatcherThatDoesNotReadCostsLittleAndLosesNoState();
    void aSlowReaderOfTheHistoryMissesNothing();
    void aJobsEndReachesItsWatcherWithAllOfItsNodes_data();
    void aJobsEndReachesItsWatcherWithAllOfItsNodes();
    void whoAsksAndDoesNotReadIsRefused();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<test::NetBench> m_bench;
    test::NetBench::Line m_operator;
};

void LongAnswersTest::initTestCase()
{
    ChangeSet before;
    const Failure longest = longFailure();
    const Failure usual{NodeState::Installing, "image.bad", u"a chunk"_s, QStringList(50, QString(80, u'l'))};
    QStringList names;
    for (int i = 1; i <= nodes; ++i) {
        names.append(nameOf(i));
        NodeFacts facts;
        facts.name = names.last();
        facts.state = NodeState::Failed;
        facts.failure = i <= 300 ? longest : usual;
        before.nodes.insert(facts.name, facts);
    }
    for (int i = 1; i <= 60; ++i) {
        Job job;
        job.id = u"old-%1"_s.arg(i);
        job.owner = u"capt"_s;
        job.nodes = names;
        job.state = JobState::Failed;
        job.createdAt = i;
        job.counts = {nodes, 0, nodes - 7, 7};
        before.jobs.insert(job.id, job);
    }
    const QString database = m_folder.filePath(u"state.db"_s);
    {
        StoreThread store;
        const auto opened = store.open(database);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text));
        bool isDone = false;
        store.commit(before, [&isDone](const Status &status) { isDone = status.has_value(); });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, 60'000);
    }
    m_bench = std::make_unique<test::NetBench>(database, nodes);
    m_operator = m_bench->connectAs(Role::Operator);
}

void LongAnswersTest::aJobOfTenThousandNodesIsAcceptedAndSaid()
{
    DeployRequest request{u"big"_s, all, u"debian"_s};
    request.parts = true;
    const auto reply = m_bench->ask<DeployReply>(m_operator, request);
    QVERIFY2(reply, m_bench->lastError().code);
    QVERIFY(m_bench->parts() > 1);
    QCOMPARE(reply->deployments.size(), nodes);
    QCOMPARE(reply->job.counts.nodes, nodes);
    QCOMPARE(reply->job.counts.open, nodes);
    QVERIFY(reply->job.nodes.isEmpty());
    QCOMPARE(reply->job.hosts, all);
}

void LongAnswersTest::anOlderClientHearsThatItsJobWasAccepted()
{
    const auto reply = m_bench->ask<DeployReply>(m_operator, DeployRequest{u"big"_s, all, u"debian"_s});
    QVERIFY2(reply, m_bench->lastError().code);
    QCOMPARE(m_bench->parts(), 1);
    QVERIFY(reply->reattached);
    QCOMPARE(reply->job.id, u"big"_s);
    QVERIFY(!reply->deployments.isEmpty());
    // Its row of updates ends as it always did: with the job's state.
    QSet<DeploymentId> seen;
    Job job;
    int updates = 0;
    const auto line = m_bench->connectAs(Role::Operator);
    line.conversation->follow(WatchJobRequest{u"big"_s}, {}, [&](const Result<Message> &message) {
        if (!message)
            return false;
        const auto &update = std::get<JobUpdate>(*message);
        for (const Deployment &deployment : update.deployments)
            seen.insert(deployment.id);
        job = update.job;
        ++updates;
        return true;
    });
    QTRY_COMPARE_WITH_TIMEOUT(seen.size(), nodes, 60'000);
    QVERIFY(updates > 5);
    QCOMPARE(job.nodes.size(), nodes);
    delete line.conversation; // What it would write to goes now.
}

void LongAnswersTest::aJobsListIsOfCounts()
{
    JobsRequest request{1'000, false};
    request.parts = true;
    const auto reply = m_bench->ask<JobsReply>(m_operator, request);
    QVERIFY2(reply, m_bench->lastError().code);
    QCOMPARE(reply->jobs.size(), 61);
    QCOMPARE(reply->jobs.first().id, u"big"_s);
    QCOMPARE(reply->jobs.first().counts, (JobCounts{nodes, nodes, 0, 0}));
    QCOMPARE(reply->jobs.last().counts, (JobCounts{nodes, 0, nodes - 7, 7}));
    QCOMPARE(reply->jobs.last().hosts, all);
    QVERIFY(wire::costOf(*reply).bytes < limits::partBytes);
}

void LongAnswersTest::anOlderClientGetsAListOfJobsThatFits()
{
    const auto reply = m_bench->ask<JobsReply>(m_operator, JobsRequest{1'000, false});
    QVERIFY2(reply, m_bench->lastError().code);
    QVERIFY(reply->jobs.size() >= 6);
    QCOMPARE(reply->jobs.first().nodes.size(), nodes);
}

void LongAnswersTest::theNodesOfAJobAreAskedFor()
{
    const auto reply = m_bench->ask<JobNodesReply>(m_operator, JobNodesRequest{u"big"_s});
    QVERIFY2(reply, m_bench->lastError().code);
    QCOMPARE(expandHostList(reply->hosts.join(u','))->size(), nodes);
    QVERIFY(!m_bench->ask<JobNodesReply>(m_operator, JobNodesRequest{u"none"_s}));
    QCOMPARE(m_bench->lastError().code, "job.unknown");
}

void LongAnswersTest::aPlanOfTenThousandNodesComesInParts()
{
    PlanRequest request{all, u"debian"_s};
    const auto cut = m_bench->ask<PlanReply>(m_operator, request);
    QVERIFY2(cut && !cut->rows.isEmpty(), m_bench->lastError().code);
    request.parts = true;
    const auto whole = m_bench->ask<PlanReply>(m_operator, request);
    QVERIFY2(whole, m_bench->lastError().code);
    QCOMPARE(whole->rows.size(), nodes);
    QVERIFY(m_bench->parts() > 1);
}

void LongAnswersTest::fourThousandDiscoveredMachinesComeInParts()
{
    for (int i = 0; i < 4'000; ++i) {
        EnrolCaller caller;
        caller.macs = {u"02:00:00:00:%1:%2"_s.arg(i / 100).arg(i % 100)};
        caller.inventory.cpuModel = QString(200, u'c');
        caller.address = u"10.0.0.9"_s;
        m_bench->core().enrolments().enrol(caller, [](const Result<Enrolment> &) { });
    }
    DiscoveredRequest request;
    const auto cut = m_bench->ask<DiscoveredReply>(m_operator, request);
    QVERIFY2(cut && cut->machines.size() > 1'000, m_bench->lastError().code);
    request.parts = true;
    const auto whole = m_bench->ask<DiscoveredReply>(m_operator, request);
    QVERIFY2(whole, m_bench->lastError().code);
    QCOMPARE(whole->machines.size(), 4'000);
}

// What one hostile node once left in the store is clamped when it is read.
void LongAnswersTest::tenThousandFailedNodesAreShown()
{
    QSet<NodeName> seen;
    bool isWhole = false;
    m_operator.conversation->follow(NodesRequest{}, {}, [&](const Result<Message> &message) {
        if (!message)
            return false;
        const auto &reply = std::get<NodesReply>(*message);
        for (const NodeStatus &status : reply.nodes) {
            seen.insert(status.name);
            if (!status.failure.log.isEmpty() || status.failure.code.size() > 64)
                return false;
        }
        isWhole = reply.complete;
        return !isWhole;
    });
    QTRY_VERIFY_WITH_TIMEOUT(isWhole, 60'000);
    QCOMPARE(seen.size(), nodes);
    NodeDetailRequest request{nameOf(7)};
    const auto detail = m_bench->ask<NodeDetail>(m_operator, request);
    QVERIFY2(detail, m_bench->lastError().code);
    QVERIFY(!detail->status.failure.log.isEmpty());
}

void LongAnswersTest::aHostListOfLongNamesIsHeard()
{
    QStringList names;
    for (int i = 0; i < nodes; ++i)
        names.append(QString::number(i).rightJustified(250, u'x'));
    PlanRequest request{names.join(u','), u"debian"_s};
    QVERIFY(request.hosts.size() > 2'000'000);
    QVERIFY(!m_bench->ask<PlanReply>(m_operator, request));
    QCOMPARE(m_bench->lastError().code, "node.unknown");
    request.hosts = QString(nodes * 20, u' ') + nameOf(1);
    QCOMPARE(m_bench->ask<PlanReply>(m_operator, request)->rows.size(), 1);
}

void LongAnswersTest::aWatcherThatDoesNotReadCostsLittleAndLosesNoState()
{
    const auto line = m_bench->connectAs(Role::Operator);
    QHash<NodeName, NodeStatus> picture;
    qsizetype told = 0;
    line.conversation->follow(NodesRequest{{}, true}, {}, [&](const Result<Message> &message) {
        if (!message)
            return false;
        for (const NodeStatus &status : std::get<NodesReply>(*message).nodes) {
            picture.insert(status.name, status);
            ++told;
        }
        return true;
    });
    QTRY_COMPARE_WITH_TIMEOUT(picture.size(), nodes, 60'000);
    // One who reads hears of each round, and shows that it is over for the other one, too.
    const auto reader = m_bench->connectAs(Role::Operator);
    int rounds = -1;
    reader.conversation->follow(NodesRequest{nameOf(2), true}, {}, [&](const Result<Message> &message) {
        rounds += message ? 1 : 0;
        return message.has_value();
    });
    QTRY_COMPARE(rounds, 0);
    line.server->setStalled(true);
    told = 0;
    const auto node = m_bench->connectAs(Role::Node, nameOf(1));
    NodeReport report;
    report.macs = {u"52:54:00:00:00:01"_s};
    report.state = NodeState::Netbooted;
    node.conversation->ask(report, std::chrono::seconds(30), [](const Result<Message> &) { });
    for (int round = 0; round < 30; ++round) {
        for (int i = 1; i <= nodes; ++i)
            Q_EMIT m_bench->core().announcer().nodeChanged(nameOf(i));
        QTRY_COMPARE(rounds, round + 1);
        QVERIFY(line.server->pendingBytes() <= limits::lowWater + 2 * limits::partBytes);
    }
    QVERIFY(line.server && line.server->isOpen());
    line.server->setStalled(false);
    // It failed before, and says so until the next job; what is new is that it is there.
    QTRY_VERIFY_WITH_TIMEOUT(picture.value(nameOf(1)).connected, 60'000);
    QVERIFY2(told <= 3 * nodes, qPrintable(QString::number(told)));
    delete reader.conversation;
    delete line.conversation;
}

void LongAnswersTest::aSlowReaderOfTheHistoryMissesNothing()
{
    const auto line = m_bench->connectAs(Role::Operator);
    QList<qint64> numbers;
    EventsRequest request;
    request.after = 0;
    request.follow = true;
    request.what = {u"told"_s};
    line.conversation->follow(request, {}, [&](const Result<Message> &message) {
        if (!message)
            return false;
        for (const Event &event : std::get<EventsReply>(*message).events)
            numbers.append(event.deployment);
        return true;
    });
    constexpr int events = 6'000;
    const auto happen = [this](int number) {
        Event event;
        event.what = "told";
        event.deployment = number;
        event.reason = QString(400, u'r');
        m_bench->core().note(std::move(event));
    };
    happen(0);
    QTRY_COMPARE(numbers.size(), 1);
    line.server->setStalled(true);
    for (int i = 1; i < events; ++i) {
        happen(i);
        if (i % 500 == 0)
            m_bench->settle();
        QVERIFY(line.server->pendingBytes() <= limits::lowWater + 2 * limits::partBytes);
    }
    line.server->setStalled(false);
    happen(events);
    QTRY_COMPARE_WITH_TIMEOUT(numbers.size(), events + 1, 60'000);
    for (int i = 0; i <= events; ++i)
        QCOMPARE(numbers.at(i), i);
    delete line.conversation; // What it would write to goes now.
}

void LongAnswersTest::aJobsEndReachesItsWatcherWithAllOfItsNodes_data()
{
    QTest::addColumn<JobId>("job");
    QTest::addColumn<bool>("isSlow");
    QTest::newRow("a watcher that was slow") << u"big"_s << true;
    // What follows the end comes in several turns of the event loop, and is sent in between.
    QTest::newRow("a watcher that reads all along") << u"second"_s << false;
    QTest::newRow("and once more") << u"third"_s << false;
}

void LongAnswersTest::aJobsEndReachesItsWatcherWithAllOfItsNodes()
{
    QFETCH(JobId, job);
    QFETCH(bool, isSlow);
    m_bench->ask<DeployReply>(m_operator, DeployRequest{job, all, u"debian"_s});
    const auto line = m_bench->connectAs(Role::Operator);
    QHash<DeploymentId, DeploymentState> states;
    JobState state = JobState::Active;
    WatchJobRequest request{job};
    request.parts = true;
    JobCounts counts;
    line.conversation->follow(request, {}, [&](const Result<Message> &message) {
        if (!message)
            return false;
        const auto &update = std::get<JobUpdate>(*message);
        for (const Deployment &deployment : update.deployments)
            states.insert(deployment.id, deployment.state);
        state = update.job.state;
        counts = update.job.counts;
        return state == JobState::Active;
    });
    QTRY_COMPARE_WITH_TIMEOUT(states.size(), nodes, 60'000);
    line.server->setStalled(isSlow);
    bool isCancelled = false;
    m_operator.conversation->ask(CancelJobRequest{job}, std::chrono::seconds(120),
                                 [&](const Result<Message> &) { isCancelled = true; });
    QTRY_VERIFY_WITH_TIMEOUT(isCancelled, 120'000);
    line.server->setStalled(false);
    QTRY_COMPARE_WITH_TIMEOUT(state, JobState::Cancelled, 60'000);
    // All of it was told before the end was.
    QCOMPARE(states.values().count(DeploymentState::Cancelled), nodes);
    QCOMPARE(counts, (JobCounts{nodes, 0, 0, nodes}));
}

void LongAnswersTest::whoAsksAndDoesNotReadIsRefused()
{
    const auto line = m_bench->connectAs(Role::Operator);
    line.server->setStalled(true);
    const auto code = std::make_shared<QByteArray>();
    for (int i = 0; i < 100; ++i) {
        DiscoveredRequest request;
        request.parts = true;
        line.conversation->follow(request, {}, [code](const Result<Message> &answer) {
            if (!answer)
                *code = answer.error().code;
            return answer && std::get<DiscoveredReply>(*answer).more;
        });
    }
    m_bench->settle();
    QTRY_VERIFY(line.server->pendingBytes() > limits::lowWater);
    QVERIFY(line.server->isOpen());
    QVERIFY(line.server->pendingBytes() <= limits::lowWater + 2 * limits::partBytes);
    line.server->setStalled(false);
    QTRY_COMPARE(*code, QByteArray("client.too-many"));
}

QTEST_GUILESS_MAIN(LongAnswersTest)
#include "long_answers_test.moc"
