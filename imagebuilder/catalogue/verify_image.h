// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/catalogue/member_scan.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/unpack/verify_chunks.h"

namespace cid {

/// findBadChunks() of an image file. Cancelled "unpack.cancelled" where \a progress said so; Io "image.read".
[[nodiscard]] Result<VerifyReport> verifyImage(const std::shared_ptr<const ImageFile> &image,
                                               const MemberScan::Progress &progress);

} // namespace cid
