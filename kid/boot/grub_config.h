// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_menu.h"

#include <QByteArray>

namespace cid {

/// Where grub.cfg lies in partition 1, whatever the firmware.
constexpr char grubConfigPath[] = "grub/grub.cfg";

/// grub.cfg: Blancmange, unless grubenv (see BootState) names a slot that was started fewer than three times without
/// success. Each start of a slot is counted before its kernel is loaded, and a kernel that cannot be loaded leads to
/// Blancmange.
[[nodiscard]] QByteArray grubConfig(const BootMenu &menu);

/// The words after Blancmange's kernel in such a file, for who starts it without GRUB; empty where \a config is not
/// ours.
[[nodiscard]] QStringList blancmangeWords(const QByteArray &config);

} // namespace cid
