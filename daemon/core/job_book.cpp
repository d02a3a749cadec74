// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/job_book.h"

#include "daemon/core/limits.h"

namespace cid {

void JobBook::restore(const Snapshot &snapshot)
{
    for (const Job &job : snapshot.jobs)
        put(job);
    for (const Deployment &deployment : snapshot.deployments)
        put(deployment);
}

const Job *JobBook::job(const JobId &id) const
{
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? nullptr : &found->second.job;
}

const Deployment *JobBook::deployment(DeploymentId id) const
{
    const auto found = m_deployments.find(id);
    return found == m_deployments.end() ? nullptr : &found->second;
}

const Deployment *JobBook::first(const NodeName &node) const
{
    const QList<DeploymentId> &queue = waiting(node);
    return queue.isEmpty() ? nullptr : deployment(queue.first());
}

const Deployment *JobBook::open(const NodeName &node) const
{
    const Deployment *one = first(node);
    return one && one->state == DeploymentState::Open ? one : nullptr;
}

const QList<DeploymentId> &JobBook::waiting(const NodeName &node) const
{
    static const QList<DeploymentId> none;
    const auto queue = m_queues.constFind(node);
    return queue == m_queues.constEnd() ? none : *queue;
}

const std::vector<const Deployment *> &JobBook::entriesOf(const JobId &id) const
{
    static const std::vector<const Deployment *> none;
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? none : found->second.deployments;
}

const JobTally &JobBook::tally(const JobId &id) const
{
    static const JobTally none;
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? none : found->second.tally;
}

QSet<NodeName> JobBook::membersOf(const JobId &id)
{
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end() || found->second.job.state != JobState::Active)
        return {};
    Entry &entry = found->second;
    if (entry.members.isEmpty())
        entry.members = QSet<NodeName>(entry.job.nodes.begin(), entry.job.nodes.end());
    return entry.members;
}

QList<JobId> JobBook::due(qint64 now) const
{
    QList<JobId> result;
    for (auto at = m_deadlines.begin(); at != m_deadlines.end() && at->first <= now; ++at)
        result.append(at->second);
    return result;
}

QList<DeploymentId> JobBook::untaken(qint64 moment) const
{
    QList<DeploymentId> result;
    for (auto at = m_untaken.begin(); at != m_untaken.end() && at->first <= moment; ++at)
        result.append(at->second);
    return result;
}

void JobBook::index(const Deployment &deployment, bool isIn)
{
    if (deployment.state != DeploymentState::Open || deployment.taken)
        return;
    if (isIn)
        m_untaken.insert({deployment.orderedAt, deployment.id});
    else
        m_untaken.erase({deployment.orderedAt, deployment.id});
}

void JobBook::put(const Job &job)
{
    const auto before = m_jobs.find(job.id);
    if (before != m_jobs.end() && before->second.job.state != JobState::Active)
        forget(job.id);
    Entry &entry = m_jobs[job.id];
    m_deadlines.erase({entry.job.deadline, job.id});
    entry.job = job;
    if (job.state == JobState::Active) {
        m_deadlines.insert({job.deadline, job.id});
        return;
    }
    entry.members.clear();
    m_finished.append(job.id);
    forgetOldest();
}

void JobBook::put(const Deployment &deployment)
{
    const auto known = m_deployments.find(deployment.id);
    if (known == m_deployments.end()) {
        insert(deployment);
        return;
    }
    JobTally &tally = m_jobs[deployment.job].tally;
    tally.remove(known->second.state);
    tally.add(deployment.state);
    index(known->second, false);
    const bool ends = !isFinal(known->second.state) && isFinal(deployment.state);
    known->second = deployment;
    index(known->second, true);
    if (ends)
        leaveQueue(known->second);
}

void JobBook::insert(const Deployment &deployment)
{
    const auto job = m_jobs.find(deployment.job);
    if (job == m_jobs.end())
        return;
    const Deployment &kept = m_deployments[deployment.id] = deployment;
    job->second.deployments.push_back(&kept);
    job->second.tally.add(kept.state);
    index(kept, true);
    if (!isFinal(kept.state))
        m_queues[kept.node].append(kept.id);
}

void JobBook::recall(const JobRecord &record)
{
    if (m_jobs.contains(record.job.id))
        return;
    put(record.job);
    for (const Deployment &deployment : record.deployments)
        put(deployment);
}

void JobBook::leaveQueue(const Deployment &deployment)
{
    const auto queue = m_queues.find(deployment.node);
    if (queue == m_queues.end())
        return;
    queue->removeOne(deployment.id);
    if (queue->isEmpty())
        m_queues.erase(queue);
}

void JobBook::forgetOldest()
{
    while (m_finished.size() > core::maxFinishedJobs)
        forget(QString(m_finished.first()));
}

void JobBook::forget(const JobId &id)
{
    m_finished.removeOne(id);
    for (const Deployment *one : entriesOf(id))
        m_deployments.erase(one->id);
    m_jobs.erase(id);
}

} // namespace cid
