// SPDX-License-Identifier: GPL-3.0-or-later
// What operators ask about nodes, images, jobs and the history.
#include "common/domain/clamp.h"
#include "common/wire/client_fields.h"
#include "daemon/net/client_session.h"
#include "daemon/net/limits.h"
#include "daemon/net/told.h"

#include <QPointer>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

template <typename Reply>
void ClientSession::fromStore(quint32 request, bool parts, std::function<Result<Reply>(StateStore &)> question)
{
    const QPointer<ClientSession> self = this;
    m_context.store.read(
        [self, request, parts, question = std::move(question)](StateStore &store) -> StoreClient::Answer {
            return [self, request, parts, result = question(store)] {
                if (self && result)
                    self->m_answers->send(request, parts, *result);
                else if (self)
                    self->refuse(request, result.error());
            };
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
    clamp(detail.status);
    fromStore<NodeDetail>(request, message.parts, [detail](StateStore &store) -> Result<NodeDetail> {
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

void ClientSession::handle(quint32 request, const ImagesRequest &message)
{
    const Catalogue &catalogue = m_context.core.state().catalogue;
    m_answers->send(request, message.parts,
                    ImagesReply{catalogue.definitions(), catalogue.images(), catalogue.problems()});
}

void ClientSession::handle(quint32 request, const JobsRequest &message)
{
    const JobsQuery query{std::clamp(message.limit, 1, net::jobsPerReply), message.activeOnly, !message.parts};
    const QPointer<ClientSession> self = this;
    m_context.store.read([self, request, query, parts = message.parts](StateStore &store) -> StoreClient::Answer {
        return [self, request, parts, jobs = store.jobs(query)] {
            if (self && jobs)
                self->tellJobs(request, parts, *jobs);
            else if (self)
                self->refuse(request, jobs.error());
        };
    });
}

// The store keeps what a job came to; how far one is that is under way, the book knows.
void ClientSession::tellJobs(quint32 request, bool parts, QList<Job> jobs)
{
    const JobBook &book = m_context.core.state().jobs;
    for (Job &job : jobs) {
        if (!parts)
            job = told::withNodes(job);
        else if (const Job *known = book.job(job.id); known && known->createdAt == job.createdAt)
            job.counts = countsOf(*known, book.tally(job.id));
    }
    m_answers->send(request, parts, JobsReply{std::move(jobs)});
}

void ClientSession::handle(quint32 request, const JobNodesRequest &message)
{
    withJob(request, message.job, [this, request](const Job &job) {
        m_answers->send(request, true, JobNodesReply{told::hostTexts(job.nodes)});
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
        fromStore<EventsReply>(request, message.parts, [query](StateStore &store) -> Result<EventsReply> {
            auto events = store.events(query);
            return events ? Result<EventsReply>(EventsReply{std::move(*events)}) : fail(events.error());
        });
        return;
    }
    if (!mayFollow(request))
        return;
    keep(new EventFollower(m_link, request, m_context, query));
}

void ClientSession::handle(quint32 request, const DiscoveredRequest &message)
{
    m_answers->send(request, message.parts, DiscoveredReply{m_context.core.state().registry.discovered()});
}

} // namespace cid
