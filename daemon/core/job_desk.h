// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/dispatcher.h"
#include "daemon/core/policy.h"

namespace cid {

/// One request for an image.
struct DeployCommand
{
    JobId job;
    QStringList nodes; ///< expanded, each once
    QString image; ///< a name or a full name
    std::chrono::milliseconds timeout{0}; ///< 0: the default
    bool reinstall = false;
    Author author = {};
    QList<DiskName> wipes = {}; ///< disks that may be erased for this request, whatever is on them
    bool take = false; ///< also nodes that other jobs hold
};

/// What the request came to.
struct Accepted
{
    Job job;
    QList<Deployment> deployments; ///< none for nodes that already run the image
    bool reattached = false;
};

/// What a request would come to for one node.
struct Forecast
{
    NodeName node;
    bool eligible = false;
    QString action; ///< "nothing", "install", "install once it is up"
    QString reason;
};

/// Hears schedulers and operators. Lives on the main thread. \a random gives that many secret bytes for nonces.
class JobDesk
{
public:
    using Random = std::function<QByteArray(qsizetype)>;
    using Reply = std::function<void(const Result<Accepted> &)>;
    using StatusReply = std::function<void(const Status &)>;

    struct Tools
    {
        CoreState &state;
        Recorder &recorder;
        Prober &prober;
        Dispatcher &dispatcher;
        Announcer &announcer;
    };
    JobDesk(const Tools &tools, Random random);

    /// All or nothing. A job that is under way is found again by its id, whatever node_db and image_db say by now;
    /// Conflict "job.differs" where nodes or image are others; Refused "job.not-yours" for another scheduler's. Nodes
    /// that seem to run the image are asked whether they are there before anything is answered: one that is silent gets
    /// a deployment. Invalid "job.bad-id", "job.no-nodes"; NotFound "node.unknown", "image.*"; Refused "policy.*";
    /// Unavailable "node.held"; Invalid "wipe.*".
    void deploy(const DeployCommand &command, const Reply &reply);
    /// NotFound "job.unknown"; Refused "job.not-yours" for schedulers and jobs of others.
    void cancel(const JobId &job, const Author &author, const StatusReply &reply);
    [[nodiscard]] Result<QList<Forecast>> plan(const DeployCommand &command);
    /// Brings a node that is in Blancmange, and of which nobody wants anything, into the image that was accepted last
    /// and that nothing was written over since. Not where node_db says install = manual, nor for ever. It gives way to
    /// whatever is asked for of the node, also where it waits for an operator.
    void bringBack(NodeRecord &node);

private:
    [[nodiscard]] static bool isTheirs(const Job &job, const Author &author);
    [[nodiscard]] Result<QList<NodeRecord *>> findNodes(const QStringList &names);
    [[nodiscard]] Status check(const DeployCommand &command, const QList<NodeRecord *> &nodes,
                               const ImageChoice &image);
    [[nodiscard]] Result<Accepted> reattach(const Job &job, const DeployCommand &command);
    /// Nodes of which the answer hangs on whether they are still there.
    [[nodiscard]] QStringList unconfirmed(const DeployCommand &command);
    [[nodiscard]] Status mayHave(const DeployCommand &command, const NodeRecord &node, const ImageChoice &image) const;
    void begin(const DeployCommand &command, const NodeRecord &node, const ImageChoice &image, const QString &disk);
    /// Gives the deployment what the request allows on its disk, or what an operator allowed there for the next one.
    void allow(const DeployCommand &command, const Deployment &deployment, const QString &disk);
    /// Nobody asked for a return: who asks for the node does not wait for its end.
    void giveWay(const QList<NodeRecord *> &nodes, const JobId &wanting);
    [[nodiscard]] bool isReturn(const Deployment &deployment) const;
    void callOff(const JobId &job, const QString &why, const QString &who);
    void hold(const DeployCommand &command);
    /// Who still has the key of an earlier job gets secret overlays with this one.
    void letHaveSecrets(const DeployCommand &command, const Deployment &deployment);
    [[nodiscard]] Accepted accepted(const JobId &id, bool reattached) const;
    [[nodiscard]] Accepted start(const DeployCommand &command, const QList<NodeRecord *> &nodes,
                                 const ImageChoice &image);
    [[nodiscard]] Result<Accepted> decide(const DeployCommand &command);

    CoreState &m_state;
    Recorder &m_recorder;
    Prober &m_prober;
    Dispatcher &m_dispatcher;
    Announcer &m_announcer;
    Random m_random;
};

} // namespace cid
