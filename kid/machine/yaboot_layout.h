// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/layout.h"

namespace cid {

/// An Apple partition map, for PowerPC machines with Open Firmware: 1 the map itself, 2 bootstrap (HFS, with yaboot), 3
/// blancmange (ext2, which yaboot reads), 4 swap, from 5 on slots. No tool of Blancmange writes such a map, so the
/// layout does, in blocks of 512 bytes, all numbers big endian:
///
///     block 0    "ER", block size (16 bit), number of blocks (32 bit), zeros
///     block 1... one entry for each partition, the map's own first:
///       0 "PM"  4 number of entries  8 first block  12 number of blocks  16 name (32 bytes)  48 type (32 bytes)
///       80 first block of data, inside the partition  84 number of data blocks  88 flags
class YabootLayout final : public Layout
{
public:
    [[nodiscard]] QLatin1StringView name() const override;
    [[nodiscard]] Firmware firmware() const override { return Firmware::OpenFirmware; }
    [[nodiscard]] const BootLoader &loader() const override;
    [[nodiscard]] const BootStateFormat &bootState() const override;
    [[nodiscard]] Result<DiskRecord> plan(const LayoutRequest &request) const override;
    [[nodiscard]] QStringList tableSignatures() const override { return {QStringLiteral("mac")}; }
    [[nodiscard]] QString tableId(const QUuid &) const override { return {}; }
    [[nodiscard]] QByteArray script(const DiskRecord &) const override { return {}; }
    [[nodiscard]] QByteArray bytes(const DiskRecord &record, ByteCount diskSize) const override;
};

} // namespace cid
