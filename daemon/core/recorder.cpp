// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/recorder.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

bool losesItsKey(NodeState state)
{
    switch (state) {
    case NodeState::Partitioning:
    case NodeState::SelfInstall:
    case NodeState::RebootingToDisk:
    case NodeState::RebootingToBlancmange:
        return true;
    default:
        return false;
    }
}

} // namespace

Status Recorder::transition(NodeRecord &node, NodeEvent event, const Cause &cause)
{
    const NodeState from = node.facts.state;
    const auto to = nextState(from, event);
    if (!to) {
        return fail(makeError(
            ErrorKind::Refused, "stage.out-of-order",
            u"%1 cannot follow \"%2\" on node %3"_s.arg(nodeEventName(event), nodeStateName(from), node.facts.name)));
    }
    const qint64 now = m_state.now();
    Event entry;
    entry.node = node.facts.name;
    if (const Deployment *open = m_state.jobs.open(node.facts.name)) {
        entry.job = open->job;
        entry.deployment = open->id;
    }
    entry.what = "state";
    entry.from = nodeStateName(from);
    entry.to = nodeStateName(*to);
    entry.duration = node.facts.since > 0 ? now - node.facts.since : 0;
    entry.reason = cause.reason;
    entry.who = cause.who;
    addEvent(std::move(entry));
    node.facts.state = *to;
    node.facts.since = now;
    node.facts.lastSeen = now;
    node.heard = now;
    if (*to != NodeState::Failed)
        node.facts.failure = {};
    // What the machine shall start from when it comes back depends on how far it had come.
    if (*to == NodeState::Lost)
        node.facts.failure.stage = from;
    // It starts Blancmange by our order, and may find no key on its disk then.
    if (losesItsKey(*to))
        node.facts.enrolUntil = windowEnd(node, *to);
    if (*to != NodeState::Installing)
        node.progress = {};
    saveNode(node);
    return {};
}

// A disk that is divided has lost the key for certain: however long the power is away, the machine comes back to the
// deployment that took it.
qint64 Recorder::windowEnd(const NodeRecord &node, NodeState to) const
{
    const qint64 end = m_state.now() + std::chrono::milliseconds(core::enrolWindow).count();
    const Deployment *open = to == NodeState::Partitioning ? m_state.jobs.open(node.facts.name) : nullptr;
    const Job *job = open ? m_state.jobs.job(open->job) : nullptr;
    return job ? std::max(end, job->deadline) : end;
}

void Recorder::saveNode(const NodeRecord &node)
{
    m_state.ledger.changes().nodes.insert(node.facts.name, node.facts);
    announce(node);
}

void Recorder::expectRestart(NodeRecord &node)
{
    node.facts.enrolUntil = m_state.now() + std::chrono::milliseconds(core::enrolWindow).count();
    saveNode(node);
}

void Recorder::announce(const NodeRecord &node)
{
    m_state.ledger.afterCommit([this, name = node.facts.name] { Q_EMIT m_announcer.nodeChanged(name); });
}

void Recorder::saveJob(const Job &job)
{
    // A job that came to nothing keeps nothing.
    if (job.state == JobState::Failed || job.state == JobState::Cancelled) {
        const QList<Hold> held = m_state.holds.ofJob(job.id, job.owner);
        for (const Hold &hold : held)
            endHold(hold.node);
    }
    m_state.jobs.put(job);
    m_state.ledger.changes().jobs.insert(job.id, job);
    m_state.ledger.afterCommit([this, id = job.id] { Q_EMIT m_announcer.jobChanged(id); });
}

void Recorder::saveDeployment(const Deployment &deployment)
{
    // Whatever ends a deployment comes by here: no permission outlives the one that it was given for.
    if (isFinal(deployment.state))
        endPermission({deployment.node, deployment.id});
    m_state.jobs.put(deployment);
    m_state.ledger.changes().deployments.insert(deployment.id, deployment);
    m_state.ledger.afterCommit(
        [this, job = deployment.job, id = deployment.id] { Q_EMIT m_announcer.deploymentChanged(job, id); });
}

void Recorder::savePermission(const Permission &permission)
{
    m_state.permissions.put(permission);
    m_state.ledger.changes().permissions.insert({permission.node, permission.deployment}, permission);
}

void Recorder::endPermission(const PermissionKey &key)
{
    if (!m_state.permissions.find(key))
        return;
    m_state.permissions.remove(key);
    m_state.ledger.changes().permissions.insert(key, std::nullopt);
}

void Recorder::saveHold(const Hold &hold)
{
    m_state.holds.put(hold);
    m_state.ledger.changes().holds.insert(hold.node, hold);
}

void Recorder::endHold(const NodeName &node)
{
    if (!m_state.holds.find(node))
        return;
    m_state.holds.remove(node);
    m_state.ledger.changes().holds.insert(node, std::nullopt);
}

void Recorder::endHold(const Hold &hold, const char *what, const QString &who)
{
    endHold(hold.node);
    Event event;
    event.node = hold.node;
    event.job = hold.job;
    event.what = what;
    event.reason = u"job %1 of %2 does not hold the node any more"_s.arg(hold.job, hold.owner);
    event.who = who;
    addEvent(std::move(event));
}

void Recorder::addEvent(Event event)
{
    event.id = ++m_state.lastEvent;
    event.time = m_state.now();
    event.reason.truncate(core::maxDetail);
    m_state.ledger.changes().events.append(event);
    m_state.ledger.afterCommit([this, event = std::move(event)] { Q_EMIT m_announcer.eventHappened(event); });
}

NodeStatus Recorder::statusOf(const NodeRecord &node) const
{
    NodeStatus status;
    status.name = node.facts.name;
    status.state = node.facts.state;
    status.since = node.facts.since;
    status.lastSeen = std::max(node.facts.lastSeen, node.isConnected() ? node.heard : 0);
    status.connected = node.isConnected();
    status.address = node.facts.address;
    // Once Blancmange runs, it is the image that the node may go back to, and not what it runs.
    const bool isOver = node.facts.state == NodeState::Lost || node.facts.state == NodeState::Failed;
    if (placeOf(isOver ? node.facts.failure.stage : node.facts.state) != NodePlace::Blancmange)
        status.image = node.facts.image;
    status.inDoubt = node.inDoubt && node.facts.since > 0;
    if (const Deployment *open = m_state.jobs.open(node.facts.name)) {
        status.wanted = open->image;
        status.deployment = open->id;
        status.job = open->job;
        status.attempt = open->attempt;
    }
    status.progress = node.progress;
    status.drifted = node.facts.drifted;
    status.failure = node.facts.failure;
    status.groups = node.definition.groups;
    status.conflict = node.notice;
    return status;
}

} // namespace cid
