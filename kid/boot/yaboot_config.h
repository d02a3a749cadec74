// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_menu.h"
#include "kid/boot/boot_state.h"

namespace cid {

constexpr qsizetype yabootConfigSize = 4096;
/// Where a volume says that it is HFS (Inside Macintosh: Files, "Master Directory Blocks"), and what stands there.
constexpr ByteCount hfsMarkAt = 1024;
constexpr char hfsMark[] = "BD";

/// What yaboot.conf says.
struct BootChoice
{
    BootState state;
    BootMenu menu;
};

/// yaboot.conf, a file of the HFS volume in the bootstrap partition, which no kernel has to mount: the volume comes
/// with 4,096 bytes that begin with "# Written by notP." for it (blancmange/recipes/yaboot), and they are found by that
/// line. yaboot has no variables: what boots stands there twice, as comments "# NAME=VALUE" for notP and as the
/// sections that follow from them, and line ends up to the size. yaboot counts no starts; where an image does not
/// start, Blancmange is the other name at its prompt.
class YabootConfig final : public BootStateFormat
{
public:
    /// Where it lies in such a volume; Corrupt "boot.bad-loader" where it is not in there exactly once.
    [[nodiscard]] static Result<qsizetype> placeIn(const QByteArray &volume);

    /// Exactly 4,096 bytes; Invalid "boot.env-too-large", "boot.env-bad-value"; Corrupt "boot.env-damaged" without the
    /// menu's home.
    [[nodiscard]] static Result<QByteArray> encode(const BootChoice &choice);
    /// Unknown variables are ignored; Corrupt "boot.env-damaged".
    [[nodiscard]] static Result<BootChoice> decode(const QByteArray &block);

    [[nodiscard]] bool countsStarts() const override { return false; }
    [[nodiscard]] Status create(const BootStatePlace &) const override { return {}; }
    [[nodiscard]] Result<BootState> read(const BootStatePlace &place) const override;
    [[nodiscard]] Status write(const BootStatePlace &place, const BootState &state) const override;
};

} // namespace cid
