// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

namespace cid {

/// What names an image in a registry: "quay.io/site/node:12", "debian@sha256:...". A plain value.
struct ImageReference
{
    QString host; ///< with its port where it has one: "registry.example.org:5000"
    QString repository; ///< "library/debian"
    QString tag; ///< empty where it is named by its digest alone
    QString digest; ///< "sha256:" and 64 hexadecimal digits, or empty

    /// What the registry is asked for: the digest, else the tag.
    [[nodiscard]] QString wanted() const { return digest.isEmpty() ? tag : digest; }
    /// As a person would write it.
    [[nodiscard]] QString toString() const;
    bool operator==(const ImageReference &) const = default;
};

/// "[//]HOST/NAME[:TAG][@sha256:HEX]", by the grammar of the distribution specification (github.com/opencontainers/
/// distribution-spec, "Pulling manifests"). Without a host it is Docker Hub's, as everywhere; without a tag "latest".
/// Invalid "registry.bad-name" with what was expected.
[[nodiscard]] Result<ImageReference> parseImageReference(const QString &text);

} // namespace cid
