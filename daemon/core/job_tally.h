// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <array>

namespace cid {

/// How many of a job's deployments are in each state: what decides about a job without a look at its nodes.
class JobTally
{
public:
    void add(DeploymentState state) { ++m_counts[static_cast<size_t>(state)]; }
    void remove(DeploymentState state) { --m_counts[static_cast<size_t>(state)]; }

    [[nodiscard]] qsizetype count(DeploymentState state) const { return m_counts[static_cast<size_t>(state)]; }
    /// Nothing is under way or waits any more.
    [[nodiscard]] bool isOver() const
    {
        return count(DeploymentState::Queued) == 0 && count(DeploymentState::Open) == 0;
    }
    /// What a job comes to whose deployments are all over.
    [[nodiscard]] JobState outcome() const
    {
        if (count(DeploymentState::Cancelled) > 0)
            return JobState::Cancelled;
        return count(DeploymentState::Failed) > 0 ? JobState::Failed : JobState::Done;
    }
    bool operator==(const JobTally &) const = default;

private:
    std::array<qsizetype, 5> m_counts{}; ///< by DeploymentState
};

} // namespace cid
