// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/job_mirror.h"

namespace cid {

namespace {

constexpr int eventsPerQuestion = 500; // as many as cidd gives

} // namespace

JobMirror::JobMirror(CidClient &client, JobId job, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_id(std::move(job))
{
    connect(&client, &CidClient::connected, this, &JobMirror::follow);
    if (client.isConnected())
        follow();
}

void JobMirror::follow()
{
    const QPointer<JobMirror> self = this;
    m_client.follow<JobUpdate>(WatchJobRequest{m_id}, [self](const Result<JobUpdate> &update) {
        if (!self)
            return false;
        if (update)
            self->take(*update);
        else if (!CidClient::isLinkError(update.error()))
            Q_EMIT self->failed(update.error());
        return update && self->m_job.state == JobState::Active;
    });
    askEvents();
}

// Page by page from the beginning; the last page goes on following.
void JobMirror::askEvents()
{
    const QPointer<JobMirror> self = this;
    EventsRequest question;
    question.job = m_id;
    question.after = m_events.isEmpty() ? 0 : m_events.last().id;
    question.limit = eventsPerQuestion;
    m_client.ask<EventsReply>(question, [self, question](const Result<EventsReply> &reply) {
        if (!self || !reply)
            return;
        self->take(*reply);
        if (reply->events.size() >= eventsPerQuestion) {
            self->askEvents();
            return;
        }
        EventsRequest rest = question;
        rest.after = self->m_events.isEmpty() ? 0 : self->m_events.last().id;
        rest.follow = true;
        self->m_client.follow<EventsReply>(rest, [self](const Result<EventsReply> &more) {
            if (self && more)
                self->take(*more);
            return self && more;
        });
    });
}

void JobMirror::take(const JobUpdate &update)
{
    m_job = update.job;
    for (const NodeStatus &status : update.nodes)
        m_nodes[status.name].status = status;
    for (const Deployment &deployment : update.deployments)
        m_nodes[deployment.node].deployment = deployment;
    Q_EMIT changed();
}

void JobMirror::take(const EventsReply &reply)
{
    const qint64 last = m_events.isEmpty() ? -1 : m_events.last().id;
    for (const Event &event : reply.events) {
        if (event.id > last && m_events.size() < maxEvents)
            m_events.append(event);
    }
    if (!reply.events.isEmpty())
        Q_EMIT eventsAdded();
}

} // namespace cid
