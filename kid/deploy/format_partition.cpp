// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/format_partition.h"

#include "kid/machine/make_file_system.h"

using namespace Qt::StringLiterals;

namespace cid {

FormatPartition::FormatPartition(SharedScene scene, DiskPartition partition)
    : m_scene(std::move(scene))
    , m_partition(std::move(partition))
{ }

QString FormatPartition::description() const
{
    const QString text = u"make %1 on partition %2 (%3) of %4"_s.arg(m_partition.fileSystem)
                             .arg(m_partition.number)
                             .arg(m_partition.name, m_scene->disk->facts().path);
    return m_partition.ready ? text + u", unless it is there"_s : text;
}

Status FormatPartition::run(JobContext &context)
{
    Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(std::move(record.error()));
    for (DiskPartition &partition : record->partitions) {
        if (partition.number != m_partition.number)
            continue;
        if (partition.ready) {
            context.step(u"it is ready already"_s);
            return {};
        }
        // An earlier notP divided the disk and was cut off.
        if (partition.uuid.isEmpty() && partition.fileSystem != u"none"_s) {
            partition.uuidBefore = m_scene->disk->uuid(context.runner(), partition).value_or(QString());
            partition.uuid = newFileSystemId(partition.fileSystem);
            if (Status status = m_scene->disk->writeRecord(*record); !status)
                return status;
        }
        if (Status status = m_scene->disk->format(context.runner(), partition, {}); !status)
            return status;
        partition.ready = true;
        partition.uuidBefore.clear();
        return m_scene->disk->writeRecord(*record);
    }
    return fail(
        makeError(ErrorKind::NotFound, "disk.no-partition",
                  u"the disk %1 has no partition %2"_s.arg(m_scene->disk->facts().path).arg(m_partition.number)));
}

} // namespace cid
