// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/error.h"

#include <QList>

namespace cid {

/// Every mistake in cid.conf and in the node_db and image_db that it names, at most as many of each as limits.h says;
/// and, where each is right by itself, what does not fit together. Empty where there is none. Reads files, and nothing
/// else: what cidd finds on its disks (keys, images) it says itself.
[[nodiscard]] QList<Error> checkConfiguration(const QString &cidConf);

} // namespace cid
