// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/recorder.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

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
    if (*to != NodeState::Installing)
        node.progress = {};
    saveNode(node);
    return {};
}

void Recorder::saveNode(const NodeRecord &node)
{
    m_state.ledger.changes().nodes.insert(node.facts.name, node.facts);
    announce(node);
}

void Recorder::announce(const NodeRecord &node)
{
    m_state.ledger.afterCommit([this, name = node.facts.name] { Q_EMIT m_announcer.nodeChanged(name); });
}

void Recorder::saveJob(const Job &job)
{
    m_state.jobs.put(job);
    m_state.ledger.changes().jobs.insert(job.id, job);
    m_state.ledger.afterCommit([this, id = job.id] { Q_EMIT m_announcer.jobChanged(id); });
}

void Recorder::saveDeployment(const Deployment &deployment)
{
    // Whatever ends a deployment comes by here: what an operator allowed on its node ends with it.
    if (isFinal(deployment.state) && m_state.wipes.contains(deployment.node))
        saveWipe({deployment.node, {}, {}, 0});
    m_state.jobs.put(deployment);
    m_state.ledger.changes().deployments.insert(deployment.id, deployment);
    m_state.ledger.afterCommit(
        [this, job = deployment.job, id = deployment.id] { Q_EMIT m_announcer.deploymentChanged(job, id); });
}

void Recorder::saveWipe(const WipeOrder &wipe)
{
    if (wipe.diskSerial.isEmpty())
        m_state.wipes.remove(wipe.node);
    else
        m_state.wipes.insert(wipe.node, wipe);
    m_state.ledger.changes().wipes.insert(wipe.node, wipe);
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
