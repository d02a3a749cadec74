// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/deploy_order.h"

namespace cid {

/// The files that go over an image on one node, in the order in which they are written: image/NAME, then group/NAME for
/// each of the node's groups, then node/NAME below \a folder. A file "x.in" becomes "x" with @NODE@, @IP@, @MAC@,
/// @IMAGE@ and @GROUPS@ replaced. Links and special files are left out. Reads files: not for an event loop. Io
/// "overlay.read", Refused "overlay.too-large", "path.outside" where a link leads out of \a folder.
[[nodiscard]] Result<QList<OverlayFile>> collectOverlays(const QString &folder, const NodeDefinition &node,
                                                         const ImageId &image);

} // namespace cid
