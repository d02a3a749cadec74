// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/view/job_view.h"

#include "capt/terminal.h"
#include "capt/view/line_view.h"
#include "capt/view/table_view.h"

namespace cid {

using namespace Qt::StringLiterals;

std::unique_ptr<JobView> JobView::make(JobRun &run, bool quiet)
{
    if (quiet)
        return nullptr;
    if (Terminal::standardOutput().isTerminal)
        return std::make_unique<TableView>(run);
    return std::make_unique<LineView>(run);
}

QString failureText(const Deployment &deployment)
{
    if (deployment.state == DeploymentState::Cancelled)
        return JobView::tr("%1: cancelled").arg(deployment.node);
    if (deployment.state != DeploymentState::Failed)
        return JobView::tr("%1: not finished").arg(deployment.node);
    return JobView::tr("%1: failed in %2: %3")
        .arg(deployment.node, nodeStateName(deployment.failure.stage), printable(deployment.failure.reason));
}

QString progressText(const NodeStatus &status)
{
    const Progress &progress = status.progress;
    if (status.state != NodeState::Installing || progress.total <= 0)
        return {};
    return JobView::tr("%1 %, %2 of %3")
        .arg(progress.written * 100 / progress.total)
        .arg(formatBytes(progress.written), formatBytes(progress.total));
}

} // namespace cid
