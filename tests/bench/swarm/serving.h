// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cid {

/// Eight nodes fetch an image of \a megabytes at once over loopback, from the page cache: what does a GB cost cidd, and
/// what nginx, which sends the same file to eight curls over TLS 1.3 in the same run? Says so where nginx or curl is
/// missing. False where a byte did not come.
[[nodiscard]] bool measureServing(int megabytes);

} // namespace cid
