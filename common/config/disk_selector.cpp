// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/config/disk_selector.h"

#include "common/config/values.h"
#include "common/domain/disk_identity.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

using DiskMatch = std::function<bool(const Disk &)>;

// A name that means one of them alone, in the words of a selector.
QString selectorFor(const Disk &disk, const QList<Disk> &all)
{
    const QString name = diskNames(disk, all).value(0);
    if (name.isEmpty() || name.startsWith(u"by-path:"_s))
        return name.section(u',', 0, 0);
    return (name == disk.serial.trimmed() ? u"serial:"_s : u"wwn:"_s) + name;
}

QString describeDisks(const QList<Disk> &disks, const QList<Disk> &all)
{
    QStringList lines;
    for (const Disk &disk : disks) {
        const QString selector = selectorFor(disk, all);
        lines << u"%1 (%2, %3)"_s.arg(disk.path, formatBytes(disk.size),
                                      selector.isEmpty() ? u"serial unknown"_s : selector);
    }
    return lines.isEmpty() ? u"no disk at all"_s : lines.join(u", "_s);
}

Error badSelector(const QString &selector)
{
    return makeError(
        ErrorKind::Invalid, "disk.bad-selector",
        u"\"%1\" names no disk: write by-id:, by-path:, serial:, wwn:, size: or model: and the value"_s.arg(selector),
        {{u"selector"_s, selector}});
}

Result<DiskMatch> diskMatchFor(const QString &selector)
{
    const QString kind = selector.section(u':', 0, 0);
    const QString value = selector.section(u':', 1).trimmed();
    if (value.isEmpty())
        return fail(badSelector(selector));
    if (kind == u"by-id"_s)
        return [value](const Disk &disk) { return disk.byId.contains(value); };
    if (kind == u"by-path"_s)
        return [value](const Disk &disk) { return disk.byPath == value.section(u',', 0, 0); };
    if (kind == u"serial"_s)
        return [value](const Disk &disk) { return disk.serial.trimmed() == value; };
    if (kind == u"wwn"_s)
        return [value](const Disk &disk) { return disk.wwn.trimmed() == value; };
    if (kind == u"model"_s)
        return [value](const Disk &disk) { return disk.model.trimmed() == value; };
    const auto size = kind == u"size"_s ? config::parseSize(value) : std::nullopt;
    if (!size || *size <= 0)
        return fail(badSelector(selector));
    return [bytes = *size](const Disk &disk) { return qAbs(disk.size - bytes) <= bytes / 100; };
}

} // namespace

Result<Disk> chooseDisk(const Inventory &inventory, const QString &selector)
{
    DiskMatch match = [](const Disk &disk) { return !disk.removable; };
    if (!selector.trimmed().isEmpty()) {
        Result<DiskMatch> named = diskMatchFor(selector.trimmed());
        if (!named)
            return fail(std::move(named.error()));
        match = std::move(*named);
    }
    QList<Disk> found;
    for (const Disk &disk : inventory.disks) {
        if (match(disk))
            found << disk;
    }
    if (found.size() == 1)
        return found.first();
    const QString wanted = selector.isEmpty() ? u"the only disk"_s : u"\"%1\""_s.arg(selector);
    if (found.isEmpty())
        return fail(
            makeError(ErrorKind::NotFound, "disk.none",
                      u"no disk is %1; there is: %2"_s.arg(wanted, describeDisks(inventory.disks, inventory.disks))));
    return fail(
        makeError(ErrorKind::Conflict, "disk.several",
                  u"several disks are %1: %2; name one in node_db with disk = and what stands behind its size"_s.arg(
                      wanted, describeDisks(found, inventory.disks))));
}

} // namespace cid
