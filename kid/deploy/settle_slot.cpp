// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/settle_slot.h"

#include "kid/deploy/mark_slot.h"
#include "kid/deploy/settle_network.h"
#include "kid/deploy/write_agent.h"
#include "kid/deploy/write_personality.h"

namespace cid {

void addSettling(DeployStage &stage, const SharedScene &scene, const DiskPartition &slot)
{
    // Nothing of an image starts where a machine only pretends.
    const bool isStarted = !scene->machine->isPretended();
    if (isStarted)
        stage.jobs.push_back(std::make_unique<SettleNetwork>(scene, slot));
    stage.jobs.push_back(std::make_unique<WritePersonality>(scene, slot));
    if (isStarted)
        stage.jobs.push_back(std::make_unique<WriteAgent>(scene, slot));
    stage.jobs.push_back(std::make_unique<MarkSlot>(scene, slot));
}

} // namespace cid
