// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/write_personality.h"

#include "common/config/node_key.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace cid {

QByteArray machineIdOf(const NodeDefinition &node)
{
    const QByteArray seed = "cid machine-id\n" + node.name.toUtf8() + '\n' + node.macs.value(0).toUtf8();
    return QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(32);
}

WritePersonality::WritePersonality(SharedScene scene, DiskPartition slot)
    : m_scene(std::move(scene))
    , m_slot(std::move(slot))
{ }

QString WritePersonality::description() const
{
    return u"write what makes %1 of the image: hostname, machine-id, fstab, keys, overlays (partition %2)"_s
        .arg(m_scene->input.order.node.name)
        .arg(m_slot.number);
}

Result<QByteArray> WritePersonality::fstab(JobContext &context) const
{
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    QByteArray text = "# Written by notP at each installation.\n";
    for (const DiskPartition &partition : record->partitions) {
        const bool isRoot = partition.number == m_slot.number;
        const bool isSwap = partition.role == PartitionRole::Swap && partition.ready;
        const bool isExtra = partition.role == PartitionRole::Extra && partition.fileSystem != u"none"_s;
        if (!isRoot && !isSwap && !isExtra)
            continue;
        const Result<QString> uuid = m_scene->disk->uuid(context.runner(), partition);
        if (!uuid)
            return fail(uuid.error());
        text += "UUID=" + uuid->toLatin1();
        if (isRoot)
            text += " / auto defaults 0 1\n";
        else if (isSwap)
            text += " none swap sw 0 0\n";
        else
            text += " /" + partition.name.toUtf8() + ' ' + partition.fileSystem.toUtf8() + " defaults,nofail 0 2\n";
    }
    return text;
}

Result<QList<OverlayFile>> WritePersonality::files(JobContext &context) const
{
    const DeployInput &input = m_scene->input;
    const Result<QByteArray> table = fstab(context);
    if (!table)
        return fail(table.error());
    QList<OverlayFile> all{{"etc/hostname", 0644, input.order.node.name.toUtf8() + '\n'},
                           {"etc/machine-id", 0444, machineIdOf(input.order.node) + '\n'},
                           {"etc/fstab", 0644, *table},
                           {"etc/cid/cid.conf", 0644, input.cidConf},
                           {nodeKeyPath, 0400, input.nodeKey}};
    if (!input.feed)
        return all;
    context.step(u"ask for the overlays"_s);
    const Result<QList<OverlayFile>> overlays = input.feed->overlays(context.cancel());
    if (!overlays)
        return fail(overlays.error());
    return all + *overlays;
}

Status WritePersonality::run(JobContext &context)
{
    const Result<QList<OverlayFile>> all = files(context);
    if (!all)
        return fail(all.error());
    return m_scene->inside(context, m_slot, [&](const QString &root) -> Status {
        for (const OverlayFile &file : *all) {
            if (Status status = context.cancel().check(); !status)
                return status;
            if (Status status = writeInRoot(context, {root, file.path, file.content, file.mode}); !status)
                return status;
        }
        return {};
    });
}

} // namespace cid
