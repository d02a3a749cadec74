// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/job_book.h"

#include "daemon/core/limits.h"

namespace cid {

void JobBook::restore(const Snapshot &snapshot)
{
    for (const Job &job : snapshot.jobs)
        add(job);
    for (const Deployment &deployment : snapshot.deployments)
        add(deployment);
}

Job *JobBook::job(const JobId &id)
{
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? nullptr : &found->second;
}

Deployment *JobBook::deployment(DeploymentId id)
{
    const auto found = m_deployments.find(id);
    return found == m_deployments.end() ? nullptr : &found->second;
}

Deployment *JobBook::open(const NodeName &node)
{
    const auto queue = m_queues.constFind(node);
    if (queue == m_queues.constEnd() || queue->isEmpty())
        return nullptr;
    Deployment *first = deployment(queue->first());
    return first && first->state == DeploymentState::Open ? first : nullptr;
}

QList<Deployment> JobBook::ofJob(const JobId &id) const
{
    QList<Deployment> result;
    for (const DeploymentId number : m_ofJob.value(id)) {
        const auto found = m_deployments.find(number);
        if (found != m_deployments.end())
            result.append(found->second);
    }
    return result;
}

QList<JobId> JobBook::activeJobs() const
{
    QList<JobId> result;
    for (const auto &[id, job] : m_jobs) {
        if (job.state == JobState::Active)
            result.append(id);
    }
    return result;
}

qsizetype JobBook::openCount() const
{
    qsizetype count = 0;
    for (const auto &queue : m_queues)
        count += queue.isEmpty() ? 0 : 1;
    return count;
}

void JobBook::add(const Job &job)
{
    if (m_jobs.contains(job.id))
        forget(job.id);
    m_jobs[job.id] = job;
    if (job.state == JobState::Active)
        ++m_active;
    else
        m_finished.append(job.id);
}

void JobBook::add(const Deployment &deployment)
{
    m_deployments[deployment.id] = deployment;
    m_ofJob[deployment.job].append(deployment.id);
    if (!isFinal(deployment.state))
        m_queues[deployment.node].append(deployment.id);
}

void JobBook::recall(const JobRecord &record)
{
    if (m_jobs.contains(record.job.id))
        return;
    add(record.job);
    for (const Deployment &deployment : record.deployments)
        add(deployment);
    forgetOldest();
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

void JobBook::retire(const JobId &id)
{
    --m_active;
    m_finished.append(id);
    forgetOldest();
}

void JobBook::forgetOldest()
{
    while (m_finished.size() > core::maxFinishedJobs)
        forget(QString(m_finished.first()));
}

void JobBook::forget(const JobId &id)
{
    m_finished.removeOne(id);
    for (const DeploymentId number : m_ofJob.take(id))
        m_deployments.erase(number);
    m_jobs.erase(id);
}

} // namespace cid
