// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/wire/client_messages.h"
#include "daemon/core/registry.h"

namespace cid {

/// What a deployment would write on a node that has told which disks it has. The node itself looks again and decides;
/// this is for people who are about to ask for it. \a wipeSerial is that of the disk that may be wiped once; empty:
/// none.
struct DiskRights
{
    bool reinstall = false;
    QString wipeSerial;
    QString owner; ///< whose this node's disks are: Authority::diskOwnerOf()
};
[[nodiscard]] PlanDisk forecastDisk(const NodeRecord &node, const DiskRights &rights);

} // namespace cid
