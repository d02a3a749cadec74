// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/image/image_tree.h"

namespace cid {

/// The tree as a cpio archive of the kind "newc", which the kernel unpacks: owners 0, times 0, numbered in its order,
/// so that the same tree gives the same bytes. Device nodes are written without being root.
[[nodiscard]] Result<QByteArray> writeCpio(const ImageTree &tree);

/// One gzip member as plain as RFC 1952 allows: no name, no time, no extra fields, because the kernel's inflater knows
/// nothing else. \a level is libdeflate's, 1 to 12.
[[nodiscard]] QByteArray gzipPlain(QByteArrayView bytes, int level);

} // namespace cid
