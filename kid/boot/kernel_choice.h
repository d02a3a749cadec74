// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/image.h"
#include "common/system/file_system.h"

namespace cid {

/// The kernel of an unpacked image, as absolute paths inside it. Both empty where there is none.
struct KernelChoice
{
    QString kernel;
    QString initrd;
    bool operator==(const KernelChoice &) const = default;
};

/// What image_db names, else the best of kernelPairs(). NotFound "boot.no-kernel" where image_db names a file that is
/// not in the image, "boot.no-initrd" where no kernel has one: a node finds its root by what only an initrd knows.
[[nodiscard]] Result<KernelChoice> chooseKernel(FileSystem &files, const QString &root,
                                                const ImageDefinition &definition);

} // namespace cid
