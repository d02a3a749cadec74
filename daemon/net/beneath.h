// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

namespace cid {

/// The path with every link resolved, where it lies beneath (or is) one of the roots, themselves resolved. For whatever
/// a configuration names that others than root may edit. A path that does not exist is followed as far as it does.
/// Refused "path.outside" with where it really leads and what \a remedy says.
[[nodiscard]] Result<QString> resolveBeneath(const QString &path, const QStringList &roots, const QString &remedy);

} // namespace cid
