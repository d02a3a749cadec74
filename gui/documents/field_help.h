// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/config/document.h"

namespace cid {

/// What the author of a file says of a key: the lines of comment right above it, also where the key itself is commented
/// out ("#key = value"). \a lines are the file's, \a first the section's own line (from 1), \a last the one after it.
[[nodiscard]] QString commentOf(const QStringList &lines, const QString &key, int first, int last);

/// The comment right above a section.
[[nodiscard]] QString commentAbove(const QStringList &lines, int line);

} // namespace cid
