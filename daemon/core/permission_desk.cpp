// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/permission_desk.h"

#include "daemon/core/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// True where the open deployment on a node in that state may still divide the disk.
bool isBeforeTheDisk(NodeState state)
{
    switch (state) {
    case NodeState::Partitioning:
    case NodeState::SelfInstall:
    case NodeState::RebootingToDisk:
    case NodeState::Installing:
    case NodeState::Configuring:
    case NodeState::BootLoader:
    case NodeState::RebootingToImage:
    case NodeState::RebootingSwitch:
    case NodeState::Starting:
        return false;
    default:
        return true;
    }
}

} // namespace

void PermissionDesk::note(const NodeName &node, const char *what, const QString &reason, const QString &who)
{
    Event event;
    event.node = node;
    event.what = what;
    event.reason = reason;
    event.who = who;
    m_recorder.addEvent(std::move(event));
}

bool PermissionDesk::isTooLate(const Deployment &deployment) const
{
    const NodeRecord *node = m_state.registry.find(deployment.node);
    return deployment.state == DeploymentState::Open && node && !isBeforeTheDisk(node->facts.state);
}

Result<DeploymentId> PermissionDesk::deploymentOf(const WipeCommand &command) const
{
    for (const DeploymentId id : m_state.jobs.waiting(command.node)) {
        const Deployment *deployment = m_state.jobs.deployment(id);
        if (!deployment || deployment->job != command.job)
            continue;
        if (!isTooLate(*deployment))
            return id;
        return fail(makeError(ErrorKind::Conflict, "permission.too-late",
                              u"%1 is past the point at which a disk is erased: cancel job %2 and ask anew"_s.arg(
                                  command.node, command.job)));
    }
    return fail(makeError(ErrorKind::NotFound, "permission.no-deployment",
                          u"Job %1 brings nothing to %2"_s.arg(command.job, command.node)));
}

// A scheduler's job is meant only where its node waits for just this: then nothing else can be.
Result<DeploymentId> PermissionDesk::deploymentFor(const WipeCommand &command) const
{
    if (!command.job.isEmpty())
        return deploymentOf(command);
    if (command.lasting.count() > 0)
        return 0;
    const NodeRecord *node = m_state.registry.find(command.node);
    for (const DeploymentId id : m_state.jobs.waiting(command.node)) {
        const Deployment *deployment = m_state.jobs.deployment(id);
        const Job *job = deployment ? m_state.jobs.job(deployment->job) : nullptr;
        if (!job || isTooLate(*deployment))
            continue;
        const bool waits =
            deployment->state == DeploymentState::Open && node && node->facts.state == NodeState::NotArmed;
        if (waits || job->byOperator)
            return id;
    }
    return 0;
}

Status PermissionDesk::give(const WipeCommand &command)
{
    const NodeRecord *node = m_state.registry.find(command.node);
    if (!node)
        return fail(makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(command.node)));
    if (const Status named = isDiskName(command.disk); !named)
        return named;
    if (command.lasting.count() < 0 || command.lasting > core::longestPermission) {
        return fail(makeError(ErrorKind::Invalid, "permission.too-long",
                              u"A permission lasts at most %1"_s.arg(
                                  formatSeconds(std::chrono::seconds(core::longestPermission).count()))));
    }
    const auto deployment = deploymentFor(command);
    if (!deployment)
        return fail(deployment.error());
    const auto lasting =
        command.lasting.count() > 0 ? command.lasting : std::chrono::milliseconds(core::permissionLasts);
    const qint64 now = m_state.now();
    m_recorder.savePermission({command.node, *deployment, command.disk, command.author.text(), now,
                               *deployment != 0 ? 0 : now + lasting.count()});
    const Deployment *its = m_state.jobs.deployment(*deployment);
    const QString whose =
        its ? u"for job "_s + its->job : u"by an operator, within "_s + formatSeconds(lasting.count() / 1000);
    note(command.node, "allowed", u"the disk with serial %1 may be wiped once, %2"_s.arg(command.disk, whose),
         command.author.text());
    // Whoever is on its way gets nothing again: it would begin anew, or lose the stage that it is in.
    if (node->facts.state == NodeState::NotArmed)
        m_dispatcher.sendOrder(command.node);
    return {};
}

void PermissionDesk::allow(const WipeCommand &command, const StatusReply &reply)
{
    const Status status = give(command);
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

void PermissionDesk::withdraw(const QStringList &nodes, const Author &author, const StatusReply &reply)
{
    bool hasAny = false;
    for (const NodeName &node : nodes) {
        if (m_state.permissions.ofNode(node).isEmpty())
            continue;
        hasAny = true;
        withdrawOf(node, author);
    }
    const Status status = hasAny ? Status()
                                 : fail(makeError(ErrorKind::NotFound, "permission.none",
                                                  u"Nothing was allowed on %1"_s.arg(nodes.mid(0, 4).join(u", "_s))));
    m_state.ledger.afterCommit([reply, status] { reply(status); });
}

void PermissionDesk::withdrawOf(const NodeName &name, const Author &author)
{
    const QList<Permission> given = m_state.permissions.ofNode(name);
    const Deployment *open = m_state.jobs.open(name);
    const bool isOrdered = open && m_state.permissions.find({name, open->id});
    for (const Permission &permission : given) {
        m_recorder.endPermission({permission.node, permission.deployment});
        note(name, "withdrawn", u"the disk with serial %1 may not be wiped any more"_s.arg(permission.disk),
             author.text());
    }
    if (isOrdered)
        replaceOrder(name);
}

// Nobody hears the attempt any more that the node has in hand: not even the disk is divided in it.
void PermissionDesk::replaceOrder(const NodeName &name)
{
    const NodeRecord *node = m_state.registry.find(name);
    const Deployment *open = m_state.jobs.open(name);
    if (!node || !open || !isBeforeTheDisk(node->facts.state))
        return;
    if (m_dispatcher.startAgain(*open)) {
        m_dispatcher.sendOrder(name);
        return;
    }
    m_dispatcher.finish(
        *open,
        {DeploymentState::Failed, {node->facts.state, "permission.withdrawn", u"The permission was withdrawn"_s, {}}});
}

void PermissionDesk::look()
{
    const QList<Permission> over = m_state.permissions.due(m_state.now());
    for (const Permission &permission : over) {
        m_recorder.endPermission({permission.node, permission.deployment});
        note(permission.node, "ended",
             u"the disk with serial %1 may not be wiped any more: the time is over"_s.arg(permission.disk), u"cidd"_s);
    }
}

void PermissionDesk::forget(const QStringList &nodes)
{
    for (const NodeName &node : nodes) {
        const QList<Permission> given = m_state.permissions.ofNode(node);
        for (const Permission &permission : given)
            m_recorder.endPermission({permission.node, permission.deployment});
    }
}

} // namespace cid
