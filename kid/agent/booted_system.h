// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/node_key.h"
#include "common/wire/node_messages.h"
#include "kid/deploy/deploy_plan.h"

#include <optional>

namespace cid {

/// What the agent knows after its machine was switched on.
struct BootedSystem
{
    BootMode mode = BootMode::Ram;
    Inventory inventory;
    QString hostname;
    std::optional<CurrentImage> image; ///< in mode Image
    std::optional<NodeKey> key; ///< nothing where the root holds none
    QList<SlotContent> slotContents;
    Failure failedStart; ///< why Blancmange runs and not the image; see failedStart()
};

/// Switches the machine on and looks around. Blocks: for a worker thread.
[[nodiscard]] Result<BootedSystem> bootMachine(Machine &machine, JobContext &context);

/// The state in which a machine is that booted that way and has done nothing yet.
[[nodiscard]] NodeState stateAfterBoot(BootMode mode);
/// What a machine that has just been switched on tells cidd.
[[nodiscard]] NodeReport nodeReport(const BootedSystem &system);
/// What it asks where it does not know which node it is.
[[nodiscard]] EnrolRequest enrolRequest(const BootedSystem &system);

} // namespace cid
