// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/core/policy.h"

#include "daemon/core/image_pin.h"

#include "common/domain/clamp.h"
#include "common/domain/limits.h"

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> refused(const char *code, const NodeRecord &node, const QString &why)
{
    return fail(makeError(ErrorKind::Refused, code, u"%1: %2"_s.arg(node.definition.name, why),
                          {{u"node"_s, node.definition.name}}));
}

QLatin1StringView kindName(ImageKind kind)
{
    return kind == ImageKind::Darwin ? "darwin"_L1 : "linux"_L1;
}

} // namespace

QLatin1StringView powerName(Power power)
{
    return power == Power::Operator ? "operator"_L1 : "capt"_L1;
}

Status isDiskName(const QString &name)
{
    if (!name.isEmpty() && utf8Size(name) <= domain::maxName)
        return {};
    return fail(makeError(
        ErrorKind::Invalid, "wipe.no-serial",
        u"Name the disk by its serial number, its WWN or its place, in at most %1 bytes"_s.arg(domain::maxName)));
}

Status mayTake(const Author &author, const JobId &job, const Hold *hold)
{
    const bool isTheirs = hold && hold->owner == author.owner();
    if (!hold || (isTheirs && (hold->job == job || author.holds != HoldRule::Strict)))
        return {};
    return fail(makeError(ErrorKind::Unavailable, "node.held",
                          u"%1: job %2 of %3 holds the node; \"cidctl holds release %1\" frees it"_s.arg(
                              hold->node, hold->job, hold->owner),
                          {{u"node"_s, hold->node}}));
}

Status mayDeploy(Power power, const NodeRecord &node, const ImageChoice &image)
{
    if (node.definition.deploy == DeployRule::Never)
        return refused("policy.never", node, u"node_db says deploy = never"_s);
    if (node.definition.deploy == DeployRule::Operator && power != Power::Operator)
        return refused("policy.operator-only", node, u"node_db lets operators alone deploy here"_s);
    if (node.definition.kind != image.definition.kind || node.definition.kind != image.image.kind) {
        return refused("policy.kind", node,
                       u"%1 is a %2 image, the node takes %3"_s.arg(
                           image.image.id.toString(), kindName(image.image.kind), kindName(node.definition.kind)));
    }
    const Status pinned = checkPin(image.definition, image.image.id, image.image.digest);
    if (!pinned)
        return refused("policy.digest", node, pinned.error().text);
    if (image.definition.requireSignature && image.image.signedBy.isEmpty()) {
        return refused(
            "policy.not-signed", node,
            u"%1 has to be signed by one of cid.conf's image_keys and is not"_s.arg(image.image.id.toString()));
    }
    const QString arch = image.definition.arch.isEmpty() ? image.image.arch : image.definition.arch;
    const QString machine = node.definition.arch.isEmpty() ? node.inventory.arch : node.definition.arch;
    if (!arch.isEmpty() && !machine.isEmpty() && arch != machine) {
        return refused("policy.arch", node,
                       u"%1 is made for %2, the node is %3"_s.arg(image.image.id.toString(), arch, machine));
    }
    const auto &disks = node.inventory.disks;
    const bool fits = disks.isEmpty() || std::any_of(disks.begin(), disks.end(), [&image](const Disk &disk) {
                          return disk.size == 0 || disk.size > image.image.unpackedSize;
                      });
    if (!fits) {
        return refused("policy.too-large", node,
                       u"%1 takes %2 unpacked, more than any disk of the node"_s.arg(
                           image.image.id.toString(), formatBytes(image.image.unpackedSize)));
    }
    return {};
}

} // namespace cid
