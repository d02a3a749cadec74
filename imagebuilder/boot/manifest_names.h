// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/boot/kernel_pairs.h"
#include "imagebuilder/manifest.h"

namespace cid {

/// The folders of an image in which kernels lie, out of its manifest: boot and the modules' by whatever links lead
/// there, and the folders of \a named, which are paths inside the image. Names that are no UTF-8 are left out: no
/// kernel is among them. Reads the manifest twice and keeps nothing of it.
[[nodiscard]] FolderNames kernelFoldersOf(const Manifest &manifest, const QStringList &named = {});

} // namespace cid
