// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>

namespace cid {

/// Installs the message handler of the daemons. Every line goes to standard error as
///   3/9/07 16:15:12: cidd.cpp:73 main() --- <text>
/// (local time; month, day and hour without padding), or, where standard error is the journal's stream, as an entry of
/// the journal without the time, with the fields PRIORITY, CODE_FILE, CODE_LINE, CODE_FUNC, CID_CATEGORY and those of
/// LogFields.
/// \a level is cid.conf's debug: 0 warnings and worse, 1-4 also information, 5-9 also debug messages.
void installLogHandler(int level);

/// Changes what is shown, 0-9; from any thread.
void setLogLevel(int level);

/// "3/9/07 16:15:12" for that moment in local time.
[[nodiscard]] QString logTime(qint64 millisecondsSinceEpoch);

/// The name alone out of a function's signature as compilers spell it:
/// "int main(int, char**)" gives "main()", "cid::A::b(int)::<lambda()>" gives "b()".
[[nodiscard]] QString shortFunctionName(const char *signature);

} // namespace cid
