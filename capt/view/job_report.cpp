// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/view/job_report.h"

#include "capt/terminal.h"
#include "capt/view/job_view.h"

namespace cid {

using namespace Qt::StringLiterals;

JobReport reportOf(const JobRun &run, JobRun::Outcome outcome, const Error &error)
{
    const Job &job = run.job();
    JobReport report;
    if (outcome == JobRun::Outcome::AllRunning) {
        const qint64 seconds = std::max<qint64>(0, job.finishedAt - job.createdAt) / 1000;
        report.out.append(JobView::tr("%n node(s) run %1 (%2)", nullptr, static_cast<int>(nodeCount(job)))
                              .arg(job.resolved.toString(), formatSeconds(seconds)));
        return report;
    }
    if (!error.text.isEmpty())
        report.errors.append(printable(error.text));
    const QList<Deployment> failed = run.failures();
    for (const Deployment &deployment : failed)
        report.errors.append(failureText(deployment));
    if (!failed.isEmpty()) {
        report.errors.append(JobView::tr("%1 of %n node(s) do not run %2; see \"cidctl node show NODE\"", nullptr,
                                         static_cast<int>(nodeCount(job)))
                                 .arg(QString::number(failed.size()), job.resolved.toString()));
    }
    return report;
}

} // namespace cid
