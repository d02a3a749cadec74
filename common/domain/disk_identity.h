// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/inventory.h"

namespace cid {

/// What one disk is known by. What is empty (size: 0) says nothing.
struct DiskIdentity
{
    QString serial;
    QString wwn;
    QString byPath;
    ByteCount size = 0;
    bool operator==(const DiskIdentity &) const = default;

    [[nodiscard]] bool isEmpty() const { return *this == DiskIdentity(); }
    /// Everything that is known here is so with \a disk. An empty identity fits none.
    [[nodiscard]] bool fits(const Disk &disk) const;
};

/// What a disk has in its own electronics names it: no other disk of the machine has the same WWN, or serial number.
/// RAID controllers give several volumes one serial, virtual disks often have none.
[[nodiscard]] bool isNamed(const Disk &disk, const QList<Disk> &all);

/// The names that mean \a disk and no other one of its machine, the best one first: serial number, WWN,
/// "by-path:PLACE,SIZE" with the size in bytes. Empty only where nothing tells it from the others.
[[nodiscard]] QStringList diskNames(const Disk &disk, const QList<Disk> &all);

/// The disk that one of its diskNames() means; null where none or several are meant.
[[nodiscard]] const Disk *diskWithName(const QString &name, const QList<Disk> &all);

} // namespace cid
