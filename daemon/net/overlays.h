// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/deploy_order.h"

namespace cid {

/// Whether a node gets what lies in the folder secret of overlay_dir.
enum class Secrets {
    Given,
    Withheld,
};

struct Overlays
{
    QList<OverlayFile> files;
    bool hasWithheld = false; ///< there are secret ones for this node, and it does not get them
};

/// The files that go over an image on one node, in the order in which they are written: image/NAME, then group/NAME for
/// each of the node's groups, then node/NAME below \a folder, then the same below its folder secret. A file "x.in"
/// becomes "x" with @NODE@, @IP@, @MAC@, @IMAGE@ and @GROUPS@ replaced. Links and special files are left out. Reads
/// files: not for an event loop. Io "overlay.read", Refused "overlay.too-large", "path.outside" where a link leads out
/// of
/// \a folder, or into or out of what is secret.
[[nodiscard]] Result<Overlays> collectOverlays(const QString &folder, const NodeDefinition &node, const ImageId &image,
                                               Secrets secrets);

} // namespace cid
