// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/change_set.h"

#include <QHash>

#include <map>

namespace cid {

/// Jobs and deployments: all that are under way, and the last ones that ended. A plain value of one thread.
class JobBook
{
public:
    void restore(const Snapshot &snapshot);

    /// Null where no such job is remembered.
    [[nodiscard]] Job *job(const JobId &id);
    [[nodiscard]] Deployment *deployment(DeploymentId id);
    /// The deployment that is under way on the node; null where none is.
    [[nodiscard]] Deployment *open(const NodeName &node);
    /// Open and queued ones of the node, in the order of requests.
    [[nodiscard]] QList<DeploymentId> waiting(const NodeName &node) const { return m_queues.value(node); }
    [[nodiscard]] QList<Deployment> ofJob(const JobId &id) const;
    [[nodiscard]] QList<JobId> activeJobs() const;
    [[nodiscard]] qsizetype activeCount() const { return m_active; }
    [[nodiscard]] qsizetype openCount() const;

    /// Adds a job, or puts a new one in the place of a finished one with the same id.
    void add(const Job &job);
    void add(const Deployment &deployment);
    /// A finished job that had been forgotten is asked for again. Nothing where the id is known by now.
    void recall(const JobRecord &record);
    /// The deployment's state is final: takes it out of its node's queue.
    void leaveQueue(const Deployment &deployment);
    /// The job's state is final: it may be forgotten once many others followed.
    void retire(const JobId &id);

private:
    void forget(const JobId &id);
    void forgetOldest();

    std::map<JobId, Job> m_jobs;
    std::map<DeploymentId, Deployment> m_deployments;
    QHash<JobId, QList<DeploymentId>> m_ofJob;
    QHash<NodeName, QList<DeploymentId>> m_queues;
    QList<JobId> m_finished; ///< the oldest first
    qsizetype m_active = 0;
};

} // namespace cid
