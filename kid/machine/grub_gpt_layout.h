// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/layout.h"

namespace cid {

/// A GUID partition table.
///   grub-gpt       for UEFI: 1 the EFI system partition with GRUB and the boot state, 2 blancmange, 3 swap, from 4 on
///   slots grub-gpt-bios  for BIOS: 1 grub, 2 blancmange, 3 swap, 4 the BIOS boot partition with GRUB's core, from 5 on
///   slots
class GrubGptLayout final : public Layout
{
public:
    explicit GrubGptLayout(Firmware firmware)
        : m_firmware(firmware)
    { }

    [[nodiscard]] QLatin1StringView name() const override;
    [[nodiscard]] Firmware firmware() const override { return m_firmware; }
    [[nodiscard]] const BootLoader &loader() const override;
    [[nodiscard]] const BootStateFormat &bootState() const override;
    [[nodiscard]] Result<DiskRecord> plan(const LayoutRequest &request) const override;
    [[nodiscard]] QStringList tableSignatures() const override
    {
        return {QStringLiteral("gpt"), QStringLiteral("PMBR")};
    }
    [[nodiscard]] QString tableId(const QUuid &random) const override { return random.toString(QUuid::WithoutBraces); }
    [[nodiscard]] bool startsFromSectors(ByteCount sectorSize) const override
    {
        return m_firmware == Firmware::Uefi ? sectorSize == 512 || sectorSize == 4096 : sectorSize == 512;
    }
    [[nodiscard]] QByteArray script(const DiskRecord &record) const override;

private:
    const Firmware m_firmware;
};

} // namespace cid
