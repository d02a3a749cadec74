// SPDX-License-Identifier: GPL-3.0-or-later
// A node runs an image, or has started one that proves first that it is ready.
#include "daemon/core/node_desk.h"

#include "common/domain/limits.h"
#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr char notReady[] = "image.not-ready";

} // namespace

void NodeDesk::believeImage(NodeRecord &node, const RunningImage &up)
{
    const bool isNews =
        node.facts.state != NodeState::Running || node.facts.image != up.image || node.facts.digest != up.digest;
    const Deployment *open = m_state.jobs.open(node.facts.name);
    if (isNews) {
        static_cast<void>(
            m_recorder.transition(node, NodeEvent::ImageIsUp, {u"node "_s + node.facts.name, up.image.toString()}));
        node.facts.image = up.image;
        node.facts.digest = up.digest;
        m_recorder.saveNode(node);
    }
    if (!open)
        return;
    const bool isTheOne =
        up.deployment == open->id && up.nonce == open->nonce && up.image == open->image && up.digest == open->digest;
    if (isTheOne)
        m_dispatcher.finish(*open, {DeploymentState::Done, {}});
}

bool NodeDesk::mustProve(NodeRecord &node, const NodeArrival &arrival, const RunningImage &up)
{
    if (!arrival.canTest)
        return false;
    const auto choice = m_state.catalogue.resolve(up.image.toString());
    if (!choice || choice->definition.ready.isEmpty())
        return false;
    if (node.facts.state != NodeState::Starting)
        static_cast<void>(
            m_recorder.transition(node, NodeEvent::ImageStarts, {u"node "_s + node.facts.name, up.image.toString()}));
    node.starting = up;
    node.facts.image = up.image;
    node.facts.digest = up.digest;
    return true;
}

void NodeDesk::askForTests(const NodeRecord &node)
{
    const auto choice = m_state.catalogue.resolve(node.starting->image.toString());
    if (!choice)
        return;
    m_state.ledger.afterCommit([this, name = node.facts.name, definition = choice->definition] {
        Q_EMIT m_announcer.readyTestsWanted(name, definition.ready, definition.readyWithin);
    });
}

NodeRecord *NodeDesk::starting(const NodeCaller &caller)
{
    NodeRecord *node = current(caller);
    if (!node || !node->starting || node->facts.state != NodeState::Starting)
        return nullptr;
    node->heard = m_state.now();
    return node;
}

// Nothing was done with it since: what it waited for has come late, such as a file server.
NodeRecord *NodeDesk::startingLate(const NodeCaller &caller)
{
    NodeRecord *node = current(caller);
    const bool isLate =
        node && node->starting && node->facts.state == NodeState::Failed && node->facts.failure.code == notReady;
    return isLate ? node : nullptr;
}

void NodeDesk::testsWait(const NodeCaller &caller, const QString &reason)
{
    if (!starting(caller))
        return;
    log(caller, {u"not ready yet: "_s + reason});
    Q_EMIT m_announcer.nodeChanged(caller.node);
}

void NodeDesk::testsPassed(const NodeCaller &caller)
{
    NodeRecord *node = starting(caller);
    if (!node)
        node = startingLate(caller);
    if (!node)
        return;
    const RunningImage up = *std::exchange(node->starting, std::nullopt);
    believeImage(*node, up);
    m_dispatcher.sendOrder(node->facts.name);
}

void NodeDesk::testsFailed(const NodeCaller &caller, const QString &reason)
{
    NodeRecord *node = starting(caller);
    if (!node)
        return;
    Failure failure{NodeState::Starting, notReady,
                    u"%1 started and is not ready: %2"_s.arg(node->starting->image.toString(), reason),
                    node->log.mid(std::max<qsizetype>(0, node->log.size() - core::maxFailureLog))};
    failure.reason.truncate(core::maxDetail);
    m_dispatcher.failNode(*node, failure, {u"node "_s + node->facts.name, {}});
}

} // namespace cid
