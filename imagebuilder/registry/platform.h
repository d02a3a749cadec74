// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QJsonArray>
#include <QJsonValue>

namespace cid {

/// The machines that a container image is for, in the words of the OCI image specification (image-index.md, Go's GOOS
/// and GOARCH).
struct Platform
{
    QString os;
    QString architecture; ///< "amd64", "arm64"
    QString variant; ///< "v7", "v2"; empty: the plain one

    [[nodiscard]] QString toString() const;
    bool operator==(const Platform &) const = default;
};

/// "OS/ARCHITECTURE[/VARIANT]" or an architecture alone, in OCI's words or in those of uname -m. Invalid
/// "platform.bad".
[[nodiscard]] Result<Platform> parsePlatform(const QString &text);
/// Linux on this machine.
[[nodiscard]] Platform ownPlatform();

/// The one of an index's manifests that is for \a wanted. Attestations are none; one that is listed twice is one; of
/// several variants the plain one, unless another is wanted, and never a newer one in silence. One without a word about
/// its platform is taken where it is the only one. NotFound "oci.no-image" with what there is.
[[nodiscard]] Result<QJsonValue> choosePlatform(const QJsonArray &manifests, const Platform &wanted);

/// Whether an image's configuration is for \a wanted; one that says nothing is.
[[nodiscard]] Status checkPlatform(const QJsonValue &configuration, const Platform &wanted);

} // namespace cid
