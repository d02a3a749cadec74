// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

#include <QByteArray>

namespace cid {

/// Where the file lies in every root.
constexpr char currentImagePath[] = "etc/cid/curr_img";
/// Lies in a slot from the moment its file system was made until curr_img was written. It is at the root, where nothing
/// that an image unpacks leads away from it.
constexpr char incompleteMarkPath[] = ".cid-incomplete";

/// /etc/cid/curr_img: which image a root is. First line the full name; then, on a machine that notP deployed,
/// "digest <hex>", "nonce <hex>" and "deployment <number>". A slot without this file, or with
/// the mark above, is not complete.
struct CurrentImage
{
    ImageId image;
    QByteArray digest; ///< 32 bytes or empty
    QByteArray nonce;
    DeploymentId deployment = 0;
    bool operator==(const CurrentImage &) const = default;
};

[[nodiscard]] QByteArray formatCurrentImage(const CurrentImage &current);
/// Corrupt "curr-img.bad" with the line's number.
[[nodiscard]] Result<CurrentImage> parseCurrentImage(const QByteArray &text);

} // namespace cid
