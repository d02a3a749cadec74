// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/deploy/deploy_plan.h"
#include "kid/deploy/deploy_scene.h"

namespace cid {

/// Adds to a stage what makes the image in \a slot this node's own, then the mark that it is whole. The network comes
/// before the overlays, and the agent after them: what overlays say counts.
void addSettling(DeployStage &stage, const SharedScene &scene, const DiskPartition &slot);

} // namespace cid
