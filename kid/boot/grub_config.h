// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_menu.h"

#include <QByteArray>

namespace cid {

/// Where grub.cfg lies in partition 1, whatever the firmware.
constexpr char grubConfigPath[] = "grub/grub.cfg";
/// Beside it, where Blancmange has one: an initrd with the guard in it that watches starts which are counted.
constexpr char guardArchiveName[] = "guard.cpio";
constexpr char guardArchivePath[] = "grub/guard.cpio";

/// grub.cfg: Blancmange, unless grubenv (see BootState) names a slot that was accepted once, or was started fewer than
/// three times. Each start of a slot that was not is counted before its kernel is loaded, and a kernel that cannot be
/// loaded leads to Blancmange. load_env takes "default" out of grubenv: so it is with the grub.cfg of every release.
[[nodiscard]] QByteArray grubConfig(const BootMenu &menu);

/// The words after Blancmange's kernel in such a file, for who starts it without GRUB; empty where \a config is not
/// ours.
[[nodiscard]] QStringList blancmangeWords(const QByteArray &config);

} // namespace cid
