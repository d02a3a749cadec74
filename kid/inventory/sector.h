// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

namespace cid {

/// What Linux, sfdisk and partition tables of up to 512-byte sectors count disks in. /sys always does, whatever the
/// disk's own sectors are.
inline constexpr ByteCount sectorSize = 512;

} // namespace cid
