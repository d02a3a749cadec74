// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// An IPv4 or IPv6 address as such, not a name.
[[nodiscard]] bool isNumericAddress(const QString &text);
/// One with its prefix: "10.0.0.7/24".
[[nodiscard]] bool isSubnet(const QString &text);

} // namespace cid
