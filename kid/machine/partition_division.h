// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/layout.h"

namespace cid {

/// What the layouts differ in when they divide a disk.
struct DivisionRules
{
    QString layout;
    QList<DiskPartition> first; ///< in their order from the front; size 0: the usual one of the role
    bool hasExtended = false; ///< slots and extra partitions lie in an extended one, each behind a MiB for its link
    ByteCount reservedEnd = 0; ///< of the disk: the second copy of a GPT
};

/// Divides a disk: what boots it in front, slots behind that, extra partitions at the end, so that they can stay where
/// they are while everything in front of them changes. All in whole MiB.
[[nodiscard]] Result<DiskRecord> divideDisk(const LayoutRequest &request, const DivisionRules &rules);

} // namespace cid
