// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// Names as people count them: n9 before n10, rack2 before rack10. Independent of the locale; a total order.
[[nodiscard]] bool naturalLess(const QString &a, const QString &b);

} // namespace cid
