// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/prolog.h"

#include "capt/view/job_report.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds slurmdInterval{2};

QString causeOf(const Deployment &deployment)
{
    const QString cause = deployment.failure.reason.isEmpty() ? u"not there in time"_s : deployment.failure.reason;
    return u"%1 (%2, %3)"_s.arg(cause, nodeStateName(deployment.failure.stage), deployment.image.toString());
}

/// The machine was started anew for this job, and slurmd with it.
bool isBack(const SlurmNode &node, const JobNode &asked)
{
    const bool isNew = !asked.deployment || node.slurmdSince >= asked.deployment->createdAt / 1000;
    return isNew && isResponding(node);
}

} // namespace

SlurmProlog::SlurmProlog(SlurmJob job, SlurmConf conf, QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_conf(std::move(conf))
    , m_scontrol(m_conf.binFolder, m_conf.slurmConf)
{
    m_again.setSingleShot(true);
    m_again.setInterval(slurmdInterval);
    connect(&m_again, &QTimer::timeout, this,
            [this] { m_scontrol.showNodes(m_job.nodes, [this](const auto &nodes) { lookForSlurmd(nodes); }); });
}

SlurmProlog::~SlurmProlog() = default;

void SlurmProlog::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            const auto image = imageOf(m_job, m_conf);
            if (!image)
                hold(image.error().kind == ErrorKind::Refused ? ExitCode::Refused : ExitCode::Usage,
                     image.error().text);
            else if (!*image)
                Q_EMIT finished(ExitCode::Success);
            else
                deploy(**image);
        },
        Qt::QueuedConnection);
}

void SlurmProlog::deploy(const QString &image)
{
    const auto conf = loadCidConf(m_conf.cidConf);
    if (!conf) {
        Q_EMIT said(conf.error().text);
        Q_EMIT finished(ExitCode::Usage);
        return;
    }
    m_client = std::make_unique<CidClient>(*conf, ClientRole::Scheduler, KeyChoice{m_conf.key, {}});
    JobWish wish;
    wish.job = m_job.id;
    wish.hosts = m_job.nodes;
    wish.image = image;
    wish.timeout = m_conf.timeout.count() > 0 ? m_conf.timeout : std::chrono::milliseconds(conf->deadline);
    m_run = std::make_unique<JobRun>(*m_client, wish);
    connect(m_run.get(), &JobRun::finished, this, &SlurmProlog::deployed);
    const Status started = m_client->start();
    if (started) {
        Q_EMIT said(u"job %1: %2 on %3"_s.arg(m_job.id, image, m_job.nodes));
        m_run->start();
        return;
    }
    Q_EMIT said(started.error().text);
    Q_EMIT finished(ExitCode::Usage);
}

void SlurmProlog::deployed(JobRun::Outcome outcome, const Error &error)
{
    const JobReport report = reportOf(*m_run, outcome, error);
    for (const QString &line : report.out + report.errors)
        Q_EMIT said(u"job %1: %2"_s.arg(m_job.id, line));
    if (outcome == JobRun::Outcome::AllRunning) {
        awaitSlurmd();
        return;
    }
    const ExitCode code = exitCodeOf(outcome);
    if (code == ExitCode::Usage || code == ExitCode::Refused) {
        hold(code, error.text);
        return;
    }
    QList<std::pair<QString, QString>> failed;
    const QList<Deployment> failures = m_run->failures();
    for (const Deployment &deployment : failures) {
        if (outcome != JobRun::Outcome::Cancelled && deployment.state != DeploymentState::Cancelled)
            failed.append({deployment.node, causeOf(deployment)});
    }
    drain(failed, code);
}

void SlurmProlog::hold(ExitCode code, const QString &why)
{
    Q_EMIT said(u"job %1 is held: %2"_s.arg(m_job.id, why));
    m_scontrol.requeueAndHold(m_job.id, why, [this, code](const Status &held) {
        if (!held)
            Q_EMIT said(held.error().text); // A job that is no batch job ends with the hook.
        Q_EMIT finished(code);
    });
}

void SlurmProlog::awaitSlurmd()
{
    if (m_conf.waitForSlurmd.count() <= 0) {
        Q_EMIT finished(ExitCode::Success);
        return;
    }
    m_slurmd.setRemainingTime(m_conf.waitForSlurmd);
    m_scontrol.showNodes(m_job.nodes, [this](const auto &nodes) { lookForSlurmd(nodes); });
}

void SlurmProlog::lookForSlurmd(const Result<QList<SlurmNode>> &nodes)
{
    // Of whom nothing is said nobody knows that they are back.
    const bool isTold = nodes && !nodes->isEmpty();
    if (!nodes)
        Q_EMIT said(nodes.error().text);
    QList<std::pair<QString, QString>> away;
    const QMap<NodeName, JobNode> &asked = m_run->nodes();
    for (const SlurmNode &node : nodes ? *nodes : QList<SlurmNode>()) {
        if (!isBack(node, asked.value(node.name)))
            away.append({node.name, u"slurmd did not come (%1)"_s.arg(m_run->job().resolved.toString())});
    }
    if (isTold && away.isEmpty())
        Q_EMIT finished(ExitCode::Success);
    else if (!m_slurmd.hasExpired())
        m_again.start();
    else
        drain(away, ExitCode::NodeFailed);
}

void SlurmProlog::drain(QList<std::pair<QString, QString>> nodesAndCauses, ExitCode code)
{
    if (nodesAndCauses.isEmpty() || !m_conf.drain) {
        Q_EMIT finished(code);
        return;
    }
    const auto [node, cause] = nodesAndCauses.takeFirst();
    Q_EMIT said(u"draining %1: %2"_s.arg(node, cause));
    m_scontrol.drain(node, cause, [this, rest = std::move(nodesAndCauses), code](const Status &drained) {
        if (!drained)
            Q_EMIT said(drained.error().text);
        drain(rest, code);
    });
}

} // namespace cid
