// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capt/slurm/epilog.h"
#include "capt/slurm/scontrol.h"

namespace cid {

/// Ties a hook to a process that outlives it. slurmctld kills the hooks of a job that is cancelled, and its epilog that
/// has just begun with them, so that nobody would be left to say that the job is over. Made before anything else of the
/// program is: it forks.
class Lifeline
{
public:
    Lifeline();
    /// The hook ends by itself: nobody has to do anything.
    ~Lifeline();
    Q_DISABLE_COPY_MOVE(Lifeline)

    /// True in the process that waited until the hook was gone, without a word; it has no standard files any more.
    [[nodiscard]] bool isGuardian() const { return m_isGuardian; }

private:
    void waitForTheEnd(int readEnd);

    int m_child = -1;
    int m_writeEnd = -1;
    bool m_isGuardian = false;
};

/// What is done once a prolog was killed: where its job is over, what the epilog does. Where slurmctld itself ended it
/// starts the prolog again, and nothing is done. Used once; lives on the main thread.
class SlurmGuardian : public QObject
{
    Q_OBJECT
public:
    SlurmGuardian(SlurmJob job, SlurmConf conf, QObject *parent = nullptr);

    /// finished() follows, never inside the call.
    void start();

Q_SIGNALS:
    void said(const QString &line);
    void finished(cid::ExitCode code);

private:
    void look();
    void take(const Result<QString> &state);

    const SlurmJob m_job;
    Scontrol m_scontrol;
    SlurmEpilog m_epilog;
    QDeadlineTimer m_patience;
    QTimer m_again;
};

} // namespace cid
