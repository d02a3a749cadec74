// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/dispatcher.h"

namespace cid {

/// Ends what takes too long: stages without a sign of life, orders that nobody takes, jobs past their deadline. Lives
/// on the main thread.
class Watchman
{
public:
    Watchman(CoreState &state, Recorder &recorder, Prober &prober, Dispatcher &dispatcher)
        : m_state(state)
        , m_recorder(recorder)
        , m_prober(prober)
        , m_dispatcher(dispatcher)
    { }

    /// These are the nodes from now on; each is looked at at once and then when it may be overdue.
    void watch(const QList<NodeDefinition> &nodes);
    /// Once a second is plenty. Looks at what is due alone.
    void look();

private:
    void lookAtNode(NodeRecord &node);
    void lookAtRival(const NodeName &name);
    void endJob(const JobId &id);
    void endOrder(DeploymentId id);
    [[nodiscard]] qint64 turnOf(const NodeRecord &node) const;

    CoreState &m_state;
    Recorder &m_recorder;
    Prober &m_prober;
    Dispatcher &m_dispatcher;
    std::set<std::pair<qint64, NodeName>> m_turns; ///< when, ms since the epoch
};

} // namespace cid
