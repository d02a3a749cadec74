// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deployment.h"

#include <QHash>

#include <array>

namespace cid {

/// How often things ended since the server started. Belongs to the core's thread.
struct CoreFigures
{
    /// Codes of failures come from nodes, too: of more kinds than this the rest is one.
    static constexpr qsizetype maxCodes = 64;

    std::array<qint64, static_cast<size_t>(DeploymentState::Cancelled) + 1>
        deployments{}; ///< by the state in which they ended
    std::array<qint64, static_cast<size_t>(JobState::Cancelled) + 1> jobs{}; ///< the same
    QHash<QByteArray, qint64> failures; ///< of deployments, by code

    void count(const Deployment &ended)
    {
        ++deployments[static_cast<size_t>(ended.state)];
        if (ended.state != DeploymentState::Failed)
            return;
        const bool hasRoom = failures.contains(ended.failure.code) || failures.size() < maxCodes;
        ++failures[hasRoom ? ended.failure.code : QByteArray("other")];
    }
    void count(const Job &ended) { ++jobs[static_cast<size_t>(ended.state)]; }
};

} // namespace cid
