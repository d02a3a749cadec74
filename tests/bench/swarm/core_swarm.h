// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cid {

/// The core alone behind links in memory, with a codec and without TLS: what does a report cost with 1,000, 10,000 and
/// 100,000 nodes?
[[nodiscard]] bool measureCore();

} // namespace cid
