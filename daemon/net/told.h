// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core.h"
#include "daemon/core/job_counts.h"

// Values as clients are told of them: what is long and seldom wanted is left out, and asked for by its own request.
namespace cid::told {

/// Without the log of its failure, which NodeDetail has.
[[nodiscard]] NodeStatus status(NodeStatus status);
[[nodiscard]] Deployment deployment(Deployment deployment);
/// Job::hosts for that list.
[[nodiscard]] QString hosts(const QStringList &nodes);
/// The folded list of the nodes, cut into texts that make it together.
[[nodiscard]] QStringList hostTexts(const QStringList &nodes);
/// For clients that know counts.
[[nodiscard]] Job brief(Job job, const JobCounts &counts, const QString &hosts);
/// For older ones: with its nodes where they fit into every update.
[[nodiscard]] Job withNodes(Job job);

} // namespace cid::told
