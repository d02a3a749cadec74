// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace cid {

/// One of our own line icons (gui/icons/<name>.svg), drawn in the palette's text colour at any size, in the highlight
/// colour where it is switched on, pale where it is disabled.
[[nodiscard]] QIcon tintedIcon(const QString &name);

} // namespace cid
