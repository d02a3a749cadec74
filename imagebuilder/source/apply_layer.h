// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QStringList>

#include <functional>

namespace cid {

/// Puts one layer of a container image (OCI image specification, "Layer Filesystem Changeset") over the root that the
/// layers below it made: ".wh.NAME" takes NAME of those below away, ".wh..wh..opq" all that a folder of them holds.
/// Nothing outside of the root is touched, whatever the layer says. Refused "image.bad-path", Corrupt
/// "image.bad-archive", Io "unpack.write"; Cancelled. Returns what the root could not take.
[[nodiscard]] Result<QStringList> applyLayer(const QString &archive, const QString &root,
                                             const std::function<bool()> &cancelled);

} // namespace cid
