// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/client/job_run.h"

#include <QCoreApplication>

namespace cid {

/// Shows a running job. Lives as long as the run, which is borrowed.
class JobView : public QObject
{
    Q_OBJECT
public:
    /// The right view for standard output: a live table on a terminal, lines elsewhere, nothing where \a quiet.
    [[nodiscard]] static std::unique_ptr<JobView> make(JobRun &run, bool quiet);

protected:
    explicit JobView(JobRun &run)
        : m_run(run)
    { }
    [[nodiscard]] const JobRun &run() const { return m_run; }

private:
    JobRun &m_run;
};

/// "n1: no more space (in installing)" for one that failed; for logs and the end of tables.
[[nodiscard]] QString failureText(const Deployment &deployment);

/// "34 %, 120 MiB of 1.1 GiB"; empty where nothing is being installed.
[[nodiscard]] QString progressText(const NodeStatus &status);

} // namespace cid
