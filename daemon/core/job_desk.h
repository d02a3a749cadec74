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

    JobDesk(CoreState &state, Recorder &recorder, Dispatcher &dispatcher, Announcer &announcer, Random random);

    /// All or nothing. A job that is under way is found again by its id; Conflict "job.differs" where nodes or image
    /// are others; Refused "job.not-yours" for another scheduler's. Invalid "job.bad-id", "job.no-nodes"; NotFound
    /// "node.unknown", "image.*"; Refused "policy.*".
    void deploy(const DeployCommand &command, const Reply &reply);
    /// NotFound "job.unknown"; Refused "job.not-yours" for schedulers and jobs of others.
    void cancel(const JobId &job, const Author &author, const StatusReply &reply);
    [[nodiscard]] Result<QList<Forecast>> plan(const DeployCommand &command);
    /// One wipe of that disk; NotFound "node.unknown".
    void allowWipe(const WipeOrder &order, const StatusReply &reply);

private:
    [[nodiscard]] static bool isTheirs(const Job &job, const Author &author);
    [[nodiscard]] Result<QList<NodeRecord *>> findNodes(const QStringList &names);
    [[nodiscard]] Status check(const DeployCommand &command, const QList<NodeRecord *> &nodes,
                               const ImageChoice &image);
    [[nodiscard]] Result<Accepted> reattach(const Job &job, const DeployCommand &command, const ImageChoice &image);
    [[nodiscard]] Accepted accepted(const JobId &id, bool reattached) const;
    [[nodiscard]] Accepted start(const DeployCommand &command, const QList<NodeRecord *> &nodes,
                                 const ImageChoice &image);
    [[nodiscard]] Result<Accepted> decide(const DeployCommand &command);

    CoreState &m_state;
    Recorder &m_recorder;
    Dispatcher &m_dispatcher;
    Announcer &m_announcer;
    Random m_random;
};

} // namespace cid
