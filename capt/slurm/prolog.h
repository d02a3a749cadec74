// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/exit_code.h"
#include "capt/slurm/scontrol.h"
#include "capt/slurm/slurm_job.h"

#include <QTimer>

#include <memory>

namespace cid {

/// PrologSlurmctld: brings a job's nodes into the image that it asks for and ends when Slurm may start it there. Where
/// that fails it says to Slurm what follows from it, for which an exit code alone has no words:
///   a node failed           it is drained, cause first; Slurm requeues the job, which runs elsewhere
///   the wish itself is bad  the job is held, with the reason: to requeue it again would end the same way
///   nobody answers          nothing is drained; Slurm requeues the job
/// Used once; lives on the main thread.
class SlurmProlog : public QObject
{
    Q_OBJECT
public:
    SlurmProlog(SlurmJob job, SlurmConf conf, QObject *parent = nullptr);
    ~SlurmProlog() override;

    /// finished() follows, never inside the call.
    void start();

Q_SIGNALS:
    /// A line for the log.
    void said(const QString &line);
    void finished(cid::ExitCode code);

private:
    void deploy(const QString &image);
    void deployed(JobRun::Outcome outcome, const Error &error);
    /// The wish cannot be carried out, whoever tries.
    void hold(ExitCode code, const QString &why);
    void awaitSlurmd();
    void lookForSlurmd(const Result<QList<SlurmNode>> &nodes);
    /// Drains the nodes one by one, then ends.
    void drain(QList<std::pair<QString, QString>> nodesAndCauses, ExitCode code);

    const SlurmJob m_job;
    const SlurmConf m_conf;
    Scontrol m_scontrol;
    std::unique_ptr<CidClient> m_client;
    std::unique_ptr<JobRun> m_run;
    QDeadlineTimer m_slurmd;
    QTimer m_again;
};

} // namespace cid
