// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

class QApplication;

namespace cid {

/// Which palette the console wears.
enum class Appearance : quint8 { System, Light, Dark };
[[nodiscard]] QString appearanceName(Appearance appearance);
[[nodiscard]] Appearance appearanceFromName(const QString &name);

/// Makes the whole program look so, now.
void applyAppearance(QApplication &application, Appearance appearance);

/// True where the palette's text is lighter than its background.
[[nodiscard]] bool isDark(const QPalette &palette);

/// Colours that mean something, each in a shade that can be read on the palette's background.
enum class Accent : quint8 { Good, Busy, Waiting, Bad, Lost, Quiet };
[[nodiscard]] QColor accentColour(Accent accent, const QPalette &palette);

/// A mixture: 0 is all of \a a, 1 all of \a b.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);

/// Laid over what is old: it can be read, and is seen to be of no use.
[[nodiscard]] QColor veil(const QPalette &palette);

/// Text that stands back: notes, units, ages.
[[nodiscard]] QColor quietText(const QPalette &palette);

} // namespace cid
