// SPDX-License-Identifier: GPL-3.0-or-later
// What cidd begins by itself, and gives up again for whoever asks.
#include "daemon/core/job_desk.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

void JobDesk::bringBack(NodeRecord &node)
{
    const qint64 now = m_state.now();
    const qint64 within = std::chrono::milliseconds(core::returnsWithin).count();
    node.returns.removeIf([&](qint64 time) { return now - time > within; });
    if (node.facts.image.isNull() || node.facts.state == NodeState::Failed || m_state.jobs.first(node.facts.name)
        || node.definition.install == InstallRule::Manual || node.returns.size() >= core::maxReturns)
        return;
    const auto image = m_state.catalogue.resolve(node.facts.image.toString());
    if (!image || image->image.digest != node.facts.digest || !mayDeploy(Power::Operator, node, *image))
        return;
    node.returns.append(now);
    DeployCommand command;
    command.job = u"return-%1-%2"_s.arg(node.facts.name).arg(m_state.lastDeployment + 1);
    command.nodes = {node.facts.name};
    command.image = node.facts.image.toString();
    command.author = {Power::Operator, serverName, {}};
    static_cast<void>(start(command, {&node}, *image));
}

bool JobDesk::isReturn(const Deployment &deployment) const
{
    const Job *job = m_state.jobs.job(deployment.job);
    return job && job->owner == serverName;
}

void JobDesk::giveWay(const QList<NodeRecord *> &nodes, const JobId &wanting)
{
    for (const NodeRecord *node : nodes) {
        const Deployment *first = m_state.jobs.first(node->facts.name);
        if (first && isReturn(*first))
            callOff(JobId(first->job), u"job %1 asks for the node"_s.arg(wanting), serverName);
    }
}

void JobDesk::callOff(const JobId &job, const QString &why, const QString &who)
{
    Event event;
    event.job = job;
    event.what = "cancelled";
    event.reason = why;
    event.who = who;
    m_recorder.addEvent(std::move(event));
    m_dispatcher.finishAll(job, [this](const Deployment &one) -> Ending {
        if (one.state == DeploymentState::Open) {
            m_state.ledger.afterCommit(
                [this, node = one.node, number = one.id] { Q_EMIT m_announcer.orderCancelled(node, number); });
        }
        return {DeploymentState::Cancelled, {}};
    });
}

} // namespace cid
