// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/exit_code.h"
#include "capt/slurm/slurm_job.h"

#include <QTimer>

#include <memory>

namespace cid {

/// EpilogSlurmctld: the job is over, however it ended. What is still under way for it in cidd stops at its next safe
/// point, as after scancel, which kills the prolog, and its nodes are anybody's. Used once; lives on the main thread.
class SlurmEpilog : public QObject
{
    Q_OBJECT
public:
    SlurmEpilog(SlurmJob job, SlurmConf conf, QObject *parent = nullptr);
    ~SlurmEpilog() override;

    /// finished() follows, never inside the call.
    void start();

Q_SIGNALS:
    void said(const QString &line);
    void finished(cid::ExitCode code);

private:
    void cancel();
    void release();
    void end(const Status &status);

    const SlurmJob m_job;
    const SlurmConf m_conf;
    std::unique_ptr<CidClient> m_client;
    QTimer m_patience;
};

} // namespace cid
