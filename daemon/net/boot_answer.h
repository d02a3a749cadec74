// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/registry.h"

namespace cid {

/// What a machine's firmware starts next.
enum class BootFrom : quint8 { Network, Disk };

/// Blancmange from the network for machines that have no boot loader of notP's on their disk yet, and for those that
/// nobody knows; the disk for all others. A node whose next start shall be an installation gets the network.
[[nodiscard]] BootFrom bootFrom(const NodeRecord *node, bool reinstall);

/// The iPXE script. It holds no secret and no word about the node: an unknown machine and one that waits get the same
/// bytes. \a append are more words for Blancmange's kernel.
[[nodiscard]] QByteArray bootScript(BootFrom from, const QString &append);

} // namespace cid
