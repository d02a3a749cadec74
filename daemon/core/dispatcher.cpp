// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/dispatcher.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

bool Dispatcher::alreadyRuns(const NodeRecord &node, const ImageId &image, const QByteArray &digest) const
{
    return node.isConnected() && !node.rival && node.facts.state == NodeState::Running && node.facts.image == image
        && node.facts.digest == digest;
}

void Dispatcher::openNext(const NodeName &node)
{
    m_free.push_back(node);
    workOff();
}

// One node after the other, each with one step: a node whose next deployment ends at once stands in line again.
void Dispatcher::workOff()
{
    while (!m_free.empty()) {
        const NodeName name = std::move(m_free.front());
        m_free.pop_front();
        if (NodeRecord *node = m_state.registry.find(name))
            open(*node);
    }
}

void Dispatcher::open(NodeRecord &node)
{
    const Deployment *next = m_state.jobs.first(node.facts.name);
    if (!next || next->state == DeploymentState::Open)
        return;
    Deployment opened = *next;
    opened.state = DeploymentState::Open;
    opened.orderedAt = m_state.now();
    m_recorder.saveDeployment(opened);
    m_recorder.saveNode(node);
    order(node);
    wake(node, opened);
}

void Dispatcher::wake(NodeRecord &node, const Deployment &deployment)
{
    if (!node.isConnected() && !node.definition.power.isEmpty())
        notePower(node, deployment, PowerAct::On, u"the job needs it, and it is not there"_s);
}

void Dispatcher::notePower(NodeRecord &node, const Deployment &deployment, PowerAct act, const QString &why)
{
    Event event;
    event.node = node.facts.name;
    event.job = deployment.job;
    event.deployment = deployment.id;
    event.what = "power";
    event.to = powerActName(act);
    event.reason = why;
    event.who = u"cidd"_s;
    m_recorder.addEvent(std::move(event));
    m_state.ledger.afterCommit([this, name = node.facts.name, act] { Q_EMIT m_announcer.powerWanted(name, act); });
}

bool Dispatcher::powerCycle(NodeRecord &node, const QString &why)
{
    const Deployment *open = m_state.jobs.open(node.facts.name);
    if (!open || node.definition.power.isEmpty() || node.rival)
        return false;
    // One that an earlier run of the server began may have ended between off and on: it does not count.
    const bool wasCut = open->powerCycles > 0 && open->orderedAt < m_state.startedAt;
    if (open->powerCycles >= m_state.settings.powerCycles + (wasCut ? 1 : 0))
        return false;
    Deployment again = *open;
    again.orderedAt = m_state.now();
    if (!wasCut)
        ++again.powerCycles;
    m_recorder.saveDeployment(again);
    node.heard = m_state.now();
    node.cycledFor = again.id;
    // Only here: one that is to be switched on may be on, and then nothing made it start anew.
    m_recorder.expectRestart(node);
    notePower(node, again, PowerAct::Cycle, why);
    return true;
}

// While no stage was entered, nothing on the node was changed for the deployment.
bool Dispatcher::isFulfilled(const NodeRecord &node, const Deployment &deployment) const
{
    return !deployment.reinstall && !deployment.taken && deployment.attempt == 1
        && alreadyRuns(node, deployment.image, deployment.digest);
}

void Dispatcher::confirm(const NodeName &name, DeploymentId id)
{
    m_prober.ask({name}, [this, name, id] {
        const Deployment *open = m_state.jobs.open(name);
        if (open && open->id == id)
            sendOrder(name);
    });
}

Result<DeployOrder> Dispatcher::makeOrder(const NodeRecord &node, const Deployment &deployment) const
{
    const auto choice = m_state.catalogue.resolve(deployment.image.toString());
    if (!choice)
        return fail(choice.error());
    if (choice->image.digest != deployment.digest) {
        return fail(makeError(
            ErrorKind::Conflict, "image.changed",
            u"The file of %1 was replaced since the job asked for it; ask again"_s.arg(deployment.image.toString())));
    }
    DeployOrder order;
    order.deployment = deployment.id;
    order.nonce = deployment.nonce;
    order.attempt = deployment.attempt;
    order.image = deployment.image;
    order.digest = deployment.digest;
    order.packedSize = choice->image.packedSize;
    order.unpackedSize = choice->image.unpackedSize;
    order.definition = choice->definition;
    order.node = node.definition;
    order.partitions = m_state.partitions;
    order.signatures = choice->image.signatures;
    order.startProblem = choice->image.startProblem;
    order.ownAgent = choice->image.ownAgent;
    order.inodes = choice->image.inodes;
    order.blocks = choice->image.blocks;
    order.reinstall = deployment.reinstall;
    if (const Permission *permission = m_state.permissions.find({deployment.node, deployment.id}))
        order.wipeSerial = permission->disk;
    return order;
}

void Dispatcher::sendOrder(const NodeName &name)
{
    if (NodeRecord *node = m_state.registry.find(name))
        order(*node);
    workOff();
}

// An order that cannot be made ends the deployment. The node did nothing wrong and stays what it is.
void Dispatcher::order(NodeRecord &node)
{
    const Deployment *open = m_state.jobs.open(node.facts.name);
    if (!open || !node.isConnected() || node.rival)
        return;
    // It started what is wanted, and says itself when that is ready.
    if (node.facts.state == NodeState::Starting && node.starting && !open->reinstall
        && node.starting->image == open->image && node.starting->digest == open->digest)
        return;
    if (isFulfilled(node, *open)) {
        if (m_prober.isFresh(node))
            end(*open, {DeploymentState::Done, {}});
        else
            confirm(node.facts.name, open->id);
        return;
    }
    const auto order = makeOrder(node, *open);
    if (!order) {
        end(*open, {DeploymentState::Failed, {node.facts.state, order.error().code, order.error().text, {}}});
        return;
    }
    node.orderedWipe = order->wipeSerial;
    m_state.ledger.afterCommit(
        [this, name = node.facts.name, order = *order] { Q_EMIT m_announcer.orderReady(name, order); });
}

bool Dispatcher::startAgain(const Deployment &deployment)
{
    if (deployment.attempt >= core::maxAttempts)
        return false;
    Deployment again = deployment;
    ++again.attempt;
    again.orderedAt = m_state.now();
    again.taken = false;
    m_recorder.saveDeployment(again);
    return true;
}

void Dispatcher::end(const Deployment &deployment, const Ending &ending)
{
    Deployment ended = deployment;
    ended.state = ending.state;
    ended.finishedAt = m_state.now();
    ended.failure = ending.failure;
    m_recorder.saveDeployment(ended);
    m_state.figures.count(ended);
    if (NodeRecord *node = m_state.registry.find(ended.node))
        m_recorder.saveNode(*node);
    m_free.push_back(ended.node);
    settle(ended.job);
}

void Dispatcher::finish(const Deployment &deployment, const Ending &ending)
{
    end(deployment, ending);
    workOff();
}

void Dispatcher::finishAll(const JobId &job, const std::function<Ending(const Deployment &)> &how)
{
    // The job is at its end before anything else opens: nothing is forgotten under the loop.
    for (const Deployment &deployment : m_state.jobs.ofJob(job)) {
        if (!isFinal(deployment.state))
            end(deployment, how(deployment));
    }
    workOff();
}

void Dispatcher::markFailed(NodeRecord &node, const Failure &failure, const Cause &cause)
{
    const Status status = m_recorder.transition(node, NodeEvent::Fails, {cause.who, failure.reason});
    Q_ASSERT(status); // Every state may fail: that is in the table.
    node.facts.failure = failure;
    m_recorder.saveNode(node);
}

void Dispatcher::failNode(NodeRecord &node, const Failure &failure, const Cause &cause)
{
    markFailed(node, failure, cause);
    if (const Deployment *open = m_state.jobs.open(node.facts.name))
        finish(*open, {DeploymentState::Failed, failure});
}

void Dispatcher::settle(const JobId &id)
{
    const Job *job = m_state.jobs.job(id);
    const JobTally &tally = m_state.jobs.tally(id);
    if (!job || job->state != JobState::Active || !tally.isOver())
        return;
    Job ended = *job;
    ended.state = tally.outcome();
    ended.finishedAt = m_state.now();
    m_recorder.saveJob(ended);
    m_state.figures.count(ended);
    Event event;
    event.job = ended.id;
    event.what = "job";
    event.from = jobStateName(JobState::Active);
    event.to = jobStateName(ended.state);
    event.duration = ended.finishedAt - ended.createdAt;
    event.who = u"cidd"_s;
    m_recorder.addEvent(std::move(event));
}

} // namespace cid
