// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/deploy_scene.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace cid {

Result<DiskRecord> DeployScene::record() const
{
    const Result<std::optional<DiskRecord>> found = disk->readRecord();
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(makeError(ErrorKind::Conflict, "disk.not-ours",
                              u"the disk %1 carries no record of notP"_s.arg(disk->facts().path),
                              {{u"disk"_s, disk->facts().path}}));
    return **found;
}

Result<DiskPartition> DeployScene::partition(PartitionRole role) const
{
    const Result<DiskRecord> known = record();
    if (!known)
        return fail(known.error());
    const DiskPartition *found = known->find(role);
    if (!found)
        return fail(makeError(ErrorKind::NotFound, "disk.no-partition",
                              u"the disk %1 has no partition for %2"_s.arg(disk->facts().path, partitionRoleName(role)),
                              {{u"disk"_s, disk->facts().path}}));
    return *found;
}

Status DeployScene::inside(JobContext &context, const DiskPartition &partition,
                           const std::function<Status(const QString &folder)> &work) const
{
    Result<std::unique_ptr<Mounted>> mounted = disk->mount(context.runner(), partition, MountAccess::ReadWrite);
    if (!mounted)
        return fail(std::move(mounted.error()));
    if (Status status = work((*mounted)->folder()); !status)
        return status;
    return (*mounted)->unmount();
}

Status writeInRoot(JobContext &context, const RootedFile &file)
{
    context.step(u"write /%1, mode %2"_s.arg(QFile::decodeName(file.path)).arg(file.mode, 4, 8, QChar(u'0')));
    return context.files().replaceInRoot(file);
}

} // namespace cid
