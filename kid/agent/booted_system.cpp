// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/booted_system.h"

#include <QFile>

namespace cid {

namespace {

std::optional<QByteArray> readOwn(JobContext &context, const QString &root, const char *path)
{
    const auto content = context.files().readInRoot(root, path, 64 * KiB);
    return content ? std::optional(*content) : std::nullopt;
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
    if (auto complete = completeImages(machine, context))
        system.complete = std::move(*complete);
    return system;
}

} // namespace cid
