// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/deployment.h"

#include <array>

namespace cid {

using namespace Qt::StringLiterals;

QLatin1StringView deploymentStateName(DeploymentState state)
{
    static constexpr std::array names{"queued"_L1, "open"_L1, "done"_L1, "failed"_L1, "cancelled"_L1};
    const auto index = static_cast<size_t>(state);
    return index < names.size() ? names[index] : "failed"_L1;
}

bool isFinal(DeploymentState state)
{
    return state != DeploymentState::Queued && state != DeploymentState::Open;
}

QLatin1StringView jobStateName(JobState state)
{
    static constexpr std::array names{"active"_L1, "done"_L1, "failed"_L1, "cancelled"_L1};
    const auto index = static_cast<size_t>(state);
    return index < names.size() ? names[index] : "failed"_L1;
}

qsizetype nodeCount(const Job &job)
{
    return job.counts.nodes > 0 ? job.counts.nodes : job.nodes.size();
}

} // namespace cid
