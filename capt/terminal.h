// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// What a piece of text says about how things go.
enum class Tone : quint8 { Plain, Good, Busy, Bad };

/// Standard output, as far as it is a terminal.
struct Terminal
{
    bool isTerminal = false;
    bool hasColour = false; ///< a terminal, TERM is not "dumb", NO_COLOR is unset or empty
    int columns = 80;
    int rows = 24;

    /// Looks anew each time: windows change their size.
    [[nodiscard]] static Terminal standardOutput();
};

/// \a text without anything that a terminal would take for a command: control characters become U+FFFD, except for
/// line ends where \a keepLines.
[[nodiscard]] QString printable(const QString &text, bool keepLines = false);

/// \a text in the colour of its tone, as it is where there are no colours.
[[nodiscard]] QString coloured(const QString &text, Tone tone, bool hasColour);

/// Writes to standard output or standard error at once; without line end.
void writeOut(const QString &text);
void writeError(const QString &text);

} // namespace cid
