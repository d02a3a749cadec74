// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/prober.h"

#include <deque>

namespace cid {

/// How a deployment ends.
struct Ending
{
    DeploymentState state = DeploymentState::Done; ///< a final one
    Failure failure;
};

/// Moves deployments along: opens the next of a node, sends its order, ends it, and ends the job with its last one.
/// What one end sets free goes through a queue, never through the stack; each end costs the same in a job of any size.
class Dispatcher
{
public:
    Dispatcher(CoreState &state, Recorder &recorder, Prober &prober, Announcer &announcer)
        : m_state(state)
        , m_recorder(recorder)
        , m_prober(prober)
        , m_announcer(announcer)
    { }

    /// True where nothing has to be done on the node for that image, as far as anybody knows without asking it.
    [[nodiscard]] bool alreadyRuns(const NodeRecord &node, const ImageId &image, const QByteArray &digest) const;
    /// Opens the first deployment that waits on the node; those that are fulfilled already are done at once.
    void openNext(const NodeName &node);
    /// Sends the open deployment's order to the node, where it can act on it.
    void sendOrder(const NodeName &node);
    /// Switches the node's machine off and on, because nothing came of its order: then it has all of its time again.
    /// False where nothing can switch it, or where that was tried often enough.
    [[nodiscard]] bool powerCycle(NodeRecord &node, const QString &why);
    /// Begins the open deployment anew. False where too many attempts were made: the caller lets it fail.
    [[nodiscard]] bool startAgain(const Deployment &deployment);
    /// Ends one deployment and opens what waits next.
    void finish(const Deployment &deployment, const Ending &ending);
    /// Ends all deployments of a job that are under way or wait, each as \a how says.
    void finishAll(const JobId &job, const std::function<Ending(const Deployment &)> &how);
    /// The node's transition into failed, and the end of what is open on it.
    void failNode(NodeRecord &node, const Failure &failure, const Cause &cause);
    /// The transition alone.
    void markFailed(NodeRecord &node, const Failure &failure, const Cause &cause);
    /// Ends the job where none of its deployments is under way any more.
    void settle(const JobId &id);

private:
    [[nodiscard]] Result<DeployOrder> makeOrder(const NodeRecord &node, const Deployment &deployment) const;
    void end(const Deployment &deployment, const Ending &ending);
    void open(NodeRecord &node);
    void order(NodeRecord &node);
    /// Whoever is not there may be switched off.
    void wake(NodeRecord &node, const Deployment &deployment);
    void notePower(NodeRecord &node, const Deployment &deployment, PowerAct act, const QString &why);
    /// Ends the deployment where the node, asked now, still runs its image; orders it otherwise.
    void confirm(const NodeName &node, DeploymentId deployment);
    [[nodiscard]] bool isFulfilled(const NodeRecord &node, const Deployment &deployment) const;
    void workOff();

    CoreState &m_state;
    Recorder &m_recorder;
    Prober &m_prober;
    Announcer &m_announcer;
    std::deque<NodeName> m_free; ///< nodes on which the next deployment may open
};

} // namespace cid
