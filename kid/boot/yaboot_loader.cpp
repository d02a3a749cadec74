// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/yaboot_loader.h"

#include "kid/boot/yaboot_config.h"
#include "kid/inventory/sector.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Result<DiskPartition> bootstrapOf(const DiskRecord &record)
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (!own)
        return fail(makeError(ErrorKind::NotFound, "boot.no-grub", u"the disk has no bootstrap partition"_s));
    return *own;
}

} // namespace

Status YabootLoader::disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const
{
    const Result<DiskPartition> own = bootstrapOf(record);
    if (!own)
        return fail(own.error());
    context.step(u"let %1 not boot until it is complete"_s.arg(disk.facts().path));
    return disk.writeAt(context.files(), own->start + hfsMarkAt, QByteArray(sectorSize, '\0'));
}

Status YabootLoader::install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const
{
    const Result<DiskPartition> own = bootstrapOf(plan.record);
    if (!own)
        return fail(own.error());
    Result<QByteArray> volume = readLoader(context.files(), plan.loaders, u"powerpc-yaboot/bootstrap.hfs"_s);
    if (!volume)
        return fail(std::move(volume.error()));
    if (volume->size() != own->size)
        return fail(makeError(ErrorKind::Corrupt, "boot.bad-loader",
                              u"powerpc-yaboot/bootstrap.hfs is not %1 large"_s.arg(formatBytes(own->size))));
    const Result<qsizetype> at = YabootConfig::placeIn(*volume);
    const Result<QByteArray> config = YabootConfig::encode({{}, plan.menu});
    if (!at || !config)
        return fail(at ? config.error() : at.error());
    volume->replace(*at, config->size(), *config);
    context.step(u"write yaboot to partition %1"_s.arg(own->number));
    constexpr ByteCount rest = hfsMarkAt + sectorSize;
    if (Status status = disk.writeAt(context.files(), own->start + rest, volume->mid(rest)); !status)
        return status;
    context.step(u"write the mark of its volume"_s);
    return disk.writeAt(context.files(), own->start, volume->left(rest));
}

} // namespace cid
