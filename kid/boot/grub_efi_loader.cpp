// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/grub_efi_loader.h"

using namespace Qt::StringLiterals;

namespace cid {

// A partition that is not complete, or that is none of ours yet, cannot boot: it is formatted before anything is in it.
Status GrubEfiLoader::disable(JobContext &context, TargetDisk &disk, const DiskRecord &record) const
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (!own || !own->ready || !record.tableWritten)
        return {};
    context.step(u"let %1 not boot until it is complete"_s.arg(disk.facts().path));
    Result<std::unique_ptr<Mounted>> mounted = disk.mount(context.runner(), *own, MountAccess::ReadWrite);
    if (!mounted)
        return fail(std::move(mounted.error()));
    if (Status status = context.files().removeInRoot((*mounted)->folder(), efiLoaderPath);
        !status && status.error().kind != ErrorKind::NotFound)
        return status;
    return (*mounted)->unmount();
}

Status GrubEfiLoader::install(JobContext &context, TargetDisk &disk, const BootLoaderPlan &plan) const
{
    const Result<QByteArray> loader = readLoader(context.files(), plan.loaders, u"x86_64-efi/grubx64.efi"_s);
    if (!loader)
        return fail(loader.error());
    return writeLoaderFiles(context, disk, plan.record,
                            menuFiles(context.files(), plan) << std::pair(QByteArray(efiLoaderPath), *loader));
}

} // namespace cid
