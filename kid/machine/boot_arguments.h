// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cid {

/// The words of a kernel's command line. Blanks inside double quotes part no words, as in the kernel.
[[nodiscard]] QStringList splitCommandLine(const QString &line);

/// Of the words that Blancmange was started with, those that it wants again when it starts from the disk: all, in their
/// order, except
///   - cid.blancmange, cid.home and cid.card, which say from where it was started, and through which card;
///   - what a loader adds for one start: BOOT_IMAGE, initrd, BOOTIF, ip, and pxelinux's facts about the hardware
///     (SYSUUID, CPU, SYSVENDOR ...);
///   - words with quotes or backslashes, which GRUB cannot hand to a kernel unchanged.
/// An image's words are not Blancmange's: of those only the consoles.
[[nodiscard]] QStringList wordsToKeep(const QStringList &words);

} // namespace cid
