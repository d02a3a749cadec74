// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

namespace cid {

/// What Linux counts disks in below /sys, whatever the disk's own sectors are. What a disk is addressed by is its own
/// property: Disk::sectorSize.
inline constexpr ByteCount kernelSector = 512;

} // namespace cid
