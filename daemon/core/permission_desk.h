// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/dispatcher.h"
#include "daemon/core/policy.h"

namespace cid {

/// An operator allows that one disk of a node is erased once.
struct WipeCommand
{
    NodeName node;
    QString disk; ///< one of its diskNames()
    JobId job; ///< whose deployment on that node it is for; empty: see WipeRequest
    std::chrono::milliseconds lasting{0}; ///< for an operator's next deployment and no other; 0: the default
    Author author;
};

/// Hears who may erase what. Lives on the main thread.
class PermissionDesk
{
public:
    using StatusReply = std::function<void(const Status &)>;

    PermissionDesk(CoreState &state, Recorder &recorder, Dispatcher &dispatcher)
        : m_state(state)
        , m_recorder(recorder)
        , m_dispatcher(dispatcher)
    { }

    /// NotFound "node.unknown", "permission.no-deployment" (the job brings nothing to that node); Invalid
    /// "wipe.no-serial", "permission.too-long"; Conflict "permission.too-late": the disk is divided already. An order
    /// goes to a node that waits for just this, and to no other: whoever is on its way comes by here or needs nothing.
    void allow(const WipeCommand &command, const StatusReply &reply);
    /// All of those nodes. NotFound "permission.none" where none was given. An order that carries one is replaced.
    void withdraw(const QStringList &nodes, const Author &author, const StatusReply &reply);
    /// Ends those whose time has come. Once a second is plenty.
    void look();
    /// node_db does not name these nodes any more.
    void forget(const QStringList &nodes);

private:
    [[nodiscard]] Status give(const WipeCommand &command);
    /// The deployment that it belongs to; 0 for an operator's next one.
    [[nodiscard]] Result<DeploymentId> deploymentFor(const WipeCommand &command) const;
    [[nodiscard]] Result<DeploymentId> deploymentOf(const WipeCommand &command) const;
    [[nodiscard]] bool isTooLate(const Deployment &deployment) const;
    void withdrawOf(const NodeName &node, const Author &author);
    /// The node forgets what the order that it has in hand allowed.
    void replaceOrder(const NodeName &node);
    void note(const NodeName &node, const char *what, const QString &reason, const QString &who);

    CoreState &m_state;
    Recorder &m_recorder;
    Dispatcher &m_dispatcher;
};

} // namespace cid
