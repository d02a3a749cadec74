// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

namespace cid {

/// What a root lacks to be booted and reported as running, each in one sentence with what to do; empty where it lacks
/// nothing. Looks for a kernel that nodes find, its initramfs and modules, an init, and what
/// starts an agent.
[[nodiscard]] QStringList missingForBoot(const QString &root, FileSystem &files);

} // namespace cid
