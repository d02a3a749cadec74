// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/client_session.h"

#include "common/domain/clamp.h"
#include "common/wire/clamp.h"
#include "common/wire/client_fields.h"
#include "common/wire/message_rights.h"
#include "daemon/net/disk_forecast.h"
#include "daemon/net/limits.h"
#include "daemon/net/told.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

ClientSession::ClientSession(Link *link, ServerContext &context)
    : QObject(link)
    , m_link(link)
    , m_context(context)
    , m_key(context.authority.clientKey(link->peer().key))
    , m_rights(m_key.rights)
    , m_firstWord(new FirstWord(link, std::chrono::milliseconds(net::requestPatienceMs)))
    , m_answers(new Answers(link))
    , m_images(new ImageRequests(m_answers, link, peerName(), context.images, context.captures))
{
    connect(link, &Link::received, this, &ClientSession::take);
}

void ClientSession::take(const Envelope &received)
{
    m_firstWord->heard();
    if (const auto *part = std::get_if<HostsPart>(&received.message)) {
        m_hosts.take(received.request, *part);
        return;
    }
    Envelope envelope = received;
    clamp(envelope.message);
    if (const Status whole = m_hosts.complete(envelope.request, envelope.message); !whole) {
        refuse(envelope.request, whole.error());
        return;
    }
    if (!wire::mayClientSend(m_rights, envelope.message))
        refuseRole(envelope.request);
    else if (!m_images->take(envelope))
        std::visit([&](const auto &message) { handle(envelope.request, message); }, envelope.message);
}

void ClientSession::end()
{
    disconnect(m_link, nullptr, this, nullptr);
    delete m_images;
    qDeleteAll(findChildren<Follower *>(Qt::FindDirectChildrenOnly));
    m_link->close();
    deleteLater();
}

Author ClientSession::author() const
{
    return {isOperator() ? Power::Operator : Power::Scheduler,
            m_link->peer().key,
            peerName(),
            m_key.holds,
            m_key.holdFor,
            m_rights.has(Right::Release)};
}

void ClientSession::refuse(quint32 request, const Error &error)
{
    Error clamped = error; // It may name what was asked for, however long that is.
    clamp(clamped);
    m_link->send({request, ErrorReply{clamped}});
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
    const bool isAllowed = (!message.reinstall || m_rights.has(Right::Install))
        && (message.wipes.isEmpty() || m_rights.has(Right::Wipe)) && (!message.take || mayTakeHeld());
    if (!isAllowed) {
        refuseRole(request);
        return;
    }
    const QPointer<ClientSession> self = this;
    m_context.core.jobs().deploy(
        {message.job, *nodes, message.image, std::chrono::milliseconds(std::max<qint64>(0, message.timeoutMs)),
         message.reinstall, author(), message.wipes, message.take},
        [self, request, parts = message.parts](const Result<Accepted> &result) {
            if (!self)
                return;
            if (!result) {
                self->refuse(request, result.error());
                return;
            }
            const Job &job = result->job;
            const JobTally &tally = self->m_context.core.state().jobs.tally(job.id);
            DeployReply reply{parts ? told::brief(job, countsOf(job, tally), told::hosts(job.nodes))
                                    : told::withNodes(job),
                              {},
                              result->reattached};
            reply.deployments.reserve(result->deployments.size());
            for (const Deployment &deployment : result->deployments)
                reply.deployments.append(told::deployment(deployment));
            self->m_answers->send(request, parts, std::move(reply));
        });
}

void ClientSession::withJob(quint32 request, const JobId &id, const std::function<void(const Job &)> &then)
{
    if (const Job *job = m_context.core.state().jobs.job(id)) {
        then(*job);
        return;
    }
    // It may have ended before the last start: whoever was cut off then asks how.
    const QPointer<ClientSession> self = this;
    m_context.store.read([self, request, id, then](StateStore &store) -> StoreClient::Answer {
        return [self, request, then, record = store.job(id)] {
            if (self && record) {
                self->m_context.core.state().jobs.recall(*record);
                then(*self->m_context.core.state().jobs.job(record->job.id));
            } else if (self) {
                self->refuse(request, record.error());
            }
        };
    });
}

void ClientSession::handle(quint32 request, const WatchJobRequest &message)
{
    withJob(request, message.job,
            [this, request, parts = message.parts](const Job &job) { watch(request, job, parts); });
}

void ClientSession::watch(quint32 request, const Job &job, bool parts)
{
    if (!m_rights.has(Right::Watch) && job.owner != author().owner())
        refuseRole(request);
    else if (mayFollow(request))
        keep(new JobFollower(m_link, request, m_context, {job.id, parts}));
}

void ClientSession::handle(quint32 request, const CancelJobRequest &message)
{
    const QPointer<ClientSession> self = this;
    m_context.core.jobs().cancel(message.job, author(), [self, request](const Status &status) {
        if (self)
            self->reply(request, status);
    });
}

Result<QList<Adoption>> ClientSession::chooseMachines(const AdoptRequest &message) const
{
    const auto names = m_context.expandHosts(message.hosts);
    if (!names)
        return fail(names.error());
    const Registry &registry = m_context.core.state().registry;
    const QList<DiscoveredMachine> machines =
        message.macs.isEmpty() ? registry.discovered() : registry.discovered(message.macs);
    const bool allKnown = std::all_of(names->begin(), names->end(),
                                      [&registry](const NodeName &name) { return registry.find(name) != nullptr; });
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
            status = m_context.core.enrolments().adopt(adoption.node, peerName());
    }
    if (status)
        m_context.core.ledger().afterCommit(
            [answers = QPointer<Answers>(m_answers), request, parts = message.parts, reply = AdoptReply{*adoptions}] {
                if (answers)
                    answers->send(request, parts, reply);
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
    const Permission *allowed = isOperator() ? state.permissions.find({name, 0}) : nullptr;
    const PlanDisk disk =
        forecastDisk(*node, {reinstall, allowed ? allowed->disk : QString(), m_context.authority.diskOwnerOf(name)});
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
    const bool takes = message.take && mayTakeHeld();
    const auto rows =
        m_context.core.jobs().plan({{}, *nodes, message.image, {}, message.reinstall, author(), {}, takes});
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
    m_answers->send(request, message.parts, std::move(reply));
}

void ClientSession::handle(quint32 request, const ReloadRequest &)
{
    // It counts for the history also where nobody waits for the answer any more.
    m_context.reload([&core = m_context.core, who = peerName(), answer = later(request)](const Status &status) {
        Event event;
        event.what = status ? "reloaded" : "refused";
        event.reason =
            status ? u"the configuration was read again"_s : u"the configuration stays: "_s + status.error().text;
        event.who = who;
        core.note(std::move(event));
        answer(status);
    });
}

template <typename Other> void ClientSession::handle(quint32 request, const Other &)
{
    refuseRole(request);
}

} // namespace cid
