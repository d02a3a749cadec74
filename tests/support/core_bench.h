// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core.h"
#include "tests/support/fake_clock.h"

#include <QCoreApplication>

namespace cid::test {

/// A store in memory that keeps what a database would keep, and fails when told to.
class MemoryStore final : public StateStore, public StoreClient
{
public:
    Result<Snapshot> load() override;
    Status commit(const ChangeSet &changes) override;
    Result<QList<Job>> jobs(const JobsQuery &) override { return m_jobs.values(); }
    Result<JobRecord> job(const JobId &id) override { return JobRecord{m_jobs.value(id), m_deployments.values()}; }
    Result<QList<Event>> events(const EventQuery &) override { return m_events; }
    Result<QList<Deployment>> deploymentsOf(const NodeName &, int) override { return m_deployments.values(); }

    void commit(ChangeSet changes, std::function<void(Status)> done) override;
    void read(std::function<Answer(StateStore &)> question) override { question (*this)(); }

    [[nodiscard]] const QList<Event> &history() const { return m_events; }
    [[nodiscard]] int commits() const { return m_commits; }
    bool broken = false;

private:
    QMap<NodeName, NodeFacts> m_nodes;
    QMap<JobId, Job> m_jobs;
    QMap<DeploymentId, Deployment> m_deployments;
    QMap<PermissionKey, Permission> m_permissions;
    QMap<NodeName, Hold> m_holds;
    QList<Event> m_events;
    QObject m_context;
    int m_commits = 0;
};

/// A core with nodes from n1 on, three unless said, and the images debian-12-1, debian-12-2 (current) and mac-1-1
/// (darwin).
class CoreBench
{
public:
    explicit CoreBench(MemoryStore &store, int nodes = 3, std::chrono::milliseconds later = {});

    Core &core() { return m_core; }
    FakeClock &clock() { return m_clock; }
    /// Lets every commit and answer happen.
    static void settle();

    /// Each returns the error's code, empty for success.
    QByteArray arrive(const NodeName &node, NodeState state, SessionId session, const Deployment *done = nullptr);
    QByteArray enter(const NodeName &node, NodeState state, SessionId session);
    QByteArray failStage(const NodeName &node, NodeState state, SessionId session);
    QByteArray deploy(const JobId &job, const QStringList &nodes, const QString &image, bool reinstall = false);
    /// Time goes by, a second at a time where it matters.
    void wait(std::chrono::milliseconds time);
    /// node_db is read again after \a change.
    void reconfigure(const std::function<void(CoreConfiguration &)> &change);
    QByteArray cancel(const JobId &job, Power power = Power::Operator);
    /// Brings the node into debian-12-2; it is connected by session 2 then. Nothing of it stays in orders.
    void bringUp(const NodeName &node);
    /// What a node reports that runs an image of which cidd wants nothing.
    [[nodiscard]] static Deployment runs(const QString &image, char digest);
    /// The whole way from Blancmange on the disk into the image of the open deployment.
    QByteArray install(const NodeName &node, SessionId session);

    [[nodiscard]] NodeState stateOf(const NodeName &node) { return m_core.statusOf(node)->state; }
    [[nodiscard]] JobState jobState(const JobId &job) { return m_core.state().jobs.job(job)->state; }
    [[nodiscard]] NodeCaller caller(const NodeName &node, SessionId session, const QString &address = {}) const;
    [[nodiscard]] static QString macOf(const NodeName &node);
    [[nodiscard]] static NodeArrival arrival(const NodeName &node, NodeState state);

    QList<std::pair<NodeName, DeployOrder>> orders;
    QList<std::pair<NodeName, DeploymentId>> cancelled;
    QList<QStringList> probes; ///< the nodes of each round
    QStringList powerless; ///< nodes that answer no probe
    Accepted accepted;

private:
    FakeClock m_clock;
    Core m_core;
    CoreConfiguration m_configuration;
    QObject m_context;
};

} // namespace cid::test
