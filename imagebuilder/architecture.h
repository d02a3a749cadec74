// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <array>

namespace cid {

/// "x86_64", "aarch64", ... as a program in that root says; empty where none was found. Links of the
/// root are followed as a process chrooted there would.
[[nodiscard]] QString architectureOf(int root);

/// The programs that are looked at, the first that is one counts.
inline constexpr std::array architecturePrograms{"usr/bin/env", "bin/sh", "usr/bin/sh", "bin/busybox", "sbin/init"};
/// How much of a program is looked at.
constexpr qsizetype programHeadSize = 20;
/// The machine of a program's first bytes, ELF or a Mac's; empty for anything else, and for one of several machines.
[[nodiscard]] QString programArchitecture(QByteArrayView head);

} // namespace cid
