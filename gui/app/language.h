// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cid {

/// Makes icons and translations of this library known; before anything of it is shown.
void initConsoleResources();

/// The languages that the console speaks, by their codes; English is the first.
[[nodiscard]] QStringList consoleLanguages();
/// What a language calls itself.
[[nodiscard]] QString languageName(const QString &code);
/// Speaks that language from now on, the system's for an empty code; texts that are shown already stay.
void installLanguage(const QString &code);

} // namespace cid
