// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// SHA-256 (hex) over the paths and bytes of what cidkid is built from: common, imagebuilder, kid, cmake and the
/// CMakeLists.txt of \a folder. Io "file.read"; NotFound "tree.none" where it holds no such sources.
[[nodiscard]] Result<QByteArray> digestOfSources(const QString &folder);

} // namespace cid
