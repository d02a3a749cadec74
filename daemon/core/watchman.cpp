// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/watchman.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

void Watchman::watch(const QList<NodeDefinition> &nodes)
{
    m_turns.clear();
    for (const NodeDefinition &node : nodes)
        m_turns.insert({m_state.now(), node.name});
}

void Watchman::look()
{
    const qint64 now = m_state.now();
    while (!m_turns.empty() && m_turns.begin()->first <= now) {
        const NodeName name = m_turns.begin()->second;
        m_turns.erase(m_turns.begin());
        if (NodeRecord *node = m_state.registry.find(name)) {
            lookAtNode(*node);
            m_turns.insert({turnOf(*node), name});
        }
    }
    for (const NodeName &name : QSet<NodeName>(m_state.rivalled))
        lookAtRival(name);
    m_prober.look();
    for (const JobId &id : m_state.jobs.due(now))
        endJob(id);
    // Whoever is away when the server starts has the whole time from then on.
    const qint64 moment = now - m_state.settings.orderTimeout.count();
    if (moment < m_state.startedAt)
        return;
    for (const DeploymentId id : m_state.jobs.untaken(moment))
        endOrder(id);
}

// The one place where an order is given up that no node began with. Whatever can wake a machine has its turn before.
void Watchman::endOrder(DeploymentId id)
{
    const Deployment *deployment = m_state.jobs.deployment(id);
    if (!deployment || deployment->state != DeploymentState::Open)
        return; // An end before this one ended it, too.
    NodeRecord *node = m_state.registry.find(deployment->node);
    const QString waited = formatSeconds((m_state.now() - deployment->orderedAt) / 1000);
    QString text;
    if (!node)
        text = u"node_db does not name %1 any more"_s.arg(deployment->node);
    else if (node->rival)
        text = u"Nothing was ordered for %1: %2"_s.arg(waited, node->notice);
    else if (!node->isConnected())
        text =
            u"The node did not come for its order within %1: is it switched on, and does it reach cidd?"_s.arg(waited);
    else if (node->facts.state == NodeState::Starting)
        text = u"The image that the node started is not ready after %1"_s.arg(waited);
    else
        text = u"The node is there, and did not begin with its order within %1"_s.arg(waited);
    if (node && m_dispatcher.powerCycle(*node, text))
        return;
    if (deployment->powerCycles > 0)
        text += u"; it was switched off and on, which did not help"_s;
    const NodeState stage = node ? node->facts.state : NodeState::Unknown;
    m_dispatcher.finish(*deployment, {DeploymentState::Failed, {stage, "order.not-taken", text, {}}});
}

// Each sign of life only moves the moment at which something can be overdue: until then there is nothing to see.
qint64 Watchman::turnOf(const NodeRecord &node) const
{
    const qint64 now = m_state.now();
    const qint64 wait = std::max<qint64>(1, m_state.settings.stageTimeout.count());
    return node.heard + wait > now ? node.heard + wait : now + wait;
}

void Watchman::lookAtRival(const NodeName &name)
{
    NodeRecord *node = m_state.registry.find(name);
    const bool isOver = !node || !node->rival || node->rival->until <= m_state.now();
    if (!isOver)
        return;
    m_state.rivalled.remove(name);
    if (!node || !node->rival)
        return;
    node->rival.reset();
    node->notice.clear();
    m_recorder.announce(*node);
    m_dispatcher.sendOrder(name);
}

void Watchman::lookAtNode(NodeRecord &node)
{
    const qint64 silence = m_state.now() - node.heard;
    if (silence < m_state.settings.stageTimeout.count())
        return;
    const NodeState stage = node.facts.state;
    const Deployment *open = m_state.jobs.open(node.facts.name);
    const bool isProving = stage == NodeState::Starting && node.isConnected();
    if (isProving || (isBusy(stage) && open && (!node.isConnected() || stage != NodeState::Blancmange))) {
        const QString text = node.isConnected()
            ? u"Nothing moved in \"%1\" for %2"_s.arg(nodeStateName(stage), formatSeconds(silence / 1000))
            : u"Nothing was heard from the node for %1 since \"%2\""_s.arg(formatSeconds(silence / 1000),
                                                                           nodeStateName(stage));
        if (m_dispatcher.powerCycle(node, text))
            return;
        const Failure failure{stage, "stage.timeout", text,
                              node.log.mid(std::max<qsizetype>(0, node.log.size() - core::maxFailureLog))};
        m_dispatcher.failNode(node, failure, {u"cidd"_s, {}});
        return;
    }
    // An agent that does not say where it is after its order was cancelled: it is what it had started.
    const bool isAtRest = stage == NodeState::Blancmange || stage == NodeState::Netbooted || !isBusy(stage);
    const auto arrival = entryEvent(node.arrivedAs);
    if (node.isConnected() && !open && !isAtRest && arrival) {
        static_cast<void>(m_recorder.transition(node, *arrival, {u"cidd"_s, {}}));
        return;
    }
    if (!node.isConnected() && stage != NodeState::Lost && stage != NodeState::Failed && stage != NodeState::Unknown)
        static_cast<void>(m_recorder.transition(node, NodeEvent::FallsSilent, {u"cidd"_s, {}}));
}

void Watchman::endJob(const JobId &id)
{
    m_dispatcher.finishAll(id, [this](const Deployment &deployment) -> Ending {
        NodeRecord *node = m_state.registry.find(deployment.node);
        const NodeState stage = node ? node->facts.state : NodeState::Unknown;
        const Failure failure{
            stage, "job.deadline", u"The job's deadline passed in \"%1\""_s.arg(nodeStateName(stage)), {}};
        if (node && deployment.state == DeploymentState::Open && isBusy(stage))
            m_dispatcher.markFailed(*node, failure, {u"cidd"_s, {}});
        return {DeploymentState::Failed, failure};
    });
    m_dispatcher.settle(id);
}

} // namespace cid
