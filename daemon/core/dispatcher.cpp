// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/dispatcher.h"

#include "daemon/core/limits.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

bool Dispatcher::alreadyRuns(const NodeRecord &node, const ImageId &image, const QByteArray &digest) const
{
    return node.isConnected() && node.conflict.isEmpty() && node.facts.state == NodeState::Running
        && node.facts.image == image && node.facts.digest == digest;
}

void Dispatcher::openNext(NodeRecord &node)
{
    const QList<DeploymentId> waiting = m_state.jobs.waiting(node.facts.name);
    if (waiting.isEmpty())
        return;
    Deployment *next = m_state.jobs.deployment(waiting.first());
    if (!next || next->state == DeploymentState::Open)
        return;
    next->state = DeploymentState::Open;
    m_recorder.saveDeployment(*next);
    m_recorder.saveNode(node);
    if (!next->reinstall && alreadyRuns(node, next->image, next->digest))
        finish(*next, DeploymentState::Done);
    else
        sendOrder(node);
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
    order.reinstall = deployment.reinstall;
    order.wipeSerial = m_state.wipes.value(node.facts.name).diskSerial;
    return order;
}

void Dispatcher::sendOrder(NodeRecord &node)
{
    const Deployment *open = m_state.jobs.open(node.facts.name);
    if (!open || !node.isConnected() || !node.conflict.isEmpty())
        return;
    const auto order = makeOrder(node, *open);
    if (!order) {
        failNode(node, {node.facts.state, order.error().code, order.error().text, {}}, {u"cidd"_s, {}});
        return;
    }
    m_state.ledger.afterCommit(
        [this, name = node.facts.name, order = *order] { Q_EMIT m_announcer.orderReady(name, order); });
}

bool Dispatcher::startAgain(Deployment &deployment)
{
    if (deployment.attempt >= core::maxAttempts)
        return false;
    ++deployment.attempt;
    m_recorder.saveDeployment(deployment);
    return true;
}

void Dispatcher::finish(Deployment &deployment, DeploymentState end, const Failure &failure)
{
    deployment.state = end;
    deployment.finishedAt = m_state.now();
    deployment.failure = failure;
    m_recorder.saveDeployment(deployment);
    m_state.jobs.leaveQueue(deployment);
    m_state.failures.remove(deployment.id);
    const JobId job = deployment.job;
    if (NodeRecord *node = m_state.registry.find(deployment.node)) {
        m_recorder.saveNode(*node);
        openNext(*node);
    }
    settle(job);
}

void Dispatcher::failNode(NodeRecord &node, const Failure &failure, const Cause &cause)
{
    const Status status = m_recorder.transition(node, NodeEvent::Fails, {cause.who, failure.reason});
    Q_ASSERT(status); // Every state may fail: that is in the table.
    node.facts.failure = failure;
    m_recorder.saveNode(node);
    if (Deployment *open = m_state.jobs.open(node.facts.name))
        finish(*open, DeploymentState::Failed, failure);
}

void Dispatcher::settle(const JobId &id)
{
    Job *job = m_state.jobs.job(id);
    if (!job || job->state != JobState::Active)
        return;
    const QList<Deployment> deployments = m_state.jobs.ofJob(id);
    const auto has = [&deployments](DeploymentState state) {
        return std::any_of(deployments.begin(), deployments.end(), [state](const auto &d) { return d.state == state; });
    };
    if (has(DeploymentState::Open) || has(DeploymentState::Queued))
        return;
    job->state = has(DeploymentState::Cancelled) ? JobState::Cancelled
        : has(DeploymentState::Failed)           ? JobState::Failed
                                                 : JobState::Done;
    job->finishedAt = m_state.now();
    m_recorder.saveJob(*job);
    Event event;
    event.job = id;
    event.what = "job";
    event.from = jobStateName(JobState::Active);
    event.to = jobStateName(job->state);
    event.duration = job->finishedAt - job->createdAt;
    event.who = u"cidd"_s;
    m_recorder.addEvent(std::move(event));
    m_state.jobs.retire(QString(id));
}

} // namespace cid
