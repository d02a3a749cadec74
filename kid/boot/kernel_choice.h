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

/// What image_db names, else the newest boot/vmlinuz-VERSION with its initrd.img-VERSION or initramfs-VERSION.img.
/// NotFound "boot.no-kernel" where image_db names a file that is not in the image.
[[nodiscard]] Result<KernelChoice> chooseKernel(FileSystem &files, const QString &root,
                                                const ImageDefinition &definition);

/// True where \a a is the older version: runs of digits compare as numbers.
[[nodiscard]] bool versionLess(const QString &a, const QString &b);

} // namespace cid
