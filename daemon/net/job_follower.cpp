// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/wire/client_fields.h"
#include "common/wire/parts.h"
#include "daemon/net/follower.h"
#include "daemon/net/told.h"

namespace cid {

JobFollower::JobFollower(Link *link, quint32 request, ServerContext &context, const Wish &wish)
    : Follower(link, request, context)
    , m_wish(wish)
{
    JobBook &jobs = core().state().jobs;
    if (const Job *job = jobs.job(wish.job)) {
        m_nodes = jobs.membersOf(wish.job);
        m_picture = job->nodes;
        m_hasEnded = job->state != JobState::Active; // The picture shows how.
        if (wish.knowsCounts)
            m_hosts = told::hosts(job->nodes);
    }
    for (const Deployment &deployment : jobs.ofJob(wish.job))
        m_dirtyDeployments.insert(deployment.id);
    connect(&core().announcer(), &Announcer::nodeChanged, this, [this](const NodeName &node) {
        if (m_nodes.contains(node)) {
            m_dirtyNodes.insert(node);
            sendSoon();
        }
    });
    connect(&core().announcer(), &Announcer::deploymentChanged, this, [this](const JobId &job, DeploymentId id) {
        if (job == m_wish.job) {
            m_dirtyDeployments.insert(id);
            sendSoon();
        }
    });
    connect(&core().announcer(), &Announcer::jobChanged, this, [this](const JobId &job) {
        if (job == m_wish.job) {
            const Job *changed = core().state().jobs.job(job);
            m_hasEnded = !changed || changed->state != JobState::Active;
            m_isDirty = true;
            sendSoon();
        }
    });
    sendSoon();
}

Job JobFollower::told(const Job &job)
{
    if (m_wish.knowsCounts)
        return told::brief(job, countsOf(job, core().state().jobs.tally(job.id)), m_hosts);
    return told::withNodes(job);
}

bool JobFollower::append(const NodeName &node, wire::PartRoom &room, JobUpdate &update)
{
    const auto status = core().statusOf(node);
    if (!status)
        return true;
    const NodeStatus shown = told::status(*status);
    const bool hasRoom = room.take(shown, update.nodes.size());
    if (hasRoom)
        update.nodes.append(shown);
    return hasRoom;
}

std::optional<Message> JobFollower::next()
{
    const JobBook &jobs = core().state().jobs;
    const Job *job = jobs.job(m_wish.job);
    if (m_isOver || !job) {
        Q_EMIT finished();
        return std::nullopt;
    }
    if (!m_isDirty && m_picture.isEmpty() && m_dirtyNodes.isEmpty() && m_dirtyDeployments.isEmpty())
        return std::nullopt;
    JobUpdate update;
    update.job = told(*job);
    const wire::Cost head = wire::costOf(update);
    wire::PartRoom room(head, head.bytes + limits::partBytes);
    bool hasRoom = true;
    while (hasRoom && m_at < m_picture.size()) {
        hasRoom = append(m_picture[m_at], room, update);
        m_at += hasRoom ? 1 : 0;
    }
    if (hasRoom)
        m_picture.clear();
    for (auto node = m_dirtyNodes.begin(); hasRoom && node != m_dirtyNodes.end();) {
        hasRoom = append(*node, room, update);
        if (hasRoom)
            node = m_dirtyNodes.erase(node);
    }
    for (auto id = m_dirtyDeployments.begin(); hasRoom && id != m_dirtyDeployments.end();) {
        const Deployment *deployment = jobs.deployment(*id);
        const Deployment shown = deployment ? told::deployment(*deployment) : Deployment();
        hasRoom = !deployment || room.take(shown, update.deployments.size());
        if (hasRoom && deployment)
            update.deployments.append(shown);
        if (hasRoom)
            id = m_dirtyDeployments.erase(id);
    }
    m_isDirty = !hasRoom;
    m_isOver = hasRoom && m_hasEnded;
    // A final state stands in the last part alone: with it the client stops listening. The core knows of it before the
    // ends of ten thousand deployments have been announced.
    if (!m_isOver)
        update.job.state = JobState::Active;
    return update;
}

} // namespace cid
