// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/system/file_system.h"

namespace cid {

/// What an image says of its kernel's command line.
struct KernelArguments
{
    QStringList words;
    QStringList leftOut; ///< what was another machine's, and what no boot loader hands over unchanged
};

/// The options of the boot loader entry (boot/loader/entries) of that kernel, else etc/kernel/cmdline, else
/// usr/lib/kernel/cmdline. \a kernel: its path in the image. Left out are the root and what it lies on, the network,
/// the consoles, the first program and what follows a failure: those are the node's, or notP's. Looks at files alone.
[[nodiscard]] KernelArguments kernelArgumentsOf(FileSystem &files, const QString &root, const QString &kernel);

/// The image's words, and behind them what image_db says, which wins; "!only" in front of that says that the image's do
/// not count. An image's words that are more than a boot loader keeps do not count, either: then \a own says so.
[[nodiscard]] QString joinedArguments(KernelArguments &own, const QString &append);

} // namespace cid
