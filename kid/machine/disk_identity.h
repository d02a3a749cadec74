// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"

namespace cid {

/// What a record carries so that a copied disk is known as a copy: the serial, or the WWN where there is none.
[[nodiscard]] inline QString diskIdentity(const Disk &disk)
{
    return disk.serial.isEmpty() ? disk.wwn : disk.serial;
}

} // namespace cid
