// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/catalogue/member_scan.h"
#include "imagebuilder/software/software_list.h"

namespace cid {

/// What an image file says of itself.
struct RemadeManifest
{
    Manifest manifest;
    SoftwareList software; ///< of its dpkg database; an rpm database inside an archive is not read
};

/// Reads a whole image file that notP packed and makes its manifest anew: the same one that packing gave, but for file
/// flags (immutable and its kind), which no archive holds. The image's name is the file's. Corrupt "image.not-blocked",
/// "image.bad-chunk", "image.bad-archive"; Refused "image.bad-path"; Invalid "image.bad-name"; Cancelled.
[[nodiscard]] Result<RemadeManifest> remakeManifest(const QString &imagePath, ImageKind kind,
                                                    const MemberScan::Progress &progress);

/// remakeManifest(), then the manifest and the package list are put beside the image. A signature that is there stays:
/// it fits the same manifest.
[[nodiscard]] Status adoptImage(const QString &imagePath, ImageKind kind, const MemberScan::Progress &progress);

} // namespace cid
