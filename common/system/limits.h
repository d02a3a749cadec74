// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace cid {

/// How often a running program is looked at for a request to stop, which has no descriptor to wait on.
constexpr std::chrono::milliseconds cancelCheckInterval{100};
/// Folders that lie in each other deeper than this are not removed: nothing of ours does, and each holds a descriptor.
constexpr int maxRemovedDepth = 500;

} // namespace cid
