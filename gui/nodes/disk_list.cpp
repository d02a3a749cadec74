// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/nodes/disk_list.h"

#include <QHeaderView>

namespace cid {

using namespace Qt::StringLiterals;

DiskList::DiskList(QWidget *parent)
    : QTreeWidget(parent)
{
    setAccessibleName(tr("Disks and slots"));
    setHeaderLabels(
        {tr("Disk or partition"), tr("Size"), tr("Model or image"), tr("Serial number or version"), tr("State")});
    setRootIsDecorated(false);
    setAlternatingRowColors(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void DiskList::setContents(const QList<Disk> &disks, const QList<SlotContent> &slotContents)
{
    if (disks == m_disks && slotContents == m_slots)
        return;
    m_disks = disks;
    m_slots = slotContents;
    clear();
    for (const Disk &disk : disks) {
        addDisk(disk);
        for (const SlotContent &slot : slotContents) {
            if (slot.disk == disk.path)
                addSlot(slot);
        }
    }
    // Of a node that does not say where they lie.
    for (const SlotContent &slot : slotContents) {
        if (slot.disk.isEmpty())
            addSlot(slot);
    }
}

void DiskList::addDisk(const Disk &disk)
{
    const QString content = disk.ours ? tr("notP's own")
        : disk.signatures.isEmpty()   ? tr("blank")
                                      : tr("foreign: %1").arg(disk.signatures.join(u' '));
    auto *row = new QTreeWidgetItem({disk.path, formatBytes(disk.size), disk.model, disk.serial, content});
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    row->setFont(0, strong);
    addTopLevelItem(row);
}

void DiskList::addSlot(const SlotContent &slot)
{
    const QString place = u"    "_s + (slot.partition > 0 ? tr("partition %1").arg(slot.partition) : tr("a slot"));
    const ImageId &image = slot.image;
    const QString version = image.isNull() ? QString() : image.version + u'-' + image.subversion;
    addTopLevelItem(new QTreeWidgetItem(
        {place, slot.size > 0 ? formatBytes(slot.size) : QString(), image.name, version, stateOf(slot)}));
}

QString DiskList::stateOf(const SlotContent &slot)
{
    QStringList words;
    switch (slot.state) {
    case SlotState::Whole:
        words << tr("whole");
        break;
    case SlotState::Empty:
        words << tr("empty");
        break;
    case SlotState::Partial:
        words << tr("begun, not whole");
        break;
    }
    if (slot.isRunning)
        words << tr("runs");
    if (slot.startsNext)
        words << tr("starts next");
    return words.join(u" · "_s);
}

} // namespace cid
