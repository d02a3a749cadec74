// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/clamp.h"

#include "common/domain/limits.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxArguments = 16;
/// Of anything beside its texts: numbers, lengths.
constexpr qsizetype fixedSize = 64;

/// How many units of the text fit into that many bytes of UTF-8.
qsizetype fitting(QStringView text, qsizetype bytes)
{
    qsizetype taken = 0;
    for (qsizetype i = 0; i < text.size();) {
        const bool isPair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        taken += isPair ? 4 : text[i].unicode() < 0x80 ? 1 : text[i].unicode() < 0x800 ? 2 : 3;
        if (taken > bytes)
            return i;
        i += isPair ? 2 : 1;
    }
    return text.size();
}

/// No unit takes more than three bytes: most texts need no look.
bool certainlyFits(const QString &text, qsizetype bytes)
{
    return text.size() <= bytes / 3;
}

qsizetype sizeOfAll(const QStringList &texts)
{
    qsizetype size = 0;
    for (const QString &text : texts)
        size += utf8Size(text) + 4;
    return size;
}

qsizetype sizeOf(const Disk &disk)
{
    return fixedSize
        + sizeOfAll({disk.path, disk.serial, disk.wwn, disk.model, disk.byPath, disk.recordId, disk.owner, disk.doubt})
        + sizeOfAll(disk.byId) + sizeOfAll(disk.signatures);
}

void clamp(Disk &disk)
{
    for (QString *name : {&disk.path, &disk.serial, &disk.wwn, &disk.model, &disk.byPath, &disk.recordId, &disk.owner})
        clampName(*name, domain::maxName);
    clampText(disk.doubt, domain::maxText);
    clampNames(disk.byId, domain::maxDiskNames, domain::maxName);
    clampNames(disk.signatures, domain::maxSignatures, domain::maxCode);
}

} // namespace

qsizetype utf8Size(QStringView text)
{
    qsizetype size = 0;
    for (const QChar unit : text)
        size += unit.unicode() < 0x80 ? 1 : unit.unicode() < 0x800 || unit.isSurrogate() ? 2 : 3;
    return size;
}

void clampText(QString &text, qsizetype bytes)
{
    if (certainlyFits(text, bytes) || fitting(text, bytes) == text.size())
        return;
    text.truncate(fitting(text, bytes - 3));
    text += u"..."_s;
}

void clampName(QString &name, qsizetype bytes)
{
    if (!certainlyFits(name, bytes))
        name.truncate(fitting(name, bytes));
}

void clampNames(QStringList &names, qsizetype count, qsizetype bytes)
{
    if (names.size() > count)
        names.resize(count);
    for (QString &name : names)
        clampName(name, bytes);
}

void clampLog(QStringList &lines, qsizetype count, qsizetype bytes)
{
    qsizetype first = lines.size();
    qsizetype size = 0;
    while (first > 0 && lines.size() - first < count) {
        clampText(lines[first - 1], std::min(domain::maxLine, bytes));
        size += utf8Size(lines[first - 1]) + 1;
        if (size > bytes + 1)
            break;
        --first;
    }
    lines.remove(0, first);
}

void clamp(Error &error)
{
    error.code.truncate(domain::maxCode);
    clampText(error.text, domain::maxText);
    while (error.arguments.size() > maxArguments)
        error.arguments.erase(std::prev(error.arguments.end()));
    for (auto argument = error.arguments.begin(); argument != error.arguments.end();) {
        clampText(*argument, domain::maxText);
        argument = argument.key().size() > domain::maxName ? error.arguments.erase(argument) : std::next(argument);
    }
}

void clamp(Failure &failure)
{
    // It is read as UTF-8 again: half a letter would come back as another one.
    QString code = QString::fromUtf8(failure.code);
    clampName(code, domain::maxCode);
    failure.code = code.toUtf8();
    clampText(failure.reason, domain::maxText);
    clampLog(failure.log, domain::maxFailureLines, domain::maxFailureLog);
}

void clamp(Inventory &inventory)
{
    clampName(inventory.arch, domain::maxCode);
    clampName(inventory.cpuModel, domain::maxName);
    if (inventory.disks.size() > domain::maxDisks)
        inventory.disks.resize(domain::maxDisks);
    if (inventory.interfaces.size() > domain::maxInterfaces)
        inventory.interfaces.resize(domain::maxInterfaces);
    qsizetype size = fixedSize + utf8Size(inventory.arch) + utf8Size(inventory.cpuModel);
    for (NetworkInterface &interface : inventory.interfaces) {
        clampName(interface.name, domain::maxName);
        clampName(interface.mac, domain::maxMac);
        size += fixedSize + sizeOfAll({interface.name, interface.mac});
    }
    qsizetype kept = 0;
    for (Disk &disk : inventory.disks) {
        clamp(disk);
        size += sizeOf(disk);
        if (size > domain::maxInventory)
            break;
        ++kept;
    }
    inventory.disks.resize(kept);
}

void clamp(QList<SlotContent> &slotContents)
{
    if (slotContents.size() > domain::maxSlots)
        slotContents.resize(domain::maxSlots);
    for (SlotContent &slot : slotContents) {
        slot.digest.truncate(domain::maxCode);
        clampName(slot.disk, domain::maxName);
    }
}

void clamp(Deployment &deployment)
{
    clampName(deployment.job, domain::maxName);
    clampName(deployment.node, domain::maxName);
    deployment.digest.truncate(domain::maxCode);
    deployment.nonce.truncate(domain::maxCode);
    clamp(deployment.failure);
}

void clamp(Job &job)
{
    clampName(job.id, domain::maxName);
    clampName(job.owner, domain::maxName);
    clampName(job.image, domain::maxImage);
    clampNames(job.nodes, job.nodes.size(), domain::maxName);
}

void clamp(Event &event)
{
    clampName(event.node, domain::maxName);
    clampName(event.job, domain::maxName);
    event.what.truncate(domain::maxCode);
    // Beside the names of states: images and documents.
    for (QString *name : {&event.from, &event.to})
        clampName(*name, domain::maxImage);
    clampName(event.who, domain::maxName);
    clampText(event.reason, domain::maxText);
}

void clamp(Permission &permission)
{
    for (QString *name : {&permission.node, &permission.disk, &permission.who})
        clampName(*name, domain::maxName);
}

void clamp(Hold &hold)
{
    for (QString *name : {&hold.node, &hold.job, &hold.owner})
        clampName(*name, domain::maxName);
}

void clamp(NodeStatus &status)
{
    clampName(status.address, domain::maxName);
    clamp(status.failure);
    clampNames(status.groups, domain::maxGroups, domain::maxName);
    clampText(status.conflict, domain::maxText);
}

qsizetype sizeOf(const Inventory &inventory)
{
    qsizetype size = fixedSize + utf8Size(inventory.arch) + utf8Size(inventory.cpuModel);
    for (const NetworkInterface &interface : inventory.interfaces)
        size += fixedSize + sizeOfAll({interface.name, interface.mac});
    for (const Disk &disk : inventory.disks)
        size += sizeOf(disk);
    return size;
}

} // namespace cid
