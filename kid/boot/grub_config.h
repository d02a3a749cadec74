// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace cid {

/// Where Blancmange's own kernel lies in partition 2, and how it is named on the server.
constexpr char blancmangeKernelPath[] = "boot/vmlinuz";
constexpr char blancmangeInitramfsPath[] = "boot/blancmange-initramfs.gz";

/// Where grub.cfg lies in partition 1, whatever the firmware.
constexpr char grubConfigPath[] = "grub/grub.cfg";

/// What a node's grub.cfg is made from. Nothing in it changes after the installation: what changes is in grubenv.
struct GrubMenu
{
    QString home; ///< UUID of Blancmange's file system
    QStringList consoles; ///< "ttyS0,115200n8", "tty0": for kernels; serial ones for GRUB too
    QStringList arguments; ///< more words for Blancmange's kernel
};

/// grub.cfg: Blancmange, unless grubenv (see BootState) names a slot that was started fewer than three times without
/// success. Each start of a slot is counted before its kernel is loaded, and a kernel that cannot be loaded leads to
/// Blancmange.
[[nodiscard]] QByteArray grubConfig(const GrubMenu &menu);

/// The words after Blancmange's kernel in such a file, for who starts it without GRUB; empty where \a config is not
/// ours.
[[nodiscard]] QStringList blancmangeWords(const QByteArray &config);

/// The words of a node's "console" in node_db, without "console=".
[[nodiscard]] QStringList consoleNames(const QString &text);

} // namespace cid
