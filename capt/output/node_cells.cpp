// SPDX-License-Identifier: GPL-3.0-or-later
#include "capt/output/node_cells.h"

#include "capt/view/job_view.h"
#include "common/config/host_text.h"
#include "common/domain/disk_identity.h"

#include <QDateTime>
#include <QJsonArray>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Tone toneOf(const NodeStatus &node)
{
    if (node.state == NodeState::Failed || node.state == NodeState::Lost || !node.conflict.isEmpty())
        return Tone::Bad;
    if (node.state == NodeState::Running && !node.inDoubt)
        return Tone::Good;
    return isBusy(node.state) ? Tone::Busy : Tone::Plain;
}

Cell noteCell(const NodeStatus &node)
{
    QString note = progressText(node);
    if (!node.conflict.isEmpty())
        note = u"conflict: "_s + node.conflict;
    else if (node.state == NodeState::Failed)
        note = node.failure.reason;
    else if (node.inDoubt)
        note = u"not heard of since cidd started"_s;
    else if (node.drifted)
        note = u"drifted?"_s;
    return {note, note.isEmpty() ? Tone::Plain : toneOf(node)};
}

QString line(const QString &key, const QString &value)
{
    return value.isEmpty() ? QString() : key.leftJustified(14) + printable(value) + u'\n';
}

// With the name by which it may be wiped.
QString diskText(const Disk &disk, const QList<Disk> &all)
{
    const QString content = disk.ours ? u"notP's"_s
        : disk.signatures.isEmpty()   ? u"blank"_s
                                      : disk.signatures.join(u' ');
    QStringList words{disk.path, formatBytes(disk.size), disk.model, diskNames(disk, all).value(0), content};
    if (!disk.doubt.isEmpty())
        words << disk.doubt;
    return words.join(u"  "_s);
}

QString slotStateName(SlotState state)
{
    return state == SlotState::Whole ? u"whole"_s : state == SlotState::Empty ? u"empty"_s : u"partial"_s;
}

QString slotText(const SlotContent &slot)
{
    QStringList words;
    if (slot.partition > 0)
        words << u"partition %1 of %2"_s.arg(slot.partition).arg(slot.disk) << formatBytes(slot.size);
    words << (slot.state == SlotState::Whole ? slot.image.toString() : slotStateName(slot.state));
    if (slot.isRunning)
        words << u"runs"_s;
    if (slot.startsNext)
        words << u"starts next"_s;
    return words.join(u"  "_s);
}

QJsonObject slotJson(const SlotContent &slot)
{
    return {{u"partition"_s, slot.partition},
            {u"disk"_s, slot.disk},
            {u"size"_s, slot.size},
            {u"image"_s, slot.image.toString()},
            {u"digest"_s, QString::fromLatin1(slot.digest.toHex())},
            {u"state"_s, slotStateName(slot.state)},
            {u"runs"_s, slot.isRunning},
            {u"starts_next"_s, slot.startsNext}};
}

QJsonObject diskJson(const Disk &disk)
{
    return {{u"path"_s, disk.path},
            {u"size"_s, disk.size},
            {u"model"_s, disk.model},
            {u"serial"_s, disk.serial},
            {u"wwn"_s, disk.wwn},
            {u"by_id"_s, QJsonArray::fromStringList(disk.byId)},
            {u"signatures"_s, QJsonArray::fromStringList(disk.signatures)},
            {u"ours"_s, disk.ours},
            {u"doubt"_s, disk.doubt},
            {u"by_path"_s, disk.byPath},
            {u"sector_size"_s, disk.sectorSize}};
}

QString inventoryText(const Inventory &inventory, const QList<SlotContent> &slotContents)
{
    QString text;
    if (inventory.cpuThreads > 0)
        text += line(u"cpu"_s, u"%1 x %2 (%3)"_s.arg(inventory.cpuThreads).arg(inventory.cpuModel, inventory.arch));
    if (inventory.memory > 0)
        text += line(u"memory"_s, formatBytes(inventory.memory));
    for (const Disk &disk : inventory.disks)
        text += line(u"disk"_s, diskText(disk, inventory.disks));
    for (const SlotContent &slot : slotContents)
        text += line(u"slot"_s, slotText(slot));
    for (const NetworkInterface &one : inventory.interfaces)
        text += line(u"nic"_s, one.name + u"  "_s + one.mac);
    return text;
}

} // namespace

QStringList nodeKeys()
{
    return {u"node"_s, u"state"_s, u"since"_s, u"image"_s, u"wanted"_s, u"job"_s, u"address"_s, u"note"_s};
}

QList<Cell> nodeCells(const NodeStatus &node)
{
    const QString address = node.connected || node.address.isEmpty() ? node.address : u'(' + node.address + u')';
    return {node.name,
            {nodeStateName(node.state), toneOf(node)},
            timeCell(node.since),
            node.image.toString(),
            node.wanted.toString(),
            node.job,
            {address, QJsonValue(node.address)},
            noteCell(node)};
}

QString nodeDetailText(const NodeDetail &detail, bool hasColour)
{
    const NodeStatus &status = detail.status;
    QString text = line(u"node"_s, status.name);
    text += u"state         "_s + coloured(nodeStateName(status.state), toneOf(status), hasColour) + u" since "_s
        + timeCell(status.since).text + (status.inDoubt ? u", not heard of since cidd started\n"_s : u"\n"_s);
    text += line(u"image"_s, status.image.toString()) + line(u"wanted"_s, status.wanted.toString())
        + line(u"job"_s, status.job) + line(u"progress"_s, progressText(status)) + line(u"conflict"_s, status.conflict)
        + line(u"address"_s, status.address + (status.connected ? QString() : u" (not connected)"_s))
        + line(u"groups"_s, detail.definition.groups.join(u' ')) + line(u"mac"_s, detail.definition.macs.join(u' '))
        + line(u"layout"_s, detail.definition.layout) + line(u"disk wanted"_s, detail.definition.diskSelector);
    if (status.state == NodeState::Failed) {
        text += line(u"failed in"_s, nodeStateName(status.failure.stage)) + line(u"reason"_s, status.failure.reason);
    }
    text += inventoryText(detail.inventory, detail.slotContents);
    if (!detail.events.isEmpty()) {
        Records timeline{eventKeys(), {}};
        for (const Event &event : detail.events)
            timeline.rows.append(eventCells(event));
        text += u"\n"_s + format(timeline, OutputFormat::Table, hasColour);
    }
    if (!detail.log.isEmpty())
        text += u"\n"_s + printable(detail.log.join(u'\n'), true) + u'\n';
    return text;
}

QJsonObject nodeDetailJson(const NodeDetail &detail)
{
    QJsonObject object;
    const QList<Cell> cells = nodeCells(detail.status);
    for (qsizetype i = 0; i < cells.size(); ++i)
        object.insert(nodeKeys().at(i), cells[i].value);
    QJsonArray disks;
    for (const Disk &disk : detail.inventory.disks)
        disks.append(diskJson(disk));
    QJsonArray contents;
    for (const SlotContent &slot : detail.slotContents)
        contents.append(slotJson(slot));
    QJsonArray events;
    for (const Event &event : detail.events) {
        QJsonObject one;
        const QList<Cell> row = eventCells(event);
        for (qsizetype i = 0; i < row.size(); ++i)
            one.insert(eventKeys().at(i), row[i].value);
        events.append(one);
    }
    object.insert(u"macs"_s, QJsonArray::fromStringList(detail.definition.macs));
    object.insert(u"arch"_s, detail.inventory.arch);
    object.insert(u"memory"_s, detail.inventory.memory);
    object.insert(u"disks"_s, disks);
    object.insert(u"slots"_s, contents);
    object.insert(u"events"_s, events);
    object.insert(u"log"_s, QJsonArray::fromStringList(detail.log));
    return object;
}

QStringList eventKeys()
{
    return {u"time"_s, u"node"_s, u"what"_s, u"change"_s, u"took"_s, u"job"_s, u"who"_s, u"reason"_s};
}

QList<Cell> eventCells(const Event &event)
{
    const QString change = event.from.isEmpty() ? event.to : event.from + u" > "_s + event.to;
    const QString took = event.duration > 0 ? formatSeconds(event.duration / 1000) : QString();
    return {timeCell(event.time),
            event.node,
            QString::fromLatin1(event.what),
            change,
            {took, QJsonValue(event.duration)},
            event.job,
            event.who,
            event.reason};
}

QStringList jobKeys()
{
    return {u"job"_s,     u"state"_s, u"image"_s, u"count"_s, u"nodes"_s, u"owner"_s,
            u"created"_s, u"took"_s,  u"open"_s,  u"done"_s,  u"failed"_s};
}

QList<Cell> jobCells(const Job &job)
{
    const Tone tone = job.state == JobState::Done ? Tone::Good : job.state == JobState::Active ? Tone::Busy : Tone::Bad;
    const qint64 took = job.finishedAt > 0 ? job.finishedAt - job.createdAt : 0;
    Cell failed = numberCell(job.counts.failed);
    if (job.counts.failed > 0)
        failed.tone = Tone::Bad;
    return {job.id,
            {jobStateName(job.state), tone},
            job.resolved.toString(),
            numberCell(nodeCount(job)),
            hostsOf(job),
            job.owner,
            timeCell(job.createdAt),
            {took > 0 ? formatSeconds(took / 1000) : QString(), QJsonValue(took)},
            numberCell(job.counts.open),
            numberCell(job.counts.done),
            failed};
}

} // namespace cid
