// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"
#include "daemon/core/catalogue.h"
#include "daemon/core/core_figures.h"
#include "daemon/core/holds.h"
#include "daemon/core/job_book.h"
#include "daemon/core/ledger.h"
#include "daemon/core/permissions.h"
#include "daemon/core/registry.h"

#include <QSet>

namespace cid {

/// What an operator may set about the workflow.
struct CoreSettings
{
    std::chrono::milliseconds deadline{std::chrono::hours(2)}; ///< of a job that names none
    std::chrono::milliseconds stageTimeout{std::chrono::minutes(10)}; ///< without a sign of life or progress
    std::chrono::milliseconds orderTimeout{std::chrono::minutes(10)}; ///< until a node has begun with an order
    int retries = 2; ///< of one deployment after failures that the node reports
    int powerCycles = 1; ///< of one deployment, where its machine can be switched and says nothing
};

/// Everything that the core knows, shared by its desks. Lives on the main thread.
struct CoreState
{
    CoreState(Ledger &theLedger, const Clock &theClock)
        : ledger(theLedger)
        , clock(theClock)
    { }

    Registry registry;
    JobBook jobs;
    Catalogue catalogue;
    QList<PartitionDefinition> partitions;
    Permissions permissions;
    Holds holds;
    QSet<NodeName> rivalled; ///< nodes with a Rival
    CoreSettings settings;
    CoreFigures figures;
    Ledger &ledger;
    const Clock &clock;
    DeploymentId lastDeployment = 0;
    qint64 startedAt = 0; ///< of this server: nodes had no chance to report before
    qint64 lastEvent = 0;

    [[nodiscard]] qint64 now() const { return clock.wall().count(); }
};

} // namespace cid
