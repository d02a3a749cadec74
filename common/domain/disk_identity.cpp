// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/disk_identity.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// True where \a disk has it and no other one. Blanks are nothing: firmware fills with them.
bool isUnique(const Disk &disk, QString Disk::*member, const QList<Disk> &all)
{
    const QString own = (disk.*member).trimmed();
    return !own.isEmpty()
        && std::count_if(all.begin(), all.end(), [&](const Disk &other) { return (other.*member).trimmed() == own; })
        <= 1;
}

} // namespace

bool DiskIdentity::fits(const Disk &disk) const
{
    const auto agrees = [](const QString &wanted, const QString &found) {
        return wanted.isEmpty() || wanted == found.trimmed();
    };
    return !isEmpty() && agrees(serial, disk.serial) && agrees(wwn, disk.wwn) && agrees(byPath, disk.byPath)
        && (size == 0 || size == disk.size);
}

bool isNamed(const Disk &disk, const QList<Disk> &all)
{
    return isUnique(disk, &Disk::serial, all) || isUnique(disk, &Disk::wwn, all);
}

QStringList diskNames(const Disk &disk, const QList<Disk> &all)
{
    QStringList names;
    if (isUnique(disk, &Disk::serial, all))
        names << disk.serial.trimmed();
    if (isUnique(disk, &Disk::wwn, all))
        names << disk.wwn.trimmed();
    if (isUnique(disk, &Disk::byPath, all))
        names << u"by-path:%1,%2"_s.arg(disk.byPath).arg(disk.size);
    return names;
}

const Disk *diskWithName(const QString &name, const QList<Disk> &all)
{
    const Disk *found = nullptr;
    for (const Disk &disk : all) {
        if (!diskNames(disk, all).contains(name))
            continue;
        if (found)
            return nullptr;
        found = &disk;
    }
    return found;
}

} // namespace cid
