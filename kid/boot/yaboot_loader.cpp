// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/yaboot_loader.h"

#include "kid/boot/yaboot_config.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount hfsBlock = 512;

Result<DiskPartition> bootstrapOf(const DiskRecord &record)
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (!own)
        return fail(makeError(ErrorKind::NotFound, "boot.no-grub", u"the disk has no bootstrap partition"_s));
    return *own;
}

Result<QByteArray> readBootstrap(FileSystem &files, const BootLoaderPlan &plan)
{
    const Result<DiskPartition> own = bootstrapOf(plan.record);
    if (!own)
        return fail(own.error());
    Result<QByteArray> volume = readLoader(files, plan.loaders, u"powerpc-yaboot/bootstrap.hfs"_s);
    if (volume && volume->size() != own->size)
        return fail(makeError(ErrorKind::Corrupt, "boot.bad-loader",
                              u"powerpc-yaboot/bootstrap.hfs is not %1 large"_s.arg(formatBytes(own->size))));
    return volume;
}

} // namespace

Status YabootLoader::check(FileSystem &files, const BootLoaderPlan &plan) const
{
    return readBootstrap(files, plan).map([](const QByteArray &) { });
}

Status YabootLoader::disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const
{
    const Result<DiskPartition> own = bootstrapOf(record);
    if (!own)
        return fail(own.error());
    context.step(u"let %1 not boot until it is complete"_s.arg(disk.facts().path));
    return disk.writeAt(context.files(), own->start + hfsMarkAt, QByteArray(hfsBlock, '\0'));
}

Status YabootLoader::install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const
{
    const Result<DiskPartition> own = bootstrapOf(plan.record);
    if (!own)
        return fail(own.error());
    Result<QByteArray> volume = readBootstrap(context.files(), plan);
    if (!volume)
        return fail(std::move(volume.error()));
    const Result<qsizetype> at = YabootConfig::placeIn(*volume);
    const Result<QByteArray> config = YabootConfig::encode({{}, plan.menu});
    if (!at || !config)
        return fail(at ? config.error() : at.error());
    volume->replace(*at, config->size(), *config);
    context.step(u"write yaboot to partition %1"_s.arg(own->number));
    constexpr ByteCount rest = hfsMarkAt + hfsBlock;
    if (Status status = disk.writeAt(context.files(), own->start + rest, volume->mid(rest)); !status)
        return status;
    context.step(u"write the mark of its volume"_s);
    return disk.writeAt(context.files(), own->start, volume->left(rest));
}

} // namespace cid
