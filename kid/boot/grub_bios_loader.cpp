// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_bios_loader.h"

#include <QtEndian>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount biosSector = 512; // of every disk that a BIOS starts
constexpr qsizetype bootCodeSize = 440; // then the disk's signature and the table
constexpr qsizetype coreSectorAt = 0x5c;
constexpr qsizetype driveCheckAt = 0x66;
constexpr qsizetype secondSectorAt = 0x1f4;

QByteArray deadBootCode()
{
    return QByteArray("\xcd\x18\xeb\xfe", 4).leftJustified(bootCodeSize, '\0');
}

void putNumber(QByteArray &bytes, qsizetype at, ByteCount number)
{
    const quint64 little = qToLittleEndian<quint64>(static_cast<quint64>(number));
    bytes.replace(at, sizeof little, QByteArray(reinterpret_cast<const char *>(&little), sizeof little));
}

} // namespace

Result<GrubBiosCode> placeGrub(QByteArray boot, QByteArray core, ByteCount start, ByteCount room)
{
    if (boot.size() != biosSector || core.size() < 2 * biosSector || !boot.contains("GRUB"))
        return fail(makeError(ErrorKind::Corrupt, "boot.bad-loader", u"boot.img or the core is not GRUB's"_s));
    if (core.size() > room)
        return fail(
            makeError(ErrorKind::Refused, "boot.no-room",
                      u"GRUB has %1, and there is room for %2"_s.arg(formatBytes(core.size()), formatBytes(room))));
    putNumber(boot, coreSectorAt, start / biosSector);
    // A BIOS that says that the disk is a floppy is not believed.
    boot.replace(driveCheckAt, 2, QByteArray(2, '\x90'));
    putNumber(core, secondSectorAt, start / biosSector + 1);
    return GrubBiosCode{boot.left(bootCodeSize), core};
}

Result<GrubBiosLoader::Placed> GrubBiosLoader::place(FileSystem &files, const BootLoaderPlan &plan) const
{
    Placed placed{biosSector, {}};
    ByteCount room = diskRecordOffsets[0] - placed.start;
    if (m_table == Table::Gpt) {
        const DiskPartition *own = plan.record.find(PartitionRole::BiosBoot);
        if (!own)
            return fail(
                makeError(ErrorKind::Refused, "boot.no-room", u"the disk has no BIOS boot partition for GRUB"_s));
        placed.start = own->start;
        room = own->size;
    }
    const Result<QByteArray> boot = readLoader(files, plan.loaders, u"i386-pc/boot.img"_s);
    if (!boot)
        return fail(boot.error());
    const Result<QByteArray> core = readLoader(files, plan.loaders, u"i386-pc/core.img"_s);
    if (!core)
        return fail(core.error());
    Result<GrubBiosCode> code = placeGrub(*boot, *core, placed.start, room);
    if (!code)
        return fail(std::move(code.error()));
    placed.code = std::move(*code);
    return placed;
}

Status GrubBiosLoader::check(FileSystem &files, const BootLoaderPlan &plan) const
{
    return place(files, plan).map([](const Placed &) { });
}

Status GrubBiosLoader::disable(JobContext &context, TargetDisk &disk, const DiskRecord &) const
{
    context.step(u"let %1 not boot until it is complete"_s.arg(disk.facts().path));
    return disk.writeAt(context.files(), 0, deadBootCode());
}

Status GrubBiosLoader::install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const
{
    const Result<Placed> placed = place(context.files(), plan);
    if (!placed)
        return fail(placed.error());
    const GrubBiosCode &code = placed->code;
    if (Status status = writeLoaderFiles(context, disk, plan.record, menuFiles(context.files(), plan)); !status)
        return status;
    context.step(u"write GRUB (%1) from byte %2 on"_s.arg(formatBytes(code.core.size())).arg(placed->start));
    if (Status status = disk.writeAt(context.files(), placed->start, code.core); !status)
        return status;
    context.step(u"write the boot sector"_s);
    return disk.writeAt(context.files(), 0, code.sector);
}

} // namespace cid
