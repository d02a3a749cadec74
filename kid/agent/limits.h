// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace cid {

/// How long the server may take for an answer.
inline constexpr std::chrono::seconds answerPatience{30};
/// After which an order that lacks its disk is tried again: some come late.
inline constexpr std::chrono::seconds diskPatience{30};

/// How long one of an image's tests may take, and how long a port may keep silent.
inline constexpr std::chrono::seconds readyTestPatience{30};
inline constexpr std::chrono::seconds readyPortPatience{2};
/// Between two rounds of an image's tests.
inline constexpr std::chrono::seconds readyPause{2};
/// The same once the time is over: the image may still become ready, as when a file server comes back.
inline constexpr std::chrono::seconds lateReadyPause{30};
/// An image that is not ready for the same reason says so this often.
inline constexpr std::chrono::seconds readyNewsInterval{30};
/// Whatever cidd says.
inline constexpr std::chrono::seconds longestReadyTime{24 * 3600};

/// Progress is told this often.
inline constexpr std::chrono::milliseconds progressInterval{250};

} // namespace cid
