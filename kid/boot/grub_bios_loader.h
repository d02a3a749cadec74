// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/boot/boot_loader.h"

namespace cid {

/// boot.img and core.img as they lie on a disk whose core begins at byte \a start and has \a room bytes.
struct GrubBiosCode
{
    QByteArray sector; ///< 440 bytes
    QByteArray core;
};

/// GRUB for BIOS machines: boot.img in the first 440 bytes of the disk; the core behind the msdos table, from sector 1
/// on, or in the BIOS boot partition of a GPT.
///
///     sector 0, bytes 0-439    boot.img; at 0x5c the number of the core's first sector, 64 bit little endian
///     the core's first sector  at 0x1f4 the number of its second sector, 64 bit
///
/// A disk that shall not boot has two instructions there instead: int 18h, by which a boot sector says to the BIOS that
/// it cannot go on, and a loop.
class GrubBiosLoader final : public BootLoader
{
public:
    enum class Table : quint8 { Msdos, Gpt };
    explicit GrubBiosLoader(Table table)
        : m_table(table)
    { }

    [[nodiscard]] Status check(FileSystem &files, const BootLoaderPlan &plan) const override;
    [[nodiscard]] Status disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const override;
    [[nodiscard]] Status install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const override;

private:
    struct Placed
    {
        ByteCount start = 0; ///< of the core, on the disk
        GrubBiosCode code;
    };
    [[nodiscard]] Result<Placed> place(FileSystem &files, const BootLoaderPlan &plan) const;

    const Table m_table;
};

/// Corrupt "boot.bad-loader" where the files are no GRUB, Refused "boot.no-room" where the core does not fit.
[[nodiscard]] Result<GrubBiosCode> placeGrub(QByteArray boot, QByteArray core, ByteCount start, ByteCount room);

} // namespace cid
