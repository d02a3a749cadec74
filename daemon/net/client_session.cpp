// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/client_session.h"

#include "daemon/net/disk_forecast.h"
#include "daemon/net/limits.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

ClientSession::ClientSession(Link *link, ServerContext &context)
    : QObject(link)
    , m_link(link)
    , m_context(context)
    , m_images(new ImageRequests(link, peerName(), context.images, context.captures))
{
    connect(link, &Link::received, this, &ClientSession::take);
}

void ClientSession::take(const Envelope &envelope)
{
    const bool isForSchedulers = std::holds_alternative<DeployRequest>(envelope.message)
        || std::holds_alternative<WatchJobRequest>(envelope.message)
        || std::holds_alternative<CancelJobRequest>(envelope.message);
    if (!isForSchedulers && !isOperator())
        refuseRole(envelope.request);
    else if (!m_images->take(envelope))
        std::visit([&](const auto &message) { handle(envelope.request, message); }, envelope.message);
}

void ClientSession::refuse(quint32 request, const Error &error)
{
    m_link->send({request, ErrorReply{error}});
}

void ClientSession::refuseRole(quint32 request)
{
    refuse(request, makeError(ErrorKind::Refused, "role.not-allowed", u"The key that you hold does not allow this"_s));
}

void ClientSession::reply(quint32 request, const Status &status)
{
    if (status)
        m_link->send({request, OkReply{}});
    else
        refuse(request, status.error());
}

template <typename Reply>
void ClientSession::fromStore(quint32 request, std::function<Result<Reply>(StateStore &)> question)
{
    const QPointer<ClientSession> self = this;
    m_context.store.read([self, request, question = std::move(question)](StateStore &store) -> StoreClient::Answer {
        return [self, request, result = question(store)] {
            if (self && result)
                self->m_link->send({request, *result});
            else if (self)
                self->refuse(request, result.error());
        };
    });
}

bool ClientSession::mayFollow(quint32 request)
{
    if (m_followed < net::maxFollowed)
        return true;
    refuse(request, makeError(ErrorKind::Refused, "client.too-many", u"One connection follows too many things"_s));
    return false;
}

void ClientSession::keep(Follower *follower)
{
    follower->setParent(this);
    ++m_followed;
    connect(follower, &Follower::finished, this, [this, follower] {
        --m_followed;
        follower->deleteLater();
    });
}

void ClientSession::handle(quint32 request, const DeployRequest &message)
{
    const auto nodes = m_context.expandHosts(message.hosts);
    if (!nodes) {
        refuse(request, nodes.error());
        return;
    }
    if (message.reinstall && !isOperator()) {
        refuseRole(request);
        return;
    }
    const QPointer<ClientSession> self = this;
    m_context.core.jobs().deploy(
        {message.job, *nodes, message.image, std::chrono::milliseconds(std::max<qint64>(0, message.timeoutMs)),
         message.reinstall, power()},
        [self, request](const Result<Accepted> &result) {
            if (self && result)
                self->m_link->send({request, DeployReply{result->job, result->deployments, result->reattached}});
            else if (self)
                self->refuse(request, result.error());
        });
}

void ClientSession::handle(quint32 request, const WatchJobRequest &message)
{
    if (const Job *job = m_context.core.state().jobs.job(message.job)) {
        watch(request, *job);
        return;
    }
    // It may have ended before the last start: whoever was cut off then asks how.
    const QPointer<ClientSession> self = this;
    m_context.store.read([self, request, id = message.job](StateStore &store) -> StoreClient::Answer {
        return [self, request, record = store.job(id)] {
            if (self && record) {
                self->m_context.core.state().jobs.recall(*record);
                self->watch(request, *self->m_context.core.state().jobs.job(record->job.id));
            } else if (self) {
                self->refuse(request, record.error());
            }
        };
    });
}

void ClientSession::watch(quint32 request, const Job &job)
{
    if (!isOperator() && job.owner != powerName(Power::Scheduler))
        refuseRole(request);
    else if (mayFollow(request))
        keep(new JobFollower(m_link, request, m_context, job));
}

void ClientSession::handle(quint32 request, const CancelJobRequest &message)
{
    const QPointer<ClientSession> self = this;
    m_context.core.jobs().cancel(message.job, power(), [self, request](const Status &status) {
        if (self)
            self->reply(request, status);
    });
}

void ClientSession::handle(quint32 request, const NodesRequest &message)
{
    NodeFollower::Wish wish{{}, message.follow};
    if (!message.hosts.isEmpty()) {
        const auto names = m_context.expandHosts(message.hosts);
        if (!names) {
            refuse(request, names.error());
            return;
        }
        wish.names = *names;
    }
    const auto unknown = std::find_if(wish.names.begin(), wish.names.end(),
                                      [this](const NodeName &name) { return !m_context.core.statusOf(name); });
    if (unknown != wish.names.end())
        refuse(request, makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(*unknown)));
    else if (mayFollow(request))
        keep(new NodeFollower(m_link, request, m_context, wish));
}

void ClientSession::handle(quint32 request, const NodeDetailRequest &message)
{
    const NodeRecord *node = m_context.core.state().registry.find(message.node);
    if (!node) {
        refuse(request, makeError(ErrorKind::NotFound, "node.unknown", u"node_db has no node %1"_s.arg(message.node)));
        return;
    }
    NodeDetail detail;
    detail.status = *m_context.core.statusOf(message.node);
    detail.definition = node->definition;
    detail.inventory = node->inventory;
    detail.slotContents = node->slotContents;
    detail.log = node->log;
    fromStore<NodeDetail>(request, [detail](StateStore &store) -> Result<NodeDetail> {
        NodeDetail whole = detail;
        auto deployments = store.deploymentsOf(detail.status.name, net::deploymentsOfNode);
        if (!deployments)
            return fail(deployments.error());
        whole.deployments = std::move(*deployments);
        EventQuery query;
        query.node = detail.status.name;
        query.deployment = whole.deployments.isEmpty() ? 0 : whole.deployments.first().id;
        query.limit = net::eventsPerReply;
        auto events = store.events(query);
        if (!events)
            return fail(events.error());
        whole.events = std::move(*events);
        return whole;
    });
}

void ClientSession::handle(quint32 request, const ImagesRequest &)
{
    const Catalogue &catalogue = m_context.core.state().catalogue;
    m_link->send({request, ImagesReply{catalogue.definitions(), catalogue.images(), catalogue.problems()}});
}

void ClientSession::handle(quint32 request, const JobsRequest &message)
{
    const int limit = std::clamp(message.limit, 1, net::jobsPerReply);
    fromStore<JobsReply>(request, [limit, activeOnly = message.activeOnly](StateStore &store) -> Result<JobsReply> {
        auto jobs = store.jobs(limit, activeOnly);
        return jobs ? Result<JobsReply>(JobsReply{std::move(*jobs)}) : fail(jobs.error());
    });
}

void ClientSession::handle(quint32 request, const EventsRequest &message)
{
    const EventQuery query{message.after,
                           message.node,
                           message.job,
                           0,
                           std::clamp(message.limit, 1, net::eventsPerReply),
                           message.what.mid(0, net::kindsOfEvents)};
    if (!message.follow) {
        fromStore<EventsReply>(request, [query](StateStore &store) -> Result<EventsReply> {
            auto events = store.events(query);
            return events ? Result<EventsReply>(EventsReply{std::move(*events)}) : fail(events.error());
        });
        return;
    }
    if (!mayFollow(request))
        return;
    // It listens from now on; what the store answers is older than what it hears.
    auto *follower = new EventFollower(m_link, request, m_context, query);
    keep(follower);
    const QPointer<EventFollower> guard = follower;
    m_context.store.read([guard, query](StateStore &store) -> StoreClient::Answer {
        const auto events = store.events(query);
        return [guard, list = events ? *events : QList<Event>()] {
            if (guard)
                guard->begin(list);
        };
    });
}

void ClientSession::handle(quint32 request, const DiscoveredRequest &)
{
    m_link->send({request, DiscoveredReply{m_context.core.state().registry.discovered()}});
}

Result<QList<Adoption>> ClientSession::chooseMachines(const AdoptRequest &message) const
{
    const auto names = m_context.expandHosts(message.hosts);
    if (!names)
        return fail(names.error());
    QList<DiscoveredMachine> machines = m_context.core.state().registry.discovered();
    if (!message.macs.isEmpty()) {
        machines.removeIf([&message](const DiscoveredMachine &machine) {
            return std::none_of(machine.macs.begin(), machine.macs.end(),
                                [&](const QString &mac) { return message.macs.contains(mac); });
        });
    }
    const bool allKnown = std::all_of(names->begin(), names->end(), [this](const NodeName &name) {
        return m_context.core.statusOf(name).has_value();
    });
    QList<Adoption> adoptions;
    for (qsizetype i = 0; i < names->size(); ++i)
        adoptions.append({names->at(i), i < machines.size() && !allKnown ? machines[i].macs : QStringList()});
    if (!allKnown && machines.size() != names->size()) {
        return fail(
            makeError(ErrorKind::Invalid, "adopt.count",
                      u"%1 machines wait and %2 names were given; name as many nodes as machines"_s.arg(machines.size())
                          .arg(names->size())));
    }
    return adoptions;
}

void ClientSession::handle(quint32 request, const AdoptRequest &message)
{
    const auto adoptions = chooseMachines(message);
    if (!adoptions) {
        refuse(request, adoptions.error());
        return;
    }
    QList<std::pair<NodeName, QStringList>> fresh;
    for (const Adoption &adoption : *adoptions) {
        if (!adoption.macs.isEmpty())
            fresh.append({adoption.node, adoption.macs});
    }
    Status status = message.dryRun || fresh.isEmpty() ? Status() : m_context.adopt(fresh);
    for (const Adoption &adoption : *adoptions) {
        if (status && !message.dryRun)
            status = m_context.core.enrolments().adopt(adoption.node);
    }
    if (status)
        m_context.core.ledger().afterCommit([link = QPointer<Link>(m_link), request, answer = AdoptReply{*adoptions}] {
            if (link)
                link->send({request, answer});
        });
    else
        refuse(request, status.error());
}

// Most nodes of a cluster have the same ahead of them: it is said once.
int ClientSession::diskOf(PlanReply &reply, const NodeName &name, bool reinstall) const
{
    const CoreState &state = m_context.core.state();
    const NodeRecord *node = state.registry.find(name);
    if (!node || node->inventory.disks.isEmpty())
        return 0;
    const PlanDisk disk = forecastDisk(*node, reinstall, state.wipes.value(name).diskSerial);
    const qsizetype known = reply.disks.indexOf(disk);
    if (known < 0)
        reply.disks.append(disk);
    return static_cast<int>(known < 0 ? reply.disks.size() : known + 1);
}

void ClientSession::handle(quint32 request, const PlanRequest &message)
{
    const auto nodes = m_context.expandHosts(message.hosts);
    if (!nodes) {
        refuse(request, nodes.error());
        return;
    }
    const auto rows = m_context.core.jobs().plan({{}, *nodes, message.image, {}, message.reinstall, power()});
    const auto image = m_context.core.state().catalogue.resolve(message.image);
    if (!rows || !image) {
        refuse(request, rows ? image.error() : rows.error());
        return;
    }
    PlanReply reply;
    reply.image = image->image.id;
    for (const PartitionDefinition &partition : m_context.core.state().partitions) {
        if (partition.keep)
            reply.kept.append(partition.name);
    }
    for (const Forecast &row : *rows) {
        const bool writes = row.eligible && row.action != "nothing"_L1;
        reply.rows.append(
            {row.node, row.eligible, row.action, row.reason, writes ? diskOf(reply, row.node, message.reinstall) : 0});
    }
    m_link->send({request, reply});
}

void ClientSession::handle(quint32 request, const ReloadRequest &)
{
    reply(request, m_context.reload());
}

void ClientSession::handle(quint32 request, const WipeRequest &message)
{
    if (message.serial.isEmpty()) {
        refuse(request, makeError(ErrorKind::Invalid, "wipe.no-serial", u"Name the disk by its serial number"_s));
        return;
    }
    const QPointer<ClientSession> self = this;
    m_context.core.jobs().allowWipe({message.node, message.serial, u"operator"_s, m_context.core.state().now()},
                                    [self, request](const Status &status) {
                                        if (self)
                                            self->reply(request, status);
                                    });
}

template <typename Other> void ClientSession::handle(quint32 request, const Other &)
{
    refuseRole(request);
}

} // namespace cid
