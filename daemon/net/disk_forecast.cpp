// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/disk_forecast.h"

#include "common/config/disk_selector.h"
#include "common/domain/disk_identity.h"

namespace cid {

using namespace Qt::StringLiterals;

PlanDisk forecastDisk(const NodeRecord &node, const DiskRights &rights)
{
    const auto disk = chooseDisk(node.inventory, node.definition.diskSelector);
    if (!disk) {
        // Without the serial numbers that the error names: nodes that are alike are said once.
        return {{},
                false,
                disk.error().code == "disk.several" ? u"several disks are what node_db names"_s
                                                    : u"no disk is what node_db names"_s};
    }
    QStringList parts{disk->path, formatBytes(disk->size)};
    if (!disk->model.trimmed().isEmpty())
        parts << disk->model.trimmed();
    const auto &disks = node.inventory.disks;
    const bool isAllowed = !rights.wipeSerial.isEmpty() && diskNames(*disk, disks).contains(rights.wipeSerial);
    const bool isAnothers = !disk->owner.isEmpty() && disk->owner != rights.owner;
    const bool isOurs = disk->ours && !isAnothers && (!disk->owner.isEmpty() || isNamed(*disk, disks));
    PlanDisk forecast{parts.join(u", "_s), rights.reinstall || isAllowed || !isOurs, {}};
    if (!forecast.whole || isAllowed)
        return forecast;
    const QString waits = u"waits until a wipe is allowed: "_s;
    if (!isOurs && !disk->signatures.isEmpty() && disk->ours)
        forecast.problem = waits
            + (isAnothers ? u"the disk was installed for another node"_s
                          : u"nothing says for which node the disk was installed"_s);
    else if (!isOurs && !disk->signatures.isEmpty())
        forecast.problem = waits
            + u"the disk holds something that is not notP's (%1)"_s.arg(
                disk->doubt.isEmpty() ? disk->signatures.join(u", "_s) : disk->doubt);
    else if (node.definition.install != InstallRule::Auto)
        forecast.problem = waits + u"node_db says install = manual"_s;
    return forecast;
}

} // namespace cid
