// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/deploy_order.h"

namespace cid {

/// The one disk that \a selector names: "by-id:NAME", "serial:TEXT", "wwn:TEXT", "size:512G" (within 1 %), "model:TEXT"
/// (exact, blanks at the ends aside); empty: the only disk that is not removable. Never guesses: NotFound "disk.none"
/// and Conflict "disk.several" name what there is; Invalid "disk.bad-selector".
[[nodiscard]] Result<Disk> chooseDisk(const Inventory &inventory, const QString &selector);

/// Whether notP may partition \a disk now: it is blank or its own under install = auto, or the order's wipeSerial is
/// the disk's. Refused "disk.not-armed" says what the operator has to do.
[[nodiscard]] Status mayInstall(const Disk &disk, const DeployOrder &order);

} // namespace cid
