// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/clear_slot.h"

#include "kid/machine/make_file_system.h"

using namespace Qt::StringLiterals;

namespace cid {

ClearSlot::ClearSlot(SharedScene scene, Slot slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{
    // The image says which file system its root wants; a slot has the one of the image that is in it.
    if (const QString wish = m_scene->input.order.definition.rootFileSystem; !wish.isEmpty())
        m_slot.partition.fileSystem = wish;
}

QString ClearSlot::description() const
{
    const QString loses = m_slot.content ? u", which loses %1"_s.arg(m_slot.content->image.toString()) : QString();
    return u"make %1 on partition %2 (%3) of %4%5"_s.arg(m_slot.partition.fileSystem)
        .arg(m_slot.partition.number)
        .arg(m_slot.partition.name, m_scene->disk->facts().path, loses);
}

Status ClearSlot::removeMark(JobContext &context) const
{
    return m_scene->inside(context, m_slot.partition, [&](const QString &root) {
        context.step(u"remove /%1"_s.arg(QLatin1StringView(currentImagePath)));
        return context.files().removeInRoot(root, currentImagePath);
    });
}

// The record names what is about to be made before it is made: a slot that was cut off in the middle is no stranger's.
Status ClearSlot::makeAnew(JobContext &context)
{
    TargetDisk &disk = *m_scene->disk;
    Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(std::move(record.error()));
    DiskPartition &own = m_slot.partition;
    const auto write = [&](const QString &before) {
        own.uuidBefore = before;
        for (DiskPartition &partition : record->partitions) {
            if (partition.number == own.number)
                partition = own;
        }
        return disk.writeRecord(*record);
    };
    const QString before = disk.uuid(context.runner(), own).value_or(QString());
    own.uuid = newFileSystemId(own.fileSystem);
    if (Status status = write(before); !status)
        return status;
    const QStringList options = m_scene->input.order.definition.mkfsOptions;
    if (Status status = disk.format(context.runner(), own, options); !status)
        return status;
    return write({});
}

Status ClearSlot::run(JobContext &context)
{
    // A word that mkfs does not know must not cost the image that is here.
    const QStringList options = m_scene->input.order.definition.mkfsOptions;
    if (Status status = m_scene->disk->checkFormat(context.runner(), m_slot.partition, options); !status)
        return status;
    if (m_slot.content) {
        if (Status status = removeMark(context); !status)
            return status;
    }
    if (Status status = makeAnew(context); !status)
        return status;
    return m_scene->inside(context, m_slot.partition, [&](const QString &root) {
        return writeInRoot(context, {root, incompleteMarkPath, {}, 0600});
    });
}

} // namespace cid
