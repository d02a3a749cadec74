// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/disk_selector.h"
#include "common/domain/deploy_order.h"

namespace cid {

/// One disk among those of its machine: what it is called depends on the others.
struct DiskAmong
{
    const Disk &disk;
    const QList<Disk> &all;
};

/// Whether notP may partition the disk now: it is blank or this node's own under install = auto, or the order allows
/// this disk to be wiped. Refused "disk.not-armed" says what the operator has to do, Io "disk.unreadable".
[[nodiscard]] Status mayInstall(const DiskAmong &which, const DeployOrder &order);

/// Whether Blancmange may fill a slot of the disk that it came from. Refused "disk.not-armed" where something on it is
/// not notP's.
[[nodiscard]] Status mayFill(const DiskAmong &which, const DeployOrder &order);

/// The order allows this very disk to be wiped. A name that means several disks, or none, allows nothing.
[[nodiscard]] bool isArmed(const DiskAmong &which, const DeployOrder &order);

} // namespace cid
