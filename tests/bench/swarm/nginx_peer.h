// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cid {

/// Seconds of processor time that nginx needs to send a GB of that file over TLS 1.3 to so many curls at once. Nothing
/// where nginx or curl is not installed.
[[nodiscard]] std::optional<double> nginxSecondsPerGigabyte(const QString &file, int receivers);

} // namespace cid
