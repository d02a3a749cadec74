// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/machine_description.h"

#include "common/config/mac_address.h"
#include "common/config/schema.h"

#include <QCryptographicHash>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount smallestDisk = 64 * MiB;

constexpr KeyRule machineKeys[] = {
    {"mac", ValueType::Words, "the addresses of the machine's network interfaces"},
    {"serial", ValueType::Text, "the disk's serial number"},
    {"memory", ValueType::Size, "the machine's memory"},
    {"disk_size", ValueType::Size, "the disk's size"},
    {"arch", ValueType::Text, "the machine's architecture, as uname -m says"},
    {"firmware", ValueType::Choice, "what starts the machine", "bios|uefi|openfirmware"},
    {"loaders", ValueType::Path, "the folder of the boot loaders"},
};
constexpr SectionRule machineSections[] = {{"machine", false, machineKeys}};
constexpr Schema machineSchema{"machine.conf", machineSections};

Status readMacs(const SectionReader &reader, MachineDescription &description)
{
    QStringList words;
    reader.words("mac", words);
    for (const QString &word : words) {
        const auto mac = normalisedMac(word);
        if (!mac)
            return fail(placedError("config.bad-value", reader.place("mac"),
                                    u"found \"%1\", expected an address such as 52:54:00:00:00:01"_s.arg(word)));
        description.macs << *mac;
    }
    return {};
}

Status readSizes(const SectionReader &reader, MachineDescription &description)
{
    reader.size("memory", description.memory);
    reader.size("disk_size", description.diskSize);
    description.diskSize = description.diskSize / MiB * MiB;
    if (description.diskSize < smallestDisk)
        return fail(placedError("config.bad-value", reader.place("disk_size"),
                                u"the disk is smaller than %1"_s.arg(formatBytes(smallestDisk))));
    return {};
}

} // namespace

Result<MachineDescription> MachineDescription::load(const QString &path, const QString &seed)
{
    const Result<Document> document = Document::load(path);
    if (!document)
        return fail(document.error());
    if (const QList<Error> errors = checkDocument(*document, machineSchema); !errors.isEmpty())
        return fail(errors.first());
    MachineDescription description;
    for (const Section &section : document->sections()) {
        const SectionReader reader(section);
        reader.text("serial", description.serial);
        reader.text("arch", description.arch);
        reader.path("loaders", description.loaders);
        QString firmware;
        reader.text("firmware", firmware);
        description.firmware = firmware == u"uefi"_s ? Firmware::Uefi
            : firmware == u"openfirmware"_s          ? Firmware::OpenFirmware
                                                     : Firmware::Bios;
        if (Status status = readSizes(reader, description); !status)
            return fail(std::move(status.error()));
        if (Status status = readMacs(reader, description); !status)
            return fail(std::move(status.error()));
    }
    if (description.macs.isEmpty())
        return fail(makeError(ErrorKind::Invalid, "machine.no-mac",
                              u"%1: the machine has no address; give it \"mac = 52:54:00:...\""_s.arg(path)));
    if (description.serial == u"none"_s)
        description.serial.clear();
    else if (description.serial.isEmpty())
        description.serial =
            u"CID"_s
            + QString::fromLatin1(
                QCryptographicHash::hash(seed.toUtf8(), QCryptographicHash::Sha256).toHex().left(12).toUpper());
    if (description.arch.isEmpty())
        description.arch = QSysInfo::currentCpuArchitecture();
    return description;
}

Inventory MachineDescription::inventory() const
{
    Inventory inventory;
    inventory.arch = arch;
    inventory.cpuModel = u"pretended"_s;
    inventory.cpuThreads = 1;
    inventory.memory = memory;
    inventory.firmware = firmware;
    for (const QString &mac : macs)
        inventory.interfaces << NetworkInterface{u"eth%1"_s.arg(inventory.interfaces.size()), mac};
    return inventory;
}

} // namespace cid
