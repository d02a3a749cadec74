// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// Where what is only needed for a while may lie: $TMPDIR where that is a folder, else /tmp, else /var/tmp. Without a
/// slash at its end. A TMPDIR that is gone (a job's that is over) does not matter.
[[nodiscard]] QString temporaryFolder();

} // namespace cid
