// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/layout.h"

namespace cid {

/// 1 grub, 2 blancmange, 3 swap, 4 extended; from 5 on the slots, then the extra partitions, which lie at the end of
/// the disk, so that they can stay while the slots in front of them change.
class GrubMsdosLayout final : public Layout
{
public:
    [[nodiscard]] QLatin1StringView name() const override;
    [[nodiscard]] Firmware firmware() const override { return Firmware::Bios; }
    [[nodiscard]] const BootLoader &loader() const override;
    [[nodiscard]] const BootStateFormat &bootState() const override;
    [[nodiscard]] Result<DiskRecord> plan(const LayoutRequest &request) const override;
    [[nodiscard]] QStringList tableSignatures() const override { return {QStringLiteral("dos")}; }
    [[nodiscard]] QString tableId(const QUuid &random) const override
    {
        return random.toString(QUuid::WithoutBraces).left(8);
    }
    [[nodiscard]] bool isInFirstSector() const override { return true; }
    [[nodiscard]] QByteArray script(const DiskRecord &record) const override;
};

} // namespace cid
