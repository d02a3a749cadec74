// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/image.h"

#include <QByteArrayList>

namespace cid {

/// The text of the built-in list of what is left out of an image, with its reasons as comments.
[[nodiscard]] QByteArray builtInExcludesText(ImageKind kind);
/// The patterns of such a list.
[[nodiscard]] QByteArrayList excludePatterns(const QByteArray &text);
[[nodiscard]] inline QByteArrayList builtInExcludes(ImageKind kind)
{
    return excludePatterns(builtInExcludesText(kind));
}

} // namespace cid
