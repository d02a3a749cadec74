// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/catalogue/verify_image.h"

namespace cid {

Result<VerifyReport> verifyImage(const std::shared_ptr<const ImageFile> &image, const MemberScan::Progress &progress)
{
    FileChunkSource source(image);
    VerifyOptions options;
    ByteCount done = 0;
    options.progress = [&done](ByteCount fetched, ByteCount) { done = fetched; };
    options.cancelled = [&] { return progress && !progress(done, image->manifest().packedSize); };
    return findBadChunks(image->manifest(), source, options);
}

} // namespace cid
