// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"

#include <QString>

class QIODevice;

namespace cid {

/// The host list that an argument means. Linux gives an argument 128 KiB, so that a long list comes from elsewhere:
///   -                        standard input
///   @/PATH @./PATH @../PATH  a file; @NAME without a slash at its beginning is a group, which cidd knows
/// Anything else is the list itself. Names stand on lines of their own or as in any list; "#" begins a comment. Invalid
/// "hosts.input" with \a option and the file in its text: it cannot be read, is longer than 4 MiB, is no text, or names
/// nobody.
[[nodiscard]] Result<QString> readHostInput(const QString &argument, const QString &option);
/// The same with something else as standard input.
[[nodiscard]] Result<QString> readHostInput(const QString &argument, const QString &option, QIODevice &standardInput);

} // namespace cid
