// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "kid/guard/protocol.h"

namespace cid {

/// Says one of the words of kid/guard/protocol.h to the guard of this machine's start. Fine where there is none, as in
/// every start of an image that was accepted before. Does not block.
[[nodiscard]] Status tellGuard(const char *word);

} // namespace cid
