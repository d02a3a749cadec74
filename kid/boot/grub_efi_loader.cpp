// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_efi_loader.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

Result<QByteArray> readGrub(FileSystem &files, const QString &loaders)
{
    return readLoader(files, loaders, u"x86_64-efi/grubx64.efi"_s);
}

} // namespace

Status GrubEfiLoader::check(FileSystem &files, const BootLoaderPlan &plan) const
{
    return readGrub(files, plan.loaders).map([](const QByteArray &) { });
}

// A partition that is not complete, or that is none of ours yet, cannot boot: it is formatted before anything is in it.
Status GrubEfiLoader::disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (!own || !own->ready || !record.tableWritten)
        return {};
    context.step(u"let %1 not boot until it is complete"_s.arg(disk.facts().path));
    Result<std::unique_ptr<Mounted>> mounted = disk.mount(context.runner(), *own, MountAccess::ReadWrite);
    if (!mounted && mounted.error().kind == ErrorKind::Cancelled)
        return fail(std::move(mounted.error()));
    // Linux does not take it, firmware might: without its first sector nobody does.
    if (!mounted)
        return disk.writeAt(context.files(), own->start, QByteArray(record.sectorSize, '\0'));
    if (Status status = context.files().removeInRoot((*mounted)->folder(), efiLoaderPath);
        !status && status.error().kind != ErrorKind::NotFound)
        return status;
    return (*mounted)->unmount();
}

Status GrubEfiLoader::install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const
{
    const Result<QByteArray> loader = readGrub(context.files(), plan.loaders);
    if (!loader)
        return fail(loader.error());
    return writeLoaderFiles(context, disk, plan.record,
                            menuFiles(context.files(), plan) << std::pair(QByteArray(efiLoaderPath), *loader));
}

} // namespace cid
