// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/dispatcher.h"

namespace cid {

/// Ends what takes too long: stages without a sign of life, jobs past their deadline. Lives on the main thread.
class Watchman
{
public:
    Watchman(CoreState &state, Recorder &recorder, Dispatcher &dispatcher)
        : m_state(state)
        , m_recorder(recorder)
        , m_dispatcher(dispatcher)
    { }

    /// Once a second is plenty.
    void look();

private:
    void lookAtNode(NodeRecord &node);
    void lookAtJob(const JobId &id);

    CoreState &m_state;
    Recorder &m_recorder;
    Dispatcher &m_dispatcher;
};

} // namespace cid
