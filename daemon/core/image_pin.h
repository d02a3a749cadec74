// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/domain/image.h"

namespace cid {

/// Whether a file of the catalogue is the one that image_db means by digest =. Refused "image.other-digest" with both
/// digests. Says nothing of versions other than the current one: the digest is not theirs. Pure.
[[nodiscard]] Status checkPin(const ImageDefinition &definition, const ImageId &image, const QByteArray &digest);

} // namespace cid
