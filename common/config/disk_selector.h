// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/inventory.h"

namespace cid {

/// The one disk that \a selector names, as node_db has it: "by-id:NAME", "by-path:PLACE", "serial:TEXT", "wwn:TEXT",
/// "size:512G" (within 1 %), "model:TEXT" (exact, blanks at the ends aside); empty: the only disk that is not
/// removable. Never guesses: NotFound "disk.none" and Conflict "disk.several" name what there is; Invalid
/// "disk.bad-selector".
[[nodiscard]] Result<Disk> chooseDisk(const Inventory &inventory, const QString &selector);

} // namespace cid
