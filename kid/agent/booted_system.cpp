// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/booted_system.h"

#include "kid/machine/start_guard.h"

#include <QFile>

namespace cid {

namespace {

std::optional<QByteArray> readOwn(JobContext &context, const QString &root, const char *path)
{
    const auto content = context.files().readInRoot(root, path, 64 * KiB);
    return content ? std::optional(*content) : std::nullopt;
}

QStringList macsOf(const Inventory &inventory)
{
    QStringList macs;
    for (const NetworkInterface &one : inventory.interfaces)
        macs.append(one.mac);
    return macs;
}

} // namespace

Result<BootedSystem> bootMachine(Machine &machine, JobContext &context)
{
    const auto mode = machine.powerOn();
    if (!mode)
        return fail(mode.error());
    BootedSystem system;
    system.mode = *mode;
    auto inventory = machine.inventory(context.runner());
    if (!inventory)
        return fail(inventory.error());
    system.inventory = std::move(*inventory);
    const QString root = machine.rootFolder();
    if (const auto text = readOwn(context, root, nodeKeyPath)) {
        const auto key = parseNodeKey(*text);
        if (!key)
            return fail(key.error());
        system.key = *key;
    }
    // A disk that cannot be read is the planner's to complain about.
    if (!system.key && system.mode == BootMode::Ram) {
        const auto text = keyOnDisk(machine, context);
        const auto key = text && *text ? parseNodeKey(**text) : Result<NodeKey>();
        if (text && *text && key)
            system.key = *key;
    }
    if (const auto name = readOwn(context, root, "etc/hostname"))
        system.hostname = QString::fromUtf8(*name).trimmed();
    if (system.mode == BootMode::Image) {
        if (const auto text = readOwn(context, root, currentImagePath)) {
            const auto current = parseCurrentImage(*text);
            if (!current)
                return fail(current.error());
            system.image = *current;
        }
    }
    if (auto contents = slotContents(machine, context))
        system.slotContents = std::move(*contents);
    if (system.mode != BootMode::Image) {
        if (auto failure = failedStart(machine, context))
            system.failedStart = std::move(*failure);
    } else if (!machine.isPretended()) {
        if (Status status = tellGuard(guardHello); !status)
            qWarning("%ls", qUtf16Printable(status.error().text));
    }
    return system;
}

NodeState stateAfterBoot(BootMode mode)
{
    switch (mode) {
    case BootMode::Ram:
        return NodeState::Netbooted;
    case BootMode::DiskBlancmange:
        return NodeState::Blancmange;
    case BootMode::Image:
        break;
    }
    return NodeState::Running;
}

NodeReport nodeReport(const BootedSystem &system)
{
    NodeReport report;
    report.macs = macsOf(system.inventory);
    report.hostname = system.hostname;
    report.inventory = system.inventory;
    report.state = stateAfterBoot(system.mode);
    if (system.image) {
        report.image = system.image->image;
        report.digest = system.image->digest;
        report.nonce = system.image->nonce;
        report.deployment = system.image->deployment;
    }
    report.slotContents = system.slotContents;
    report.failedStart = system.failedStart;
    return report;
}

EnrolRequest enrolRequest(const BootedSystem &system)
{
    EnrolRequest request;
    request.macs = macsOf(system.inventory);
    request.inventory = system.inventory;
    request.inBlancmange = system.mode != BootMode::Image;
    return request;
}

} // namespace cid
