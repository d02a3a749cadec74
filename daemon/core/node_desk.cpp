// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/node_desk.h"

#include "common/domain/clamp.h"
#include "common/domain/limits.h"
#include "daemon/core/limits.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

QString nodeCause(const NodeRecord &node)
{
    return u"node "_s + node.facts.name;
}

bool isArrival(NodeState state)
{
    return state == NodeState::Netbooted || state == NodeState::Blancmange || state == NodeState::Running;
}

/// Stages in which a machine that starts Blancmange anew has lost what it did.
bool isInterruptedBy(NodeState stage, NodeState arrival)
{
    switch (stage) {
    case NodeState::Partitioning:
    case NodeState::SelfInstall:
        return true;
    case NodeState::RebootingToDisk:
        return arrival == NodeState::Netbooted;
    case NodeState::Installing:
    case NodeState::Configuring:
    case NodeState::BootLoader:
    case NodeState::RebootingToImage:
    case NodeState::RebootingSwitch:
        return arrival != NodeState::Running;
    default:
        return false;
    }
}

} // namespace

void NodeDesk::answer(const Reply &reply, const Status &status)
{
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

NodeRecord *NodeDesk::current(const NodeCaller &caller)
{
    NodeRecord *node = m_state.registry.find(caller.node);
    if (!node || node->session != caller.session)
        return nullptr;
    node->confirmed = m_state.now();
    return node;
}

Status NodeDesk::conflict(NodeRecord &node, const char *code, const NodeCaller &caller, const QString &text)
{
    m_notes.note({&node}, "conflict", caller.address, text);
    return cid::fail(makeError(ErrorKind::Conflict, code, text, {{u"node"_s, node.facts.name}}));
}

// Two machines with the node's key and its addresses: whichever is the true one, an order may wipe the other's disk.
void NodeDesk::noteRival(NodeRecord &node, const QString &address)
{
    node.rival = Rival{address, m_state.now() + std::chrono::milliseconds(core::rivalHold).count()};
    m_state.rivalled.insert(node.facts.name);
}

Status NodeDesk::admit(NodeRecord &node, const NodeCaller &caller, const NodeArrival &arrival)
{
    const QStringList &known = node.definition.macs;
    const bool isTheMachine = known.isEmpty()
        || std::any_of(arrival.macs.begin(), arrival.macs.end(),
                       [&](const auto &mac) { return known.contains(mac.toLower()); });
    if (!isTheMachine) {
        return conflict(node, "node.wrong-machine", caller,
                        u"A machine at %1 with the addresses %2 holds the key of %3, which node_db gives to %4"_s.arg(
                            caller.address, arrival.macs.mid(0, 4).join(u", "_s), caller.node, known.join(u", "_s)));
    }
    const QString called = arrival.hostname.section(u'.', 0, 0);
    const NodeRecord *other = called == node.facts.name ? nullptr : m_state.registry.find(called);
    if (other && other != &node && arrival.state == NodeState::Running) {
        return conflict(node, "node.wrong-name", caller,
                        u"%1 at %2 calls itself %3, which is another node (at %4)"_s.arg(caller.node, caller.address,
                                                                                         called, other->facts.address));
    }
    if (node.isConnected() && node.session != caller.session && node.facts.address != caller.address) {
        noteRival(node, caller.address);
        return conflict(
            node, "node.duplicate", caller,
            u"Two machines claim to be %1: %2 and %3"_s.arg(caller.node, node.facts.address, caller.address));
    }
    return {};
}

void NodeDesk::arrive(const NodeCaller &caller, const NodeArrival &arrival, const Reply &reply)
{
    NodeRecord *node = m_state.registry.find(caller.node);
    if (!node) {
        answer(reply,
               cid::fail(makeError(ErrorKind::Refused, "node.unknown",
                                   u"node_db does not name %1 any more"_s.arg(caller.node))));
        return;
    }
    const Status admitted = admit(*node, caller, arrival);
    if (!admitted) {
        answer(reply, admitted);
        return;
    }
    if (node->rival && node->rival->address == caller.address)
        node->rival.reset();
    if (!node->rival)
        node->notice.clear();
    node->session = caller.session;
    node->facts.address = caller.address;
    node->inventory = arrival.inventory;
    node->slotContents = arrival.slotContents.mid(0, core::maxSlots);
    node->heard = m_state.now();
    node->facts.lastSeen = node->heard;
    node->inDoubt = false;
    node->confirmed = node->heard;
    if (isArrival(arrival.state))
        node->arrivedAs = arrival.state;
    node->orderedWipe.clear();
    node->starting.reset();
    node->cycledFor = 0; // It came: by that, or by itself.
    // From its disk, under the node's own key: so the key was on that disk.
    if (arrival.state == NodeState::Blancmange || arrival.state == NodeState::Running) {
        node->facts.keyKept = true;
        node->facts.enrolUntil = 0;
    }
    believe(*node, arrival);
    m_recorder.saveNode(*node);
    answer(reply, {});
    if (node->starting)
        askForTests(*node); // Behind the answer: only then the node has a session.
    m_dispatcher.openNext(node->facts.name);
    m_dispatcher.sendOrder(node->facts.name);
    m_prober.answered(*node);
    if (arrival.state == NodeState::Netbooted || arrival.state == NodeState::Blancmange)
        m_jobs.bringBack(*node);
}

void NodeDesk::believe(NodeRecord &node, const NodeArrival &arrival)
{
    if (arrival.state == NodeState::Running) {
        const RunningImage up{arrival.image, arrival.digest, arrival.nonce, arrival.deployment};
        if (!mustProve(node, arrival, up))
            believeImage(node, up);
        return;
    }
    const bool isNews = node.facts.state != arrival.state;
    if (isArrival(arrival.state)) {
        if (noteFailedStart(node, arrival.failedStart)) {
            node.facts.image = {};
            node.facts.digest = {};
            return;
        }
        beginAgain(node, arrival);
        const auto event = entryEvent(arrival.state);
        if (isNews && node.facts.state != NodeState::Failed)
            static_cast<void>(m_recorder.transition(node, *event, {nodeCause(node), {}}));
        return;
    }
    // It only lost its connection: what it did not hear the answer of, it will say again. A node that was lost goes on.
    const auto event = entryEvent(arrival.state);
    const Deployment *open = m_state.jobs.open(node.facts.name);
    const bool isWanted = open && open->id == arrival.deployment;
    if (node.facts.state == NodeState::Lost && event && isWanted)
        static_cast<void>(m_recorder.transition(node, *event, {nodeCause(node), {}}));
    if (!isWanted && arrival.deployment != 0)
        stopUnwanted(node, arrival.deployment);
}

// It says where it is once it has stopped.
void NodeDesk::stopUnwanted(const NodeRecord &node, DeploymentId deployment)
{
    m_state.ledger.afterCommit(
        [this, name = node.facts.name, deployment] { Q_EMIT m_announcer.orderCancelled(name, deployment); });
}

bool NodeDesk::noteFailedStart(NodeRecord &node, Failure failure)
{
    if (failure.code.isEmpty())
        return false;
    // The watchman may have given the node up before it came back: it tells the better reason.
    const bool wasGivenUp = node.facts.state == NodeState::Failed || node.facts.state == NodeState::Lost;
    const NodeState stage = wasGivenUp ? node.facts.failure.stage : node.facts.state;
    const bool wasToStart = stage == NodeState::RebootingToImage || stage == NodeState::RebootingSwitch;
    if (!wasToStart || node.facts.failure.code == failure.code)
        return false;
    failure.stage = stage;
    failure.reason.truncate(core::maxDetail);
    failure.log = failure.log.mid(std::max<qsizetype>(0, failure.log.size() - core::maxFailureLog));
    for (QString &line : failure.log)
        line.truncate(core::maxLogLine);
    node.log = failure.log;
    m_dispatcher.failNode(node, failure, {nodeCause(node), {}});
    return true;
}

void NodeDesk::beginAgain(NodeRecord &node, const NodeArrival &arrival)
{
    const Deployment *open = m_state.jobs.open(node.facts.name);
    if (!open || !isInterruptedBy(node.facts.state, arrival.state))
        return;
    const NodeState stage = node.facts.state;
    if (!m_dispatcher.startAgain(*open)) {
        const Failure failure{stage, "node.restarted",
                              u"The node started again in the middle of \"%1\" too often"_s.arg(nodeStateName(stage)),
                              node.log.mid(std::max<qsizetype>(0, node.log.size() - core::maxFailureLog))};
        m_dispatcher.failNode(node, failure, {nodeCause(node), {}});
    }
}

Result<const Deployment *> NodeDesk::openFor(NodeRecord *node, const StageStep &step)
{
    const Deployment *open = node ? m_state.jobs.open(node->facts.name) : nullptr;
    if (open && open->id == step.deployment && open->attempt == step.attempt)
        return open;
    if (node && (!open || open->id != step.deployment))
        stopUnwanted(*node, step.deployment);
    return cid::fail(
        makeError(ErrorKind::Refused, "deployment.not-open",
                  u"Deployment %1 (attempt %2) is not under way"_s.arg(step.deployment).arg(step.attempt)));
}

// Nothing destructive happens twice: what is interrupted from here on goes on, and does not begin again.
void NodeDesk::begun(NodeRecord &node, const Deployment &deployment, NodeState stage)
{
    Deployment taken = deployment;
    taken.taken = true;
    if (stage == NodeState::Partitioning || stage == NodeState::Installing) {
        node.facts.image = {};
        node.facts.digest = {};
        m_recorder.saveNode(node);
    }
    if (stage == NodeState::Partitioning) {
        taken.reinstall = false;
        m_recorder.endPermission({deployment.node, deployment.id});
    }
    if (taken != deployment)
        m_recorder.saveDeployment(taken);
}

// It was given while the node was on its way here, with an order that did not have it yet.
void NodeDesk::offerPermission(const NodeRecord &node)
{
    const Deployment *open = m_state.jobs.open(node.facts.name);
    const Permission *permission = open ? m_state.permissions.find({open->node, open->id}) : nullptr;
    if (permission && permission->disk != node.orderedWipe)
        m_dispatcher.sendOrder(node.facts.name);
}

void NodeDesk::enterStage(const NodeCaller &caller, const StageStep &step, const Reply &reply)
{
    NodeRecord *node = current(caller);
    const auto open = openFor(node, step);
    if (!open) {
        answer(reply, cid::fail(open.error()));
        return;
    }
    if (node->facts.state == step.state && step.state != NodeState::Partitioning
        && step.state != NodeState::Installing) {
        answer(reply, {});
        return;
    }
    const auto event = isArrival(step.state) || step.state == NodeState::Failed ? std::nullopt : entryEvent(step.state);
    const Status entered = event
        ? m_recorder.transition(*node, *event, {nodeCause(*node), step.detail})
        : Status(cid::fail(
              makeError(ErrorKind::Refused, "stage.out-of-order",
                        u"\"%1\" is not a stage that a node enters by a report"_s.arg(nodeStateName(step.state)))));
    if (entered)
        begun(*node, **open, step.state);
    answer(reply, entered);
    if (entered && step.state == NodeState::NotArmed)
        offerPermission(*node);
}

void NodeDesk::fail(const NodeCaller &caller, const StageStep &step, Failure failure, const Reply &reply)
{
    NodeRecord *node = current(caller);
    const auto open = openFor(node, step);
    if (!open) {
        answer(reply, cid::fail(open.error()));
        return;
    }
    failure.reason.truncate(core::maxDetail);
    if (failure.log.isEmpty())
        failure.log = node->log;
    failure.log = failure.log.mid(std::max<qsizetype>(0, failure.log.size() - core::maxFailureLog));
    answer(reply, {});
    Event event;
    event.node = node->facts.name;
    event.job = (*open)->job;
    event.deployment = (*open)->id;
    event.what = "stage-failed";
    event.from = nodeStateName(failure.stage);
    event.reason = failure.reason;
    event.who = nodeCause(*node);
    m_recorder.addEvent(std::move(event));
    Deployment failed = **open;
    ++failed.failures;
    m_recorder.saveDeployment(failed);
    if (failed.failures > m_state.settings.retries || !m_dispatcher.startAgain(failed)) {
        m_dispatcher.failNode(*node, failure, {nodeCause(*node), {}});
        return;
    }
    m_recorder.saveNode(*node);
    m_dispatcher.sendOrder(node->facts.name);
}

void NodeDesk::progress(const NodeCaller &caller, DeploymentId deployment, const Progress &progress)
{
    NodeRecord *node = current(caller);
    const Deployment *open = node ? m_state.jobs.open(node->facts.name) : nullptr;
    if (!open || open->id != deployment)
        return;
    if (node->progress.written != progress.written || node->progress.fetched != progress.fetched)
        node->heard = m_state.now();
    node->progress = progress;
    Q_EMIT m_announcer.nodeChanged(node->facts.name);
}

void NodeDesk::log(const NodeCaller &caller, const QStringList &lines)
{
    NodeRecord *node = current(caller);
    if (!node)
        return;
    node->log += lines;
    clampLog(node->log, core::maxNodeLog, domain::maxNodeLog);
}

void NodeDesk::leave(const NodeCaller &caller)
{
    NodeRecord *node = current(caller);
    if (!node)
        return;
    node->session = 0;
    node->heard = m_state.now();
    node->facts.lastSeen = node->heard;
    m_recorder.saveNode(*node);
    m_prober.gone(node->facts.name);
}

void NodeDesk::probed(const NodeCaller &caller)
{
    if (NodeRecord *node = current(caller))
        m_prober.answered(*node);
}

} // namespace cid
