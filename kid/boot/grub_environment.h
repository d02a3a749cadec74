// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_state.h"

namespace cid {

/// GRUB's environment block, the file /grub/grubenv of its partition, which is never renamed: "# GRUB Environment
/// Block", a line NAME=VALUE for each variable, "#" up to 1,024 bytes. The menu is in grub.cfg.
class GrubEnvironment final : public BootStateFormat
{
public:
    [[nodiscard]] bool countsStarts() const override { return true; }
    [[nodiscard]] Result<QByteArray> encode(const BootChoice &choice) const override;
    [[nodiscard]] Result<BootChoice> decode(const QByteArray &block) const override;
    [[nodiscard]] Status create(const BootStatePlace &place) const override;
    [[nodiscard]] Result<QByteArray> load(const BootStatePlace &place) const override;
    [[nodiscard]] Status store(const BootStatePlace &place, const QByteArray &block) const override;
};

} // namespace cid
