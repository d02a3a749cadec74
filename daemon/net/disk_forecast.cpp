// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/disk_forecast.h"

#include "common/config/disk_selector.h"

namespace cid {

using namespace Qt::StringLiterals;

PlanDisk forecastDisk(const NodeRecord &node, bool reinstall, const QString &wipeSerial)
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
    const QString identity = disk->serial.isEmpty() ? disk->wwn : disk->serial;
    const bool isAllowed = !wipeSerial.isEmpty() && wipeSerial == identity;
    PlanDisk forecast{parts.join(u", "_s), reinstall || isAllowed || !disk->ours, {}};
    if (!forecast.whole || isAllowed)
        return forecast;
    if (!disk->ours && !disk->signatures.isEmpty()) {
        forecast.problem = u"waits until a wipe is allowed: the disk holds something that is not notP's (%1)"_s.arg(
            disk->signatures.join(u", "_s));
    } else if (node.definition.install != InstallRule::Auto) {
        forecast.problem = u"waits until a wipe is allowed: node_db says install = manual"_s;
    }
    return forecast;
}

} // namespace cid
