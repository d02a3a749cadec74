// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/fetch/package_lock.h"
#include "blancmange/image/image_tree.h"

namespace cid {

/// Which package takes how much room, unpacked and (each compressed alone) packed; the largest first.
[[nodiscard]] QString sizeTable(const ImageTree &tree);

/// The file "manifest": the initramfs' SHA-256, the sizes, and every file that went into it with its SHA-256.
[[nodiscard]] QByteArray manifestText(const QByteArray &digest, const QString &sizes, const PackageLock &lock);

} // namespace cid
