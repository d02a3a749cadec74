// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// Shows a note on the desktop, as org.freedesktop.Notifications takes it. False where there is no session bus: show it
/// in another way. Nobody waits for the answer.
[[nodiscard]] bool showDesktopNote(const QString &title, const QString &text);

} // namespace cid
