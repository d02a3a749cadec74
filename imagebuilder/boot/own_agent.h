// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/boot/kernel_pairs.h"
#include "imagebuilder/manifest.h"

namespace cid {

/// The cidkid that a root was prepared with, as an absolute path inside it; empty: none where one usually is.
[[nodiscard]] QString ownAgentOf(const FolderNames &names);
/// The same of an image, wherever it lies: a program of that name. What a node wrote there is none.
[[nodiscard]] QString ownAgentOf(const Manifest &manifest);

} // namespace cid
