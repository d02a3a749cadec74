// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/partition_disk.h"

#include "kid/boot/boot_loader.h"
#include "kid/deploy/renew_record.h"
#include "kid/machine/layout.h"
#include "kid/machine/make_file_system.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// Everything on a newly divided disk is empty but what stays where it is. What will be made has its identifier here
// already, so that a disk that was cut off in the middle of mkfs is known again.
DiskRecord unwritten(DiskRecord record)
{
    record.tableWritten = false;
    for (DiskPartition &partition : record.partitions) {
        const bool stays = partition.keep || partition.role == PartitionRole::Swap;
        partition.ready = partition.ready && stays;
        if (!partition.ready && partition.role != PartitionRole::Slot)
            partition.uuid = newFileSystemId(partition.fileSystem);
    }
    return record;
}

} // namespace

PartitionDisk::PartitionDisk(SharedScene scene, DiskRecord planned)
    : m_scene(std::move(scene))
    , m_planned(std::move(planned))
{ }

QString PartitionDisk::description() const
{
    const Disk &disk = m_scene->disk->facts();
    QStringList parts;
    for (const DiskPartition &partition : m_planned.partitions)
        parts << u"%1 %2 %3"_s.arg(partition.number).arg(partition.name, formatBytes(partition.size));
    return u"divide %1 (%2, serial %3) as %4: %5"_s.arg(disk.path, formatBytes(disk.size),
                                                        disk.serial.isEmpty() ? u"unknown"_s : disk.serial,
                                                        m_planned.layout, parts.join(u", "_s));
}

Result<bool> PartitionDisk::isDone(JobContext &context) const
{
    if (!m_planned.tableWritten)
        return false;
    return m_scene->disk->hasTable(context.runner(), m_planned);
}

// While the old table is still there: afterwards nobody finds the partition that the old loader lies in, and the new
// one may begin at the same place.
Status PartitionDisk::disableOld(JobContext &context) const
{
    TargetDisk &disk = *m_scene->disk;
    const Result<std::optional<DiskRecord>> before = disk.readRecord();
    if (!before)
        return fail(before.error());
    if (!*before || !(*before)->tableWritten)
        return {};
    const Result<bool> isThere = disk.hasTable(context.runner(), **before);
    if (!isThere)
        return fail(isThere.error());
    const Result<const Layout *> layout = findLayout((*before)->layout);
    return *isThere && layout ? (*layout)->loader().disable(context, disk, **before) : Status();
}

Status PartitionDisk::divide(JobContext &context) const
{
    TargetDisk &disk = *m_scene->disk;
    DiskRecord record = unwritten(m_planned);
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    if (Status status = disk.checkTable(context.runner(), record); !status)
        return status;
    if (Status status = disableOld(context); !status)
        return status;
    Result<QStringList> traces = disk.traces(context.runner());
    if (!traces)
        return fail(std::move(traces.error()));
    record.erases = std::move(*traces);
    context.step(u"write down that the disk is notP's"_s);
    if (Status status = disk.writeRecord(record); !status)
        return status;
    // Before the table, and after it: what of the old loader survives it is not asked.
    if (Status status = (*layout)->loader().disable(context, disk, record); !status)
        return status;
    context.step(u"write the partition table"_s);
    if (Status status = disk.writeTable(context.runner(), record); !status)
        return status;
    if (Status status = (*layout)->loader().disable(context, disk, record); !status)
        return status;
    record.tableWritten = true;
    record.erases.clear();
    return disk.writeRecord(record);
}

Status PartitionDisk::run(JobContext &context)
{
    if (Status status = m_scene->disk->unmountLeftovers(context.runner()); !status)
        return status;
    const Result<bool> done = isDone(context);
    if (!done)
        return fail(done.error());
    if (*done) {
        context.step(u"the disk is divided like this already"_s);
        return RenewRecord(m_scene).run(context);
    }
    if (Status status = context.cancel().check(); !status)
        return status;
    return divide(context);
}

} // namespace cid
