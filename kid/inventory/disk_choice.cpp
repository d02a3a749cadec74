// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_choice.h"

#include "kid/machine/block_disk.h"
#include "kid/machine/disk_identity.h"

using namespace Qt::StringLiterals;

namespace cid {

Status mayInstall(const Disk &disk, const DeployOrder &order)
{
    const QString identity = diskIdentity(disk);
    if (disk.signatures.contains(unreadableSignature))
        return fail(
            makeError(ErrorKind::Io, "disk.unreadable",
                      u"the disk %1 (serial \"%2\") cannot be read: replace it, or give the node another one"_s.arg(
                          disk.path, identity),
                      {{u"disk"_s, disk.path}, {u"serial"_s, identity}}));
    if (!order.wipeSerial.isEmpty() && order.wipeSerial == identity)
        return {};
    const bool isFree = disk.ours || disk.signatures.isEmpty();
    if (order.node.install == InstallRule::Auto && isFree)
        return {};
    const QString why = isFree
        ? u"node_db says install = manual"_s
        : u"%1 holds something that is not notP's (%2)"_s.arg(disk.path, disk.signatures.join(u", "_s));
    return fail(makeError(
        ErrorKind::Refused, "disk.not-armed",
        u"%1: allow the disk with serial \"%2\" to be wiped, or give the node another one"_s.arg(why, identity),
        {{u"disk"_s, disk.path}, {u"serial"_s, identity}}));
}

} // namespace cid
