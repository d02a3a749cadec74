// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/enrol_desk.h"

#include "daemon/core/limits.h"

#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

Result<NodeRecord *> EnrolDesk::identify(const EnrolCaller &caller)
{
    const QList<NodeRecord *> nodes = m_state.registry.findByMacs(caller.macs);
    if (nodes.isEmpty()) {
        const qint64 now = m_state.now();
        m_state.registry.noteDiscovered({caller.macs, caller.address, caller.inventory, now, now});
        return fail(makeError(ErrorKind::NotFound, "enrol.unknown",
                              u"node_db knows none of the addresses %1; \"cidctl node adopt\" names the machine"_s.arg(
                                  caller.macs.mid(0, 4).join(u", "_s))));
    }
    if (nodes.size() > 1) {
        const QString text = u"The machine at %1 has addresses of two nodes, %2 and %3"_s.arg(
            caller.address, nodes[0]->facts.name, nodes[1]->facts.name);
        m_notes.note(nodes, "refused", caller.address, text);
        return fail(makeError(ErrorKind::Conflict, "enrol.two-nodes", text));
    }
    return nodes.first();
}

bool EnrolDesk::isExpected(const NodeRecord &node, const EnrolCaller &caller) const
{
    // Whoever has read an initramfs holds "key": for a node that is known it is not enough.
    if (node.facts.keyKept) {
        return caller.isPrivileged && node.facts.enrolUntil > m_state.now()
            && (caller.inBlancmange || node.facts.adopted);
    }
    if (node.facts.adopted)
        return true;
    if (!caller.inBlancmange)
        return false;
    if (!m_state.jobs.waiting(node.facts.name).isEmpty())
        return true;
    switch (node.facts.state) {
    case NodeState::Unknown:
    case NodeState::Discovered:
    case NodeState::Netbooted:
    case NodeState::NotArmed:
    case NodeState::Partitioning:
    case NodeState::SelfInstall:
    case NodeState::Failed:
    case NodeState::Lost:
        return true;
    default:
        return false;
    }
}

void EnrolDesk::enrol(const EnrolCaller &caller, const Reply &reply)
{
    const auto answer = [&](const Result<Enrolment> &result) {
        m_state.ledger.afterCommit([reply, result] { reply(result); });
    };
    const auto identified = identify(caller);
    if (!identified) {
        answer(fail(identified.error()));
        return;
    }
    NodeRecord &node = **identified;
    if (node.isConnected()) {
        const QString text = u"%1 is connected from %2; a machine at %3 asked for its key"_s.arg(
            node.facts.name, node.facts.address, caller.address);
        m_notes.note({&node}, "refused", caller.address, text);
        answer(fail(makeError(ErrorKind::Conflict, "enrol.live", text)));
        return;
    }
    if (!isExpected(node, caller)) {
        const QString text = u"Nobody expects %1 (state %2) to ask for a key, but a machine at %3 did; %4"_s.arg(
            node.facts.name, nodeStateName(node.facts.state), caller.address,
            node.facts.keyKept ? u"\"cidctl node reenrol %1\" lets it, where it lost its key"_s.arg(node.facts.name)
                               : u"\"cidctl node adopt %1\" allows it once"_s.arg(node.facts.name));
        m_notes.note({&node}, "refused", caller.address, text);
        answer(fail(makeError(ErrorKind::Refused, "enrol.not-expected", text)));
        return;
    }
    node.notice.clear();
    ++node.facts.epoch;
    node.facts.adopted = false;
    node.facts.keyKept = false;
    node.facts.enrolUntil = 0;
    node.facts.secretsFrom = 0;
    node.facts.address = caller.address;
    Event event;
    event.node = node.facts.name;
    event.what = "enrolled";
    event.reason = u"epoch %1, from %2"_s.arg(node.facts.epoch).arg(caller.address);
    event.who = u"node "_s + node.facts.name;
    m_recorder.addEvent(std::move(event));
    m_recorder.saveNode(node);
    answer(Enrolment{node.facts.name, node.facts.epoch});
}

Status EnrolDesk::allowAgain(const QStringList &names, const QString &who)
{
    for (const NodeName &name : names) {
        if (!m_state.registry.find(name))
            return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(name)));
    }
    for (const NodeName &name : names) {
        NodeRecord *node = m_state.registry.find(name);
        m_recorder.expectRestart(*node);
        node->notice.clear();
        Event event;
        event.node = name;
        event.what = "reenrol";
        event.reason = u"a machine may ask for its next key within %1"_s.arg(
            formatSeconds(std::chrono::seconds(core::enrolWindow).count()));
        event.who = who;
        m_recorder.addEvent(std::move(event));
        m_recorder.saveNode(*node);
    }
    return {};
}

Status EnrolDesk::trust(const QStringList &names, const QString &who)
{
    for (const NodeName &name : names) {
        const NodeRecord *node = m_state.registry.find(name);
        if (!node)
            return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(name)));
        if (node->facts.epoch == 0) {
            return fail(makeError(ErrorKind::Conflict, "node.no-key",
                                  u"%1 has no key yet: it asks for one when it starts Blancmange"_s.arg(name)));
        }
    }
    for (const NodeName &name : names) {
        NodeRecord *node = m_state.registry.find(name);
        const Deployment *open = m_state.jobs.open(name);
        node->facts.secretsFrom = open ? open->id : m_state.lastDeployment + 1;
        Event event;
        event.node = name;
        event.what = "trusted";
        event.reason = u"the machine with its key of epoch %1 gets secret overlays"_s.arg(node->facts.epoch);
        event.who = who;
        m_recorder.addEvent(std::move(event));
        m_recorder.saveNode(*node);
    }
    return {};
}

bool EnrolDesk::mayHaveSecrets(const Deployment &deployment) const
{
    const NodeRecord *node = m_state.registry.find(deployment.node);
    return node && node->facts.secretsFrom != 0 && node->facts.secretsFrom <= deployment.id;
}

void EnrolDesk::noteWithheld(const NodeName &name, DeploymentId deployment)
{
    NodeRecord *node = m_state.registry.find(name);
    const Deployment *open = m_state.jobs.open(name);
    if (!node || !open || open->id != deployment || std::exchange(node->withheld, deployment) == deployment)
        return;
    const QString text = u"%1 got no secret overlays: its key is new. Where the machine at %2 is the right one: "
                         "\"cidctl node trust %1\", and install it again"_s.arg(name, node->facts.address);
    if (!node->rival)
        node->notice = text;
    Event event;
    event.node = name;
    event.job = open->job;
    event.deployment = deployment;
    event.what = "secrets-withheld";
    event.reason = text;
    event.who = u"cidd"_s;
    m_recorder.addEvent(std::move(event));
    m_recorder.announce(*node);
}

Status EnrolDesk::adopt(const NodeName &name, const QString &who)
{
    NodeRecord *node = m_state.registry.find(name);
    if (!node)
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(name)));
    node->facts.adopted = true;
    m_recorder.expectRestart(*node);
    node->notice.clear();
    Event event;
    event.node = name;
    event.what = "adopted";
    event.who = who;
    m_recorder.addEvent(std::move(event));
    m_recorder.saveNode(*node);
    return {};
}

} // namespace cid
