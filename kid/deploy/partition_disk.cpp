// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/partition_disk.h"

#include "kid/boot/boot_loader.h"
#include "kid/machine/layout.h"

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// Everything on a newly divided disk is empty but what was kept.
DiskRecord unwritten(DiskRecord record)
{
    record.tableWritten = false;
    for (DiskPartition &partition : record.partitions)
        partition.ready = partition.ready && partition.keep;
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

Status PartitionDisk::run(JobContext &context)
{
    if (Status status = m_scene->disk->unmountLeftovers(context.runner()); !status)
        return status;
    const Result<bool> done = isDone(context);
    if (!done)
        return fail(done.error());
    if (*done) {
        context.step(u"the disk is divided like this already"_s);
        return {};
    }
    if (Status status = context.cancel().check(); !status)
        return status;
    DiskRecord record = unwritten(m_planned);
    const Result<const Layout *> layout = findLayout(record.layout);
    if (!layout)
        return fail(layout.error());
    context.step(u"write down that the disk is notP's"_s);
    if (Status status = m_scene->disk->writeRecord(record); !status)
        return status;
    // Before the table, and after it: what of the old loader survives it is not asked.
    if (Status status = (*layout)->loader().disable(context, *m_scene->disk, record); !status)
        return status;
    context.step(u"write the partition table"_s);
    if (Status status = m_scene->disk->writeTable(context.runner(), record); !status)
        return status;
    if (Status status = (*layout)->loader().disable(context, *m_scene->disk, record); !status)
        return status;
    record.tableWritten = true;
    return m_scene->disk->writeRecord(record);
}

} // namespace cid
