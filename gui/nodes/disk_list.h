// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"

#include <QTreeWidget>

namespace cid {

/// The disks of a node, and below its own disk what lies in each slot: which partition, which image, whether it is
/// whole, which one runs and which one starts next. A table with a row for each, so that it can be exported as any
/// other.
class DiskList : public QTreeWidget
{
    Q_OBJECT
public:
    explicit DiskList(QWidget *parent = nullptr);

    /// What is the same stays as it is, the selected row with it.
    void setContents(const QList<Disk> &disks, const QList<SlotContent> &slotContents);

private:
    void addDisk(const Disk &disk);
    void addSlot(const SlotContent &slot);
    [[nodiscard]] static QString stateOf(const SlotContent &slot);

    QList<Disk> m_disks;
    QList<SlotContent> m_slots;
};

} // namespace cid
