// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/image/image_tree.h"
#include "common/system/process_runner.h"

namespace cid {

/// Of kernel modules, named by their files, those that want firmware which \a tree does not hold, each with the files:
/// "bnx2: bnx2/a.fw, bnx2/b.fw". Runs modinfo.
[[nodiscard]] Result<QStringList> missingFirmware(const ImageTree &tree, const QStringList &modules,
                                                  ProcessRunner &runner);

} // namespace cid
