// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>

#include <optional>

struct stat;

namespace cid {

/// A file that goes into an image though the root holds none: an AppleDouble file with what a Mac's file has besides
/// its content. Owner and time are those of the entry that it belongs to.
struct CompanionFile
{
    QByteArray path; ///< relative to the root
    QByteArray content;
};

/// Knows which entries of a root have companions. Used on the packer's encoding thread.
class Companions
{
public:
    Companions() = default;
    virtual ~Companions() = default;
    Companions(const Companions &) = delete;
    Companions &operator=(const Companions &) = delete;

    /// True where the path is not packed by itself because it comes as another one's companion.
    [[nodiscard]] virtual bool isCompanion(const QByteArray &path) = 0;
    /// What is packed right before the path. \a facts are the path's own.
    [[nodiscard]] virtual Result<std::optional<CompanionFile>> before(const QByteArray &path,
                                                                      const struct stat &facts) = 0;
};

} // namespace cid
