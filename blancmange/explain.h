// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/top_config.h"

namespace cid {

/// What build_image would build, in words for the operator.
[[nodiscard]] QString explain(const TopConfig &config);

} // namespace cid
