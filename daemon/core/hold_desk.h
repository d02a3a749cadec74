// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/policy.h"
#include "daemon/core/recorder.h"

namespace cid {

/// Hears who lets go of which node. Lives on the main thread.
class HoldDesk
{
public:
    using StatusReply = std::function<void(const Status &)>;

    HoldDesk(CoreState &state, Recorder &recorder)
        : m_state(state)
        , m_recorder(recorder)
    { }

    /// The job lets go of all its nodes; nothing where it holds none. Refused "job.not-yours" for those of others,
    /// unless the author may release.
    void release(const JobId &job, const Author &author, const StatusReply &reply);
    /// These nodes, whoever holds them. NotFound "hold.none" where nobody holds any of them.
    void breakHolds(const QStringList &nodes, const Author &author, const StatusReply &reply);
    /// Ends those whose time has come. Once a second is plenty.
    void look();
    /// node_db does not name these nodes any more.
    void forget(const QStringList &nodes);

private:
    CoreState &m_state;
    Recorder &m_recorder;
};

} // namespace cid
