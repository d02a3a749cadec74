// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/policy.h"
#include "daemon/core/recorder.h"

#include <functional>

namespace cid {

class Dispatcher;

/// Decides whose machine may be switched on whose behalf, and what an act means for what is under way there. Knows no
/// device: what is to be done goes out by Announcer::powerWanted, and what came of it comes in by ended(). Lives on the
/// main thread.
class PowerDesk
{
public:
    using Reply = std::function<void(const Status &)>;

    PowerDesk(CoreState &state, Recorder &recorder, Dispatcher &dispatcher)
        : m_state(state)
        , m_recorder(recorder)
        , m_dispatcher(dispatcher)
    { }

    struct Command
    {
        QStringList nodes;
        PowerAct act = PowerAct::Look; ///< not Look, which nobody needs leave for
        bool take = false; ///< also machines that jobs hold
        Author author;
    };
    /// All of them or none: NotFound "node.unknown", Invalid "power.no-section" for nodes that name none, Unavailable
    /// "node.held" for those that somebody else's job holds and that would lose power. Noted with the author before
    /// anything happens; \a reply comes after the commit, and what happens is the caller's.
    void order(const Command &command, const Reply &reply);
    /// Whether what cidd wanted for a job is still of use: a machine that came meanwhile is not cut off.
    [[nodiscard]] bool isWanted(const NodeName &node, PowerAct act) const;
    /// What cidd or an operator wanted came to its end.
    void ended(const NodeName &node, PowerAct act, const Result<PowerState> &result);

private:
    [[nodiscard]] Status mayOrder(const Command &command, const NodeName &name) const;

    CoreState &m_state;
    Recorder &m_recorder;
    Dispatcher &m_dispatcher;
};

} // namespace cid
