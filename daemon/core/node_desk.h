// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/claim_notes.h"
#include "daemon/core/job_desk.h"

namespace cid {

/// Where a report comes from.
struct NodeCaller
{
    NodeName node; ///< as proved
    SessionId session = 0;
    QString address;
};

/// What a node says of itself when it connects.
struct NodeArrival
{
    QStringList macs;
    QString hostname;
    Inventory inventory;
    NodeState state = NodeState::Unknown;
    ImageId image;
    QByteArray digest;
    QByteArray nonce;
    DeploymentId deployment = 0;
    QList<SlotContent> slotContents;
    Failure failedStart; ///< of an image that was to start; an empty code: nothing failed
    bool canTest = false; ///< the agent knows how to hold its image against tests, and did not yet
};

/// A node enters a stage.
struct StageStep
{
    DeploymentId deployment = 0;
    int attempt = 1;
    NodeState state = NodeState::Unknown;
    QString detail;
};

/// Hears the nodes. Each answer is given after the commit; an error means that nothing changed, except that it may be
/// noted as an event. Lives on the main thread.
class NodeDesk
{
public:
    using Reply = std::function<void(const Status &)>;

    struct Tools
    {
        CoreState &state;
        Recorder &recorder;
        ClaimNotes &notes;
        Prober &prober;
        Dispatcher &dispatcher;
        JobDesk &jobs;
        Announcer &announcer;
    };
    explicit NodeDesk(const Tools &tools)
        : m_state(tools.state)
        , m_recorder(tools.recorder)
        , m_notes(tools.notes)
        , m_prober(tools.prober)
        , m_dispatcher(tools.dispatcher)
        , m_jobs(tools.jobs)
        , m_announcer(tools.announcer)
    { }

    /// The first message of a session; an order may follow. Refused "node.unknown", "node.wrong-machine"; Conflict
    /// "node.duplicate", "node.wrong-name".
    void arrive(const NodeCaller &caller, const NodeArrival &arrival, const Reply &reply);
    /// Refused "deployment.not-open", "stage.out-of-order".
    void enterStage(const NodeCaller &caller, const StageStep &step, const Reply &reply);
    void fail(const NodeCaller &caller, const StageStep &step, Failure failure, const Reply &reply);
    void progress(const NodeCaller &caller, DeploymentId deployment, const Progress &progress);
    void log(const NodeCaller &caller, const QStringList &lines);
    void leave(const NodeCaller &caller);
    /// What came of the tests of the image that the node started: nothing yet, and why; all passed; or the time is
    /// over.
    void testsWait(const NodeCaller &caller, const QString &reason);
    void testsPassed(const NodeCaller &caller);
    void testsFailed(const NodeCaller &caller, const QString &reason);
    /// The node answered a probe, in whatever words.
    void probed(const NodeCaller &caller);

private:
    [[nodiscard]] Status admit(NodeRecord &node, const NodeCaller &caller, const NodeArrival &arrival);
    [[nodiscard]] Status conflict(NodeRecord &node, const char *code, const NodeCaller &caller, const QString &text);
    void noteRival(NodeRecord &node, const QString &address);
    void believe(NodeRecord &node, const NodeArrival &arrival);
    void believeImage(NodeRecord &node, const RunningImage &up);
    /// True where the image has to pass tests before it counts.
    [[nodiscard]] bool mustProve(NodeRecord &node, const NodeArrival &arrival, const RunningImage &up);
    void askForTests(const NodeRecord &node);
    [[nodiscard]] NodeRecord *starting(const NodeCaller &caller);
    [[nodiscard]] NodeRecord *startingLate(const NodeCaller &caller);
    void beginAgain(NodeRecord &node, const NodeArrival &arrival);
    /// True where that was news: what the node was to start will not come, and another attempt would end the same way.
    [[nodiscard]] bool noteFailedStart(NodeRecord &node, Failure failure);
    [[nodiscard]] NodeRecord *current(const NodeCaller &caller);
    [[nodiscard]] Result<const Deployment *> openFor(NodeRecord *node, const StageStep &step);
    /// What is over once the stage has begun: the order waits no more, the image that lay there is given up, and the
    /// permissions to divide the disk anew are used.
    void begun(NodeRecord &node, const Deployment &deployment, NodeState stage);
    /// Stops what the node carries out and nobody waits for.
    void stopUnwanted(const NodeRecord &node, DeploymentId deployment);
    void offerPermission(const NodeRecord &node);
    void answer(const Reply &reply, const Status &status);

    CoreState &m_state;
    Recorder &m_recorder;
    ClaimNotes &m_notes;
    Prober &m_prober;
    Dispatcher &m_dispatcher;
    JobDesk &m_jobs;
    Announcer &m_announcer;
};

} // namespace cid
