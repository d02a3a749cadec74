// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cid {

/// Where the kernel shows a machine. Tests name a tree of their own.
struct SystemFolders
{
    QString sys = QStringLiteral("/sys");
    QString proc = QStringLiteral("/proc");
    QString dev = QStringLiteral("/dev");
    QString run = QStringLiteral("/run/cid"); ///< what may be lost at the next start
    QString root = QStringLiteral("/");
    QString loaders = QStringLiteral("/usr/lib/cid/boot"); ///< what tools/boot_loaders made
};

} // namespace cid
