// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imagebuilder/catalogue/member_scan.h"
#include "imagebuilder/image_file.h"

namespace cid {

/// What is wrong with an image file.
struct VerifyReport
{
    qint64 badChunks = 0;
    QStringList problems; ///< the first hundred, each with its chunk
};

/// Reads each chunk of a manifest by \a read and holds it against its facts.
using ChunkReader = std::function<Result<QByteArray>(const ChunkFacts &)>;
[[nodiscard]] Result<VerifyReport> verifyChunks(const Manifest &manifest, const ChunkReader &read,
                                                const MemberScan::Progress &progress);

/// Reads an image whole and holds each chunk against its manifest: CRC, size and SHA-256. Cancelled
/// "verify.cancelled"; Io "image.read".
[[nodiscard]] Result<VerifyReport> verifyImage(const ImageFile &image, const MemberScan::Progress &progress);

} // namespace cid
