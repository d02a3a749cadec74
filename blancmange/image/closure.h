// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "blancmange/image/image_tree.h"

#include <QStringList>

namespace cid {

/// Adds the shared libraries that programs in \a tree need, and those that these need: from \a folders, the first one
/// that has it (each a root such as a package's, or "/" for this machine). Every program names what it needs; what it
/// loads while it runs has to be in the tree already. NotFound "image.no-library" with who needs it.
[[nodiscard]] Status addLibraries(ImageTree &tree, const QStringList &roots);

} // namespace cid
