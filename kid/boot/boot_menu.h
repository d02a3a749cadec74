// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cid {

/// Where Blancmange's own kernel lies in its partition, and how it is named on the server.
constexpr char blancmangeKernelPath[] = "boot/vmlinuz";
constexpr char blancmangeInitramfsPath[] = "boot/blancmange-initramfs.gz";

/// What a node's boot loader needs to know beside the boot state. Nothing in it changes after the installation.
struct BootMenu
{
    QString home; ///< UUID of Blancmange's file system
    QStringList consoles; ///< "ttyS0,115200n8", "tty0": for kernels; serial ones for GRUB too
    QStringList arguments; ///< more words for Blancmange's kernel
    bool operator==(const BootMenu &) const = default;
};

/// The words of a node's "console" in node_db, without "console=".
[[nodiscard]] QStringList consoleNames(const QString &text);

} // namespace cid
