// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/change_set.h"
#include "daemon/core/job_tally.h"

#include <QHash>
#include <QSet>

#include <map>
#include <ranges>
#include <set>
#include <unordered_map>
#include <vector>

namespace cid {

/// Jobs and deployments: all that are under way, and the last ones that ended. What it hands out is read-only and
/// stays where it is until its job is forgotten; put() is the one way to change it, so that tallies, queues and
/// deadlines always fit. A plain value of one thread.
class JobBook
{
public:
    void restore(const Snapshot &snapshot);

    /// Null where no such job is remembered.
    [[nodiscard]] const Job *job(const JobId &id) const;
    [[nodiscard]] const Deployment *deployment(DeploymentId id) const;
    /// The deployment that is under way on the node; null where none is.
    [[nodiscard]] const Deployment *open(const NodeName &node) const;
    /// The open or else the queued one whose turn it is; null where nothing waits on the node.
    [[nodiscard]] const Deployment *first(const NodeName &node) const;
    /// Open and queued ones of the node, in the order of requests.
    [[nodiscard]] const QList<DeploymentId> &waiting(const NodeName &node) const;
    /// The job's deployments as they are now, by id. Copies nothing; valid until one is added or the job forgotten.
    [[nodiscard]] auto ofJob(const JobId &id) const
    {
        return std::views::transform(entriesOf(id), [](const Deployment *one) -> const Deployment & { return *one; });
    }
    /// How the job's deployments stand.
    [[nodiscard]] const JobTally &tally(const JobId &id) const;
    /// The nodes of an active job to be looked up in: one set for all who watch it, made for the first of them. Empty
    /// for others.
    [[nodiscard]] QSet<NodeName> membersOf(const JobId &id);
    /// Active jobs whose deadline has come.
    [[nodiscard]] QList<JobId> due(qint64 now) const;
    /// Open deployments whose order became due at \a moment or before and that no stage was entered of.
    [[nodiscard]] QList<DeploymentId> untaken(qint64 moment) const;
    [[nodiscard]] qsizetype activeCount() const { return static_cast<qsizetype>(m_deadlines.size()); }

    /// Adds a job, changes it, or puts a new one in the place of one that ended under the same id. One at its end may
    /// be forgotten once many others followed.
    void put(const Job &job);
    /// Adds a deployment of a job that is there, or changes it. One at its end leaves its node's queue.
    void put(const Deployment &deployment);
    /// A finished job that had been forgotten is asked for again. Nothing where the id is known by now.
    void recall(const JobRecord &record);

private:
    struct Entry
    {
        Job job;
        std::vector<const Deployment *> deployments; ///< by id
        JobTally tally;
        QSet<NodeName> members; ///< of an active job that somebody watches
    };

    [[nodiscard]] const std::vector<const Deployment *> &entriesOf(const JobId &id) const;
    void insert(const Deployment &deployment);
    void leaveQueue(const Deployment &deployment);
    void index(const Deployment &deployment, bool isIn);
    void forget(const JobId &id);
    void forgetOldest();

    std::map<JobId, Entry> m_jobs;
    std::unordered_map<DeploymentId, Deployment> m_deployments; ///< each stays where it is
    QHash<NodeName, QList<DeploymentId>> m_queues;
    std::set<std::pair<qint64, JobId>> m_deadlines; ///< of active jobs
    std::set<std::pair<qint64, DeploymentId>> m_untaken; ///< orderedAt of open ones
    QList<JobId> m_finished; ///< the oldest first
};

} // namespace cid
