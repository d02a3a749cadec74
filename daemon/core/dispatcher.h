// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/recorder.h"

namespace cid {

/// Moves deployments along: opens the next of a node, sends its order, ends it, and ends the job with its last one.
class Dispatcher
{
public:
    Dispatcher(CoreState &state, Recorder &recorder, Announcer &announcer)
        : m_state(state)
        , m_recorder(recorder)
        , m_announcer(announcer)
    { }

    /// True where nothing has to be done on the node for that image.
    [[nodiscard]] bool alreadyRuns(const NodeRecord &node, const ImageId &image, const QByteArray &digest) const;
    /// Opens the first deployment that waits on the node; those that are fulfilled already are done at once.
    void openNext(NodeRecord &node);
    /// Sends the open deployment's order to the node, where it can act on it.
    void sendOrder(NodeRecord &node);
    /// Begins the open deployment anew. False where too many attempts were made: the caller lets it fail.
    [[nodiscard]] bool startAgain(Deployment &deployment);
    /// \a end is a final state; opens what waits next.
    void finish(Deployment &deployment, DeploymentState end, const Failure &failure = {});
    /// finish() and the node's transition into failed.
    void failNode(NodeRecord &node, const Failure &failure, const Cause &cause);
    /// Ends the job where none of its deployments is under way any more.
    void settle(const JobId &id);

private:
    [[nodiscard]] Result<DeployOrder> makeOrder(const NodeRecord &node, const Deployment &deployment) const;

    CoreState &m_state;
    Recorder &m_recorder;
    Announcer &m_announcer;
};

} // namespace cid
