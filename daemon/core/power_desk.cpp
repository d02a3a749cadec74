// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/power_desk.h"

#include "daemon/core/dispatcher.h"

namespace cid {

using namespace Qt::StringLiterals;

Status PowerDesk::mayOrder(const Command &command, const NodeName &name) const
{
    const NodeRecord *node = m_state.registry.find(name);
    if (!node)
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(name)));
    if (node->definition.power.isEmpty())
        return fail(makeError(ErrorKind::Invalid, "power.no-section",
                              u"node_db names no way to switch %1: power = SECTION of power.conf"_s.arg(name)));
    if (command.act == PowerAct::On || command.take)
        return {};
    const Hold *hold = m_state.holds.find(name);
    if (!hold || (hold->owner == command.author.owner() && command.author.power == Power::Scheduler))
        return {};
    return fail(makeError(ErrorKind::Unavailable, "node.held",
                          u"%1 is held by job %2 of %3, which would lose it"_s.arg(name, hold->job, hold->owner)));
}

void PowerDesk::order(const Command &command, const Reply &reply)
{
    Status status;
    for (const NodeName &name : command.nodes) {
        if (status)
            status = mayOrder(command, name);
    }
    for (const NodeName &name : status ? command.nodes : QStringList()) {
        NodeRecord *node = m_state.registry.find(name);
        Event event;
        event.node = name;
        event.what = "power";
        event.to = powerActName(command.act);
        event.who = command.author.text();
        m_recorder.addEvent(std::move(event));
        m_recorder.expectRestart(*node);
    }
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

bool PowerDesk::isWanted(const NodeName &name, PowerAct act) const
{
    const NodeRecord *node = m_state.registry.find(name);
    const Deployment *open = m_state.jobs.open(name);
    if (!node || !open)
        return false;
    return act == PowerAct::Cycle ? node->cycledFor == open->id : !node->isConnected();
}

void PowerDesk::ended(const NodeName &name, PowerAct act, const Result<PowerState> &result)
{
    NodeRecord *node = m_state.registry.find(name);
    if (!node)
        return;
    Event event;
    event.node = name;
    const bool isOver = result || result.error().kind == ErrorKind::Cancelled;
    event.what = isOver ? "power-done" : "power-failed";
    event.from = powerActName(act);
    event.to = result ? powerStateName(*result) : QLatin1StringView();
    event.reason = result ? QString() : result.error().text;
    event.who = u"cidd"_s;
    m_recorder.addEvent(std::move(event));
    const Deployment *open = m_state.jobs.open(name);
    const bool isForJob = open && node->cycledFor == open->id && act == PowerAct::Cycle;
    if (isOver || !isForJob)
        return;
    node->cycledFor = 0;
    m_dispatcher.failNode(*node,
                          {node->facts.state,
                           "power.failed",
                           u"The node was to be switched off and on, and that failed: %1"_s.arg(result.error().text),
                           {}},
                          {u"cidd"_s, {}});
}

} // namespace cid
