// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/renew_record.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace cid {

bool RenewRecord::isNeeded(const DiskRecord &record, const DeployOrder &order)
{
    return record.tableWritten && (record.id.isEmpty() || (record.owner.isEmpty() && !order.owner.isEmpty()));
}

QString RenewRecord::description() const
{
    return u"write down for which node %1 was installed"_s.arg(m_scene->disk->facts().path);
}

Status RenewRecord::run(JobContext &context)
{
    Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(std::move(record.error()));
    if (!isNeeded(*record, m_scene->input.order))
        return {};
    TargetDisk &disk = *m_scene->disk;
    for (DiskPartition &partition : record->partitions) {
        // One that is in use, or empty, goes on without: its label says enough.
        if (partition.uuid.isEmpty() && (partition.ready || partition.role == PartitionRole::Slot)
            && partition.fileSystem != u"none"_s)
            partition.uuid = disk.uuid(context.runner(), partition).value_or(QString());
    }
    if (record->id.isEmpty())
        record->id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (record->owner.isEmpty())
        record->owner = m_scene->input.order.owner;
    record->wwn = disk.facts().wwn;
    return disk.writeRecord(*record);
}

} // namespace cid
