// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_choice.h"

#include "kid/machine/disk_inspection.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

QString foreignText(const Disk &disk)
{
    const QString types = disk.signatures.join(u", "_s);
    if (disk.doubt.isEmpty())
        return u"%1 holds something that is not notP's (%2)"_s.arg(disk.path, types);
    return u"%1 is not notP's any more: %2 (it holds %3)"_s.arg(disk.path, disk.doubt,
                                                                types.isEmpty() ? u"no signature"_s : types);
}

// Empty where everything on the disk is this node's. What a disk says of itself is not enough where another one says
// the same.
QString whyForeign(const DiskAmong &which, const DeployOrder &order)
{
    const auto &[disk, all] = which;
    if (!disk.ours)
        return foreignText(disk);
    const bool hasTwin = !disk.recordId.isEmpty() && std::any_of(all.begin(), all.end(), [&disk](const Disk &other) {
        return other.path != disk.path && other.recordId == disk.recordId;
    });
    if (hasTwin)
        return u"%1 and another disk bear the same record: one is a copy"_s.arg(disk.path);
    if (!disk.owner.isEmpty())
        return disk.owner == order.owner ? QString() : u"%1 was installed for another node"_s.arg(disk.path);
    if (isNamed(disk, all))
        return {};
    return u"%1 has no serial number or WWN of its own, and its record is too old to say for which node it was "
           "installed"_s.arg(disk.path);
}

Error notArmed(const DiskAmong &which, const DeployOrder &order, const QString &why)
{
    const QString name = diskNames(which.disk, which.all).value(0);
    const QString advice = name.isEmpty()
        ? u"nothing tells it from the machine's other disks; erase it by hand (wipefs --all %1) or take it out"_s.arg(
              which.disk.path)
        : u"allow the disk with serial \"%1\" to be wiped (cidctl node wipe %2 --serial \"%1\"), or give the node "
          "another one"_s.arg(name, order.node.name);
    return makeError(ErrorKind::Refused, "disk.not-armed", why + u": "_s + advice,
                     {{u"disk"_s, which.disk.path}, {u"serial"_s, name}});
}

Status checkReadable(const DiskAmong &which)
{
    if (!which.disk.signatures.contains(unreadableSignature))
        return {};
    const QString name = diskNames(which.disk, which.all).value(0);
    return fail(makeError(ErrorKind::Io, "disk.unreadable",
                          u"the disk %1 (serial \"%2\") cannot be read: replace it, or give the node another one"_s.arg(
                              which.disk.path, name),
                          {{u"disk"_s, which.disk.path}, {u"serial"_s, name}}));
}

} // namespace

bool isArmed(const DiskAmong &which, const DeployOrder &order)
{
    if (order.wipeSerial.isEmpty() && order.wipeDisk.isEmpty())
        return false;
    const auto isMeant = [&order, &which](const Disk &disk) {
        return (order.wipeSerial.isEmpty() || diskNames(disk, which.all).contains(order.wipeSerial))
            && (order.wipeDisk.isEmpty() || order.wipeDisk.fits(disk));
    };
    return isMeant(which.disk) && std::count_if(which.all.begin(), which.all.end(), isMeant) == 1;
}

Status mayInstall(const DiskAmong &which, const DeployOrder &order)
{
    if (Status status = checkReadable(which); !status)
        return status;
    if (isArmed(which, order))
        return {};
    const QString why = which.disk.signatures.isEmpty() ? QString() : whyForeign(which, order);
    if (!why.isEmpty())
        return fail(notArmed(which, order, why));
    if (order.node.install == InstallRule::Auto)
        return {};
    return fail(notArmed(which, order, u"node_db says install = manual"_s));
}

Status mayFill(const DiskAmong &which, const DeployOrder &order)
{
    if (Status status = checkReadable(which); !status)
        return status;
    const Disk &disk = which.disk;
    // The machine started from it, and cidd knows the machine by the key that lies there: a record that does not say
    // whose the disk is can be believed.
    const bool isOwn = disk.ours && (disk.owner.isEmpty() || disk.owner == order.owner);
    return isOwn ? Status() : Status(fail(notArmed(which, order, whyForeign(which, order))));
}

} // namespace cid
