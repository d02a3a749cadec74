// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"
#include "common/system/file_system.h"
#include "common/system/process_runner.h"

namespace cid {

/// What notP sees of \a disk: its names, what lies on it, what notP's record on it tells, whether it is notP's and why
/// not. Lines of text for people. Reads only.
[[nodiscard]] QByteArray describeDisk(ProcessRunner &runner, FileSystem &files, Disk disk);

} // namespace cid
