// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

// Every cap of what switches machines on and off.
namespace cid::power {

/// Bytes of one answer of a controller, or of what a command prints.
constexpr qint64 maxAnswer = 1024 * 1024;
/// Characters of what a controller or a command says, where it is shown.
constexpr qsizetype maxSaid = 300;
/// How long a program that was killed may take to be gone, when the server ends.
constexpr std::chrono::milliseconds killPatience{1'000};
/// Questions of one controller that may fail in a row while a machine changes: controllers are busy then.
constexpr int failedLooks = 3;

} // namespace cid::power
