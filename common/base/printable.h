// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cid {

/// \a bytes without anything that a terminal would take for a command or for the next line: control characters, those
/// that turn the direction of writing, the backslash and what is not UTF-8 as "\n", "\x1b" and "\\". Different bytes
/// stay different. Line ends stay where \a keepLines.
[[nodiscard]] QByteArray escaped(QByteArrayView bytes, bool keepLines = false);

} // namespace cid
