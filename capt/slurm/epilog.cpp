// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/slurm/epilog.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Slurm gives the nodes to nobody before this ends; what nobody releases ends by its age.
constexpr std::chrono::seconds epilogPatience{60};

} // namespace

SlurmEpilog::SlurmEpilog(SlurmJob job, SlurmConf conf, QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_conf(std::move(conf))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(epilogPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { end(fail(m_client->lastError())); });
}

SlurmEpilog::~SlurmEpilog() = default;

void SlurmEpilog::start()
{
    const auto conf = loadCidConf(m_conf.cidConf);
    Status started = conf ? Status() : Status(fail(conf.error()));
    if (conf) {
        m_client = std::make_unique<CidClient>(*conf, ClientRole::Scheduler, KeyChoice{m_conf.key, {}});
        connect(m_client.get(), &CidClient::connected, this, &SlurmEpilog::cancel);
        connect(m_client.get(), &CidClient::tryFailed, this, [this](const Error &error, bool isFatal) {
            if (isFatal)
                end(fail(error));
        });
        m_patience.start();
        started = m_client->start();
    }
    if (!started)
        QMetaObject::invokeMethod(this, [this, started] { end(started); }, Qt::QueuedConnection);
}

// Both may be asked twice: after a connection that is lost on the way it begins anew.
void SlurmEpilog::cancel()
{
    m_client->ask<OkReply>(CancelJobRequest{m_job.id}, [this](const Result<OkReply> &answer) {
        // Most jobs asked for no image, or have got it long ago.
        if (answer || answer.error().kind == ErrorKind::NotFound)
            release();
        else if (!CidClient::isLinkError(answer.error()))
            end(fail(answer.error()));
    });
}

void SlurmEpilog::release()
{
    m_client->ask<OkReply>(ReleaseRequest{m_job.id}, [this](const Result<OkReply> &answer) {
        if (answer || !CidClient::isLinkError(answer.error()))
            end(answer ? Status() : fail(answer.error()));
    });
}

void SlurmEpilog::end(const Status &status)
{
    m_patience.stop();
    if (!status)
        Q_EMIT said(u"job %1: %2"_s.arg(m_job.id, status.error().text));
    Q_EMIT finished(status ? ExitCode::Success : exitCodeOf(status.error()));
}

} // namespace cid
