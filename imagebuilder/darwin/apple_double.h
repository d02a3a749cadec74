// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QByteArray>
#include <QMap>

namespace cid {

/// What a Mac's file has besides its content, as an AppleDouble file carries it: RFC 1740, with the extended attributes
/// that Mac OS X has put behind the Finder info since 10.4 (the header "ATTR" of its copyfile).
struct AppleDouble
{
    QByteArray finderInfo; ///< 32 bytes, or empty
    QByteArray resourceFork;
    QMap<QByteArray, QByteArray> attributes; ///< all others, by their names
    bool operator==(const AppleDouble &) const = default;

    [[nodiscard]] bool isEmpty() const
    {
        return finderInfo.isEmpty() && resourceFork.isEmpty() && attributes.isEmpty();
    }
};

constexpr qsizetype finderInfoSize = 32;

/// The same facts give the same bytes. Attribute names may have 127 bytes; longer ones are left out.
[[nodiscard]] QByteArray formatAppleDouble(const AppleDouble &facts);
/// Corrupt "apple.bad-double" for anything that is not one; any bytes are safe. Other entries (comments, dates) are
/// passed over.
[[nodiscard]] Result<AppleDouble> parseAppleDouble(const QByteArray &bytes);
/// True where the first bytes are those of an AppleDouble file.
[[nodiscard]] bool looksLikeAppleDouble(QByteArrayView head);

} // namespace cid
