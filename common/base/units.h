// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// A number of bytes. Never negative in a valid value; signed so that differences are safe.
using ByteCount = qint64;

constexpr ByteCount KiB = 1024;
constexpr ByteCount MiB = 1024 * KiB;
constexpr ByteCount GiB = 1024 * MiB;

/// "0 B", "17 KiB", "1.4 GiB": three significant digits, powers of 1024, a point in every locale.
[[nodiscard]] QString formatBytes(ByteCount bytes);

/// "4 s", "1 min 20 s", "2 h 5 min".
[[nodiscard]] QString formatSeconds(qint64 seconds);

} // namespace cid
