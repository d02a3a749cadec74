// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/image.h"
#include "imagebuilder/boot/kernel_pairs.h"

namespace cid {

/// The kernel of an image, as absolute paths inside it. Both empty where there is none.
struct KernelChoice
{
    QString kernel;
    QString initrd;
    bool operator==(const KernelChoice &) const = default;
};

/// What image_db names, else the best of kernelPairs(): what a node starts, and what a server can know of it before.
/// NotFound "boot.no-kernel" where image_db names a file that is not in the image, "boot.no-initrd" where no kernel has
/// one: a node finds its root by what only an initrd knows.
[[nodiscard]] Result<KernelChoice> chooseKernel(const FolderNames &names, const ImageDefinition &definition);

/// Why no machine can start the image, in words with what was looked for; empty where chooseKernel() finds a kernel.
[[nodiscard]] QString whyItCannotStart(const FolderNames &names, const ImageDefinition &definition);

} // namespace cid
