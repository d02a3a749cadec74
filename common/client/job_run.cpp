// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/client/job_run.h"

#include <QSet>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// cidd's own verdict about a deadline names the nodes: it is worth a wait.
constexpr auto verdictPatience = 10s;
// QTimer counts milliseconds in an int.
constexpr std::chrono::milliseconds longestTimeout = std::chrono::hours(24 * 20);

JobRun::Outcome outcomeOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Invalid:
    case ErrorKind::NotFound:
        return JobRun::Outcome::BadRequest;
    case ErrorKind::Unavailable: // Nothing is wrong with the request: later it may be taken.
        return JobRun::Outcome::Unreachable;
    default:
        return JobRun::Outcome::Refused;
    }
}

} // namespace

QString JobNode::stage() const
{
    if (deployment && deployment->state == DeploymentState::Queued)
        return u"queued"_s;
    if (deployment && (deployment->state == DeploymentState::Failed || deployment->state == DeploymentState::Cancelled))
        return deploymentStateName(deployment->state);
    return nodeStateName(status.state);
}

JobRun::JobRun(CidClient &client, JobWish wish, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_wish(std::move(wish))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // A coarse one may end a job five per cent before its time.
    connect(&m_timer, &QTimer::timeout, this, &JobRun::deadlinePassed);
    connect(&client, &CidClient::connected, this, &JobRun::request);
    connect(&client, &CidClient::disconnected, this, &JobRun::interrupted);
    connect(&client, &CidClient::tryFailed, this, [this](const Error &error, bool isFatal) {
        if (isFatal)
            finish(error.code == "link.wrong-server" ? Outcome::Unreachable : Outcome::Refused, error);
        else
            Q_EMIT interrupted(error);
    });
}

void JobRun::start()
{
    const auto timeout = std::min(m_wish.timeout, longestTimeout);
    m_deadline = QDeadlineTimer(timeout);
    m_timer.start(timeout);
    if (m_client.isConnected())
        request();
}

void JobRun::request()
{
    if (m_isFinished)
        return;
    // A job that cidd has accepted is asked for by its name alone: asking for the image again would begin a new job
    // where this one ended while we did not hear.
    if (m_isAccepted) {
        watch();
        return;
    }
    DeployRequest question{m_wish.job, m_wish.hosts, m_wish.image, std::max<qint64>(1, m_deadline.remainingTime()),
                           m_wish.reinstall};
    question.take = m_wish.take;
    const QPointer<JobRun> self = this;
    m_client.ask<DeployReply>(question, [self](const Result<DeployReply> &reply) {
        if (self)
            self->answered(reply);
    });
}

void JobRun::answered(const Result<DeployReply> &reply)
{
    if (m_isFinished)
        return;
    if (!reply && reply.error().code == "link.no-answer") {
        request();
    } else if (!reply && !CidClient::isLinkError(reply.error())) {
        finish(outcomeOf(reply.error()), reply.error());
    } else if (reply) {
        m_isAccepted = true;
        m_job = reply->job;
        Q_EMIT accepted(reply->reattached);
        if (m_isCancelled)
            cancel();
        watch();
    }
}

void JobRun::watch()
{
    const QPointer<JobRun> self = this;
    m_client.follow<JobUpdate>(WatchJobRequest{m_wish.job}, [self](const Result<JobUpdate> &answer) {
        if (!self || self->m_isFinished)
            return false;
        if (answer)
            self->update(*answer);
        else if (!CidClient::isLinkError(answer.error()))
            self->finish(outcomeOf(answer.error()), answer.error());
        return answer && !self->m_isFinished;
    });
}

void JobRun::update(const JobUpdate &update)
{
    QSet<NodeName> names;
    m_job = update.job;
    for (const NodeStatus &status : update.nodes) {
        m_nodes[status.name].status = status;
        names.insert(status.name);
    }
    for (const Deployment &deployment : update.deployments) {
        m_nodes[deployment.node].deployment = deployment;
        names.insert(deployment.node);
    }
    Q_EMIT changed(names.values());
    if (m_job.state != JobState::Active)
        conclude();
}

QList<Deployment> JobRun::failures() const
{
    QList<Deployment> failed;
    for (const JobNode &node : m_nodes) {
        if (node.deployment && node.deployment->state != DeploymentState::Done)
            failed.append(*node.deployment);
    }
    return failed;
}

void JobRun::conclude()
{
    const QList<Deployment> failed = failures();
    const bool onlyLate = !failed.isEmpty() && std::all_of(failed.begin(), failed.end(), [](const Deployment &one) {
        return one.failure.code == "job.deadline";
    });
    if (m_job.state == JobState::Done)
        finish(Outcome::AllRunning);
    else if (m_job.state == JobState::Cancelled)
        finish(Outcome::Cancelled, makeError(ErrorKind::Cancelled, "job.cancelled", u"The job was cancelled"_s));
    else if (onlyLate)
        finish(
            Outcome::DeadlinePassed,
            makeError(ErrorKind::Timeout, "job.deadline", u"The job's deadline passed before every node was there"_s));
    else
        finish(Outcome::SomeFailed);
}

void JobRun::deadlinePassed()
{
    if (!m_isAccepted || !m_client.isConnected()) {
        Error error = m_client.lastError();
        if (error.text.isEmpty())
            error = makeError(ErrorKind::Unavailable, "link.not-connected", u"cidd did not answer"_s);
        finish(Outcome::Unreachable, error);
    } else if (!m_waitsForVerdict) {
        m_waitsForVerdict = true;
        m_timer.start(verdictPatience);
    } else {
        finish(m_isCancelled ? Outcome::Cancelled : Outcome::DeadlinePassed,
               makeError(ErrorKind::Timeout, "job.deadline", u"The time is up and cidd says nothing about the job"_s));
    }
}

void JobRun::cancel()
{
    m_isCancelled = true;
    m_waitsForVerdict = true;
    m_timer.start(verdictPatience);
    const QPointer<JobRun> self = this;
    if (!m_isAccepted && !m_client.isConnected())
        finish(Outcome::Cancelled, makeError(ErrorKind::Cancelled, "job.cancelled", u"The job was not asked for"_s));
    if (!m_isAccepted || m_isFinished)
        return;
    m_client.ask<OkReply>(CancelJobRequest{m_wish.job}, [self](const Result<OkReply> &reply) {
        if (self && !reply && !CidClient::isLinkError(reply.error()))
            self->finish(Outcome::Refused, reply.error());
    });
}

void JobRun::finish(Outcome outcome, const Error &error)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    m_timer.stop();
    Q_EMIT finished(outcome, error);
}

} // namespace cid
