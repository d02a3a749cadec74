// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/core/core_state.h"

namespace cid {

/// Who needs an image.
struct ImageUsers
{
    QStringList running; ///< nodes that ran it when they were last heard of
    QStringList deploying; ///< nodes that are to be brought into it
    bool isCurrent = false; ///< image_db calls it current
};

[[nodiscard]] ImageUsers usersOf(CoreState &state, const ImageId &image);
/// Conflict "image.in-use" where anybody needs it; the text says who and what to do.
[[nodiscard]] Status mayRemove(const ImageUsers &users, const ImageId &image);

} // namespace cid
