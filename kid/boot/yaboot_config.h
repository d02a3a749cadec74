// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_state.h"
#include "kid/boot/grub_config.h"
#include "kid/machine/disk_record.h"

namespace cid {

/// yaboot.conf: the image of \a state where it names a slot with starts left, else Blancmange. yaboot counts nothing
/// and keeps no environment, so the whole file is written for each switch.
[[nodiscard]] QByteArray yabootConfig(const DiskRecord &record, const GrubMenu &menu, const BootState &state);

} // namespace cid
