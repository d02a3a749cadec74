// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_state.h"

namespace cid {

/// GRUB's environment block, the file /grub/grubenv of its partition, which is never renamed: "# GRUB Environment
/// Block", a line NAME=VALUE for each variable, "#" up to 1,024 bytes. The menu is in grub.cfg.
class GrubEnvironment final : public BootStateFormat
{
public:
    /// Exactly 1,024 bytes; Invalid "boot.env-too-large", "boot.env-bad-value".
    [[nodiscard]] static Result<QByteArray> encode(const BootState &state);
    /// Unknown variables are ignored; Corrupt "boot.env-damaged".
    [[nodiscard]] static Result<BootState> decode(const QByteArray &block);

    [[nodiscard]] bool countsStarts() const override { return true; }
    [[nodiscard]] Status create(const BootStatePlace &place) const override;
    [[nodiscard]] Result<BootState> read(const BootStatePlace &place) const override;
    [[nodiscard]] Status write(const BootStatePlace &place, const BootState &state) const override;
};

} // namespace cid
