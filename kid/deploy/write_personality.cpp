// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/deploy/write_personality.h"

#include "common/config/node_key.h"
#include "kid/personality/limits.h"

#include <QCryptographicHash>
#include <QFile>

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

Result<QList<FstabEntry>> WritePersonality::mounts(JobContext &context) const
{
    const Result<DiskRecord> record = m_scene->record();
    if (!record)
        return fail(record.error());
    QList<FstabEntry> all;
    for (const DiskPartition &partition : record->partitions) {
        const bool isRoot = partition.number == m_slot.number;
        const bool isSwap = partition.role == PartitionRole::Swap && partition.ready;
        const bool isExtra = partition.role == PartitionRole::Extra && partition.fileSystem != u"none"_s;
        if (!isRoot && !isSwap && !isExtra)
            continue;
        const Result<QString> uuid = m_scene->disk->uuid(context.runner(), partition);
        if (!uuid)
            return fail(uuid.error());
        const QByteArray device = "UUID=" + uuid->toLatin1();
        if (isRoot)
            all << FstabEntry{device, "/", "auto", "defaults", "0 1"};
        else if (isSwap)
            all << FstabEntry{device, "none", "swap", "sw", "0 0"};
        else
            all << FstabEntry{device, '/' + partition.name.toUtf8(), partition.fileSystem.toUtf8(), "defaults,nofail",
                              "0 2"};
    }
    return all;
}

Status WritePersonality::writeFstab(const RootFiles &files, const QList<FstabEntry> &own) const
{
    constexpr char path[] = "etc/fstab";
    const Result<QByteArray> before = files.textToChange(path);
    if (!before)
        return fail(before.error());
    const MergedFstab merged = mergeFstab(*before, own);
    for (const QByteArray &line : merged.leftOut)
        files.context().step(u"/etc/fstab: left out what is another machine's: %1"_s.arg(QFile::decodeName(line)));
    return files.change(path, merged.text);
}

Result<QList<OverlayFile>> WritePersonality::files(JobContext &context) const
{
    const DeployInput &input = m_scene->input;
    QList<OverlayFile> all{{"etc/hostname", 0644, input.order.node.name.toUtf8() + '\n'},
                           {"etc/machine-id", 0444, machineIdOf(input.order.node) + '\n'},
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
    const Result<QList<FstabEntry>> own = mounts(context);
    if (!own)
        return fail(own.error());
    const Result<QList<OverlayFile>> all = files(context);
    if (!all)
        return fail(all.error());
    return m_scene->inside(context, m_slot, [&](const QString &root) -> Status {
        const RootFiles files(context, root);
        Status status = writeFstab(files, *own);
        for (const OverlayFile &file : *all) {
            if (status)
                status = context.cancel().check();
            if (status)
                status = files.write(file);
        }
        return status;
    });
}

} // namespace cid
