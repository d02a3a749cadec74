// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// Removes a folder with all it holds. Links are not followed; Io "file.other-file-system" where something else is
/// mounted inside, Io "file.too-deep" beyond maxRemovedDepth. One that does not exist is fine.
[[nodiscard]] Status removeTreeAt(const QString &path);

/// The same for what has the name \a name, of whatever bytes, in an opened folder; \a path says where, for errors.
[[nodiscard]] Status removeTreeIn(int folder, const QByteArray &name, const QString &path);

} // namespace cid
