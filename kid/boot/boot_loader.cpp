// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/boot/boot_loader.h"

using namespace Qt::StringLiterals;

namespace cid {

Result<QByteArray> readLoader(FileSystem &files, const QString &folder, const QString &name)
{
    const QString path = folder + u'/' + name;
    Result<QByteArray> bytes = folder.isEmpty()
        ? Result<QByteArray>(fail(makeError(ErrorKind::NotFound, "file.not-found", u"no folder"_s)))
        : files.read(path, 16 * MiB);
    if (!bytes && bytes.error().kind == ErrorKind::NotFound)
        return fail(makeError(ErrorKind::NotFound, "boot.no-loader",
                              u"there is no %1: build Blancmange with the boot loaders in it"_s.arg(path),
                              {{u"path"_s, path}}));
    return bytes;
}

QList<std::pair<QByteArray, QByteArray>> menuFiles(FileSystem &files, const BootLoaderPlan &plan)
{
    QList<std::pair<QByteArray, QByteArray>> named;
    // Without it an image that hangs is not started again; nothing else depends on it.
    if (Result<QByteArray> guard = readLoader(files, plan.loaders, QLatin1StringView(guardArchiveName)))
        named << std::pair(QByteArray(guardArchivePath), std::move(*guard));
    return named << std::pair(QByteArray(grubConfigPath), grubConfig(plan.menu));
}

Status writeLoaderFiles(JobContext &context, TargetDisk &disk, const DiskRecord &record,
                        const QList<std::pair<QByteArray, QByteArray>> &named)
{
    const DiskPartition *own = record.find(PartitionRole::Grub);
    if (!own)
        return fail(makeError(ErrorKind::NotFound, "boot.no-grub",
                              u"the disk %1 has no partition for the boot loader"_s.arg(disk.facts().path)));
    Result<std::unique_ptr<Mounted>> mounted = disk.mount(context.runner(), *own, MountAccess::ReadWrite);
    if (!mounted)
        return fail(std::move(mounted.error()));
    const QString root = (*mounted)->folder();
    for (qsizetype i = 0; i < named.size(); ++i) {
        const auto &[path, content] = named[i];
        if (i + 1 == named.size() && i > 0) {
            if (Status status = context.files().syncFileSystem(root); !status)
                return status;
        }
        context.step(u"write /%1 in partition %2"_s.arg(QString::fromUtf8(path)).arg(own->number));
        if (Status status = context.files().replaceInRoot({root, path, content, 0644}); !status)
            return status;
    }
    return (*mounted)->unmount();
}

} // namespace cid
