// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/process_runner.h"

namespace cid {

/// SHA-256 (hex) over the paths and bytes of what cidkid is built from: common, imagebuilder, kid, cmake and the
/// CMakeLists.txt of \a folder. Io "file.read"; NotFound "tree.none" where it holds no such sources.
[[nodiscard]] Result<QByteArray> digestOfSources(const QString &folder);

/// SHA-256 (hex) over the libraries of this machine that \a recipe names in lines "# takes NAME...", as the compiler
/// finds them; one that is missing counts, too. Empty where it names none.
[[nodiscard]] Result<QByteArray> digestOfTaken(const QString &recipe, ProcessRunner &runner);

} // namespace cid
