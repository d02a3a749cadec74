// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace cid {

/// How long the server may take for an answer.
inline constexpr std::chrono::seconds answerPatience{30};
/// After which an order that lacks its disk is tried again: some come late.
inline constexpr std::chrono::seconds diskPatience{30};

/// Progress is told this often.
inline constexpr std::chrono::milliseconds progressInterval{250};

} // namespace cid
