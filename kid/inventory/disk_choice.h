// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/disk_selector.h"
#include "common/domain/deploy_order.h"

namespace cid {

/// Whether notP may partition \a disk now: it is blank or its own under install = auto, or the order's wipeSerial is
/// the disk's. Refused "disk.not-armed" says what the operator has to do.
[[nodiscard]] Status mayInstall(const Disk &disk, const DeployOrder &order);

} // namespace cid
