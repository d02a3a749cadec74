// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/watchman.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

void Watchman::look()
{
    for (NodeRecord *node : m_state.registry.all())
        lookAtNode(*node);
    for (const JobId &id : m_state.jobs.activeJobs())
        lookAtJob(id);
}

void Watchman::lookAtNode(NodeRecord &node)
{
    const qint64 silence = m_state.now() - node.heard;
    if (silence < m_state.settings.stageTimeout.count())
        return;
    const NodeState stage = node.facts.state;
    Deployment *open = m_state.jobs.open(node.facts.name);
    if (isBusy(stage) && open && (!node.isConnected() || stage != NodeState::Blancmange)) {
        const QString text = node.isConnected()
            ? u"Nothing moved in \"%1\" for %2"_s.arg(nodeStateName(stage), formatSeconds(silence / 1000))
            : u"Nothing was heard from the node for %1 since \"%2\""_s.arg(formatSeconds(silence / 1000),
                                                                           nodeStateName(stage));
        const Failure failure{stage, "stage.timeout", text,
                              node.log.mid(std::max<qsizetype>(0, node.log.size() - core::maxFailureLog))};
        m_dispatcher.failNode(node, failure, {u"cidd"_s, {}});
        return;
    }
    if (!node.isConnected() && stage != NodeState::Lost && stage != NodeState::Failed && stage != NodeState::Unknown)
        static_cast<void>(m_recorder.transition(node, NodeEvent::FallsSilent, {u"cidd"_s, {}}));
}

void Watchman::lookAtJob(const JobId &id)
{
    const Job *job = m_state.jobs.job(id);
    if (!job || job->deadline > m_state.now())
        return;
    for (const Deployment &one : m_state.jobs.ofJob(id)) {
        Deployment *deployment = m_state.jobs.deployment(one.id);
        NodeRecord *node = m_state.registry.find(one.node);
        if (!deployment || isFinal(deployment->state))
            continue;
        const NodeState stage = node ? node->facts.state : NodeState::Unknown;
        const Failure failure{
            stage, "job.deadline", u"The job's deadline passed in \"%1\""_s.arg(nodeStateName(stage)), {}};
        if (node && deployment->state == DeploymentState::Open && isBusy(stage))
            m_dispatcher.failNode(*node, failure, {u"cidd"_s, {}});
        else
            m_dispatcher.finish(*deployment, DeploymentState::Failed, failure);
    }
    m_dispatcher.settle(id);
}

} // namespace cid
