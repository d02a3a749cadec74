// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/announcer.h"
#include "daemon/core/core_state.h"

namespace cid {

/// What goes beside a transition into the history.
struct Cause
{
    QString who; ///< "node n1", "capt", "operator", "cidd"
    QString reason;
};

/// The one way by which anything changes: into memory, into the ledger, and after the commit to the announcer.
class Recorder
{
public:
    Recorder(CoreState &state, Announcer &announcer)
        : m_state(state)
        , m_announcer(announcer)
    { }

    /// Refused "stage.out-of-order" where the table has no such transition; nothing changed then.
    [[nodiscard]] Status transition(NodeRecord &node, NodeEvent event, const Cause &cause);
    void saveNode(const NodeRecord &node);
    /// Its machine starts anew on somebody's word: for a while it may ask for a new key.
    void expectRestart(NodeRecord &node);
    /// Something that is true of the moment changed and is not stored.
    void announce(const NodeRecord &node);
    /// Into the book, too.
    void saveJob(const Job &job);
    void saveDeployment(const Deployment &deployment);
    void savePermission(const Permission &permission);
    /// It was used up, withdrawn, or ended. Nothing where there is none.
    void endPermission(const PermissionKey &key);
    void saveHold(const Hold &hold);
    void endHold(const NodeName &node);
    /// The same with an event; \a hold is a copy of what there is.
    void endHold(const Hold &hold, const char *what, const QString &who);
    void addEvent(Event event);

    /// The status as others see it.
    [[nodiscard]] NodeStatus statusOf(const NodeRecord &node) const;

private:
    /// Until when a machine that enters \a to may have the node's next key, ms since the epoch.
    [[nodiscard]] qint64 windowEnd(const NodeRecord &node, NodeState to) const;

    CoreState &m_state;
    Announcer &m_announcer;
};

} // namespace cid
