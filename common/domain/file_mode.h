// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// "-rwsr-xr-x", as ls writes st_mode.
[[nodiscard]] QString modeText(quint32 mode);

} // namespace cid
