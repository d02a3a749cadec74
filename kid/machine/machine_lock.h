// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/system/unique_fd.h"

namespace cid {

/// Takes the lock of the file \a path for as long as the descriptor lives. Conflict "machine.in-use", with \a name,
/// where another process has it.
[[nodiscard]] Result<UniqueFd> lockMachine(const QString &path, const QString &name);

} // namespace cid
