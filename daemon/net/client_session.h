// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/host_parts.h"
#include "daemon/net/answers.h"
#include "daemon/net/first_word.h"
#include "daemon/net/follower.h"
#include "daemon/net/image_requests.h"
#include "daemon/net/server_context.h"

namespace cid {

/// A scheduler's or an operator's connection. Child of its link.
class ClientSession : public QObject
{
    Q_OBJECT
public:
    ClientSession(Link *link, ServerContext &context);
    /// Its key is not good any more: hears and says nothing from now on, and closes the link.
    void end();

private:
    void take(const Envelope &envelope);
    void handle(quint32 request, const DeployRequest &message);
    void handle(quint32 request, const WatchJobRequest &message);
    void handle(quint32 request, const CancelJobRequest &message);
    void handle(quint32 request, const NodesRequest &message);
    void handle(quint32 request, const NodeDetailRequest &message);
    void handle(quint32 request, const ImagesRequest &message);
    void handle(quint32 request, const JobsRequest &message);
    void handle(quint32 request, const JobNodesRequest &message);
    void handle(quint32 request, const EventsRequest &message);
    void handle(quint32 request, const DiscoveredRequest &message);
    void handle(quint32 request, const AdoptRequest &message);
    void handle(quint32 request, const PlanRequest &message);
    void handle(quint32 request, const ReloadRequest &message);
    void handle(quint32 request, const WipeRequest &message);
    void handle(quint32 request, const PermissionsRequest &message);
    void handle(quint32 request, const WithdrawRequest &message);
    void handle(quint32 request, const HoldsRequest &message);
    void handle(quint32 request, const ReleaseRequest &message);
    void handle(quint32 request, const BreakHoldsRequest &message);
    void handle(quint32 request, const ReenrolRequest &message);
    void handle(quint32 request, const PowerRequest &message);
    void handle(quint32 request, const TrustRequest &message);
    void handle(quint32 request, const DocumentRequest &message);
    void handle(quint32 request, const DocumentCheckRequest &message);
    void handle(quint32 request, const DocumentSaveRequest &message);
    void handle(quint32 request, const BuildRequest &message);
    void handle(quint32 request, const BuildsRequest &message);
    void handle(quint32 request, const BuildPlaceRequest &message);
    void handle(quint32 request, const WatchBuildRequest &message);
    void handle(quint32 request, const CancelBuildRequest &message);
    template <typename Other> void handle(quint32 request, const Other &);

    [[nodiscard]] bool isOperator() const { return m_link->peer().role == Role::Operator; }
    /// Whether its requests may take nodes from jobs that hold them, where they say so.
    [[nodiscard]] bool mayTakeHeld() const { return isOperator() && m_rights.has(Right::Release); }
    [[nodiscard]] Author author() const;
    /// The number of what is written on that node among the reply's disks; 0 where it has not told what it has.
    [[nodiscard]] int diskOf(PlanReply &reply, const NodeName &name, bool reinstall) const;
    [[nodiscard]] Result<QList<Adoption>> chooseMachines(const AdoptRequest &message) const;
    /// Hands the message to cid-build and its answer back.
    void relay(quint32 request, const Message &message);
    /// "operator anna (10.0.0.9, anna@desk)", for the history: only the last is what the other end calls itself.
    [[nodiscard]] QString peerName() const;
    void refuse(quint32 request, const Error &error);
    void refuseRole(quint32 request);
    void reply(quint32 request, const Status &status);
    /// The nodes, or the request is refused.
    [[nodiscard]] std::optional<QStringList> hostsOf(quint32 request, const QString &hosts);
    /// Replies with what is answered later, where the session is still there.
    [[nodiscard]] std::function<void(const Status &)> later(quint32 request);
    /// Answers with what \a question finds in the store.
    template <typename Reply>
    void fromStore(quint32 request, bool parts, std::function<Result<Reply>(StateStore &)> question);
    /// Calls \a then with the job, wherever it is known, or refuses.
    void withJob(quint32 request, const JobId &id, const std::function<void(const Job &)> &then);
    void watch(quint32 request, const Job &job, bool parts);
    void tellJobs(quint32 request, bool parts, QList<Job> jobs);
    void keep(Follower *follower);
    void followPower(quint32 request, const QStringList &nodes, PowerAct act);
    [[nodiscard]] bool mayFollow(quint32 request);

    Link *m_link;
    ServerContext &m_context;
    const ClientKey m_key; ///< as it was proved; a key that changes ends its sessions
    const Rights m_rights;
    FirstWord *m_firstWord;
    Answers *m_answers; ///< all that may be long
    ImageRequests *m_images;
    HostsCollector m_hosts;
    qsizetype m_followed = 0;
};

} // namespace cid
