// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// Where a disk hangs, as udev names it in by-path, made from its folder among the kernel's devices
/// ("/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda"): "pci-0000:00:1f.2-ata-1". The
/// kernel counts hosts and ports in the order in which drivers come; here they are counted below their controller, so
/// that the name is the same at the next start. Two disks never have the same one.
[[nodiscard]] QString diskPlace(const QString &devicePath);

} // namespace cid
