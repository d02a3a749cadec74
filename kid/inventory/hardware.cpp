// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/hardware.h"

#include "kid/machine/boot_arguments.h"

#include <QDir>
#include <QFileInfo>

#include <sys/utsname.h>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount maxText = 4 * MiB;
constexpr char ethernet[] = "1"; // ARPHRD_ETHER
constexpr char infiniBand[] = "32";

QByteArray read(FileSystem &files, const QString &path)
{
    return files.read(path, maxText).value_or(QByteArray()).trimmed();
}

QByteArray valueOf(const QByteArray &line)
{
    return line.mid(line.indexOf(':') + 1).trimmed();
}

void readProcessors(const QByteArray &text, Inventory &inventory)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("processor"))
            ++inventory.cpuThreads;
        // x86, ARM and PowerPC have three names for it.
        const bool isName = line.startsWith("model name") || line.startsWith("cpu\t") || line.startsWith("Processor");
        if (isName && inventory.cpuModel.isEmpty())
            inventory.cpuModel = QString::fromLatin1(valueOf(line));
    }
}

ByteCount memoryOf(const QByteArray &text)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith("MemTotal:"))
            return valueOf(line).split(' ').first().toLongLong() * KiB;
    }
    return 0;
}

Firmware firmwareOf(const SystemFolders &folders, const QString &arch)
{
    if (QFileInfo::exists(folders.sys + u"/firmware/efi"_s))
        return Firmware::Uefi;
    if (arch.startsWith(u"ppc"_s) && QFileInfo::exists(folders.sys + u"/firmware/devicetree"_s))
        return Firmware::OpenFirmware;
    return arch == u"x86_64"_s || (arch.startsWith(u'i') && arch.endsWith(u"86"_s)) ? Firmware::Bios
                                                                                    : Firmware::Unknown;
}

QList<NetworkInterface> interfacesOf(FileSystem &files, const SystemFolders &folders)
{
    QList<NetworkInterface> found;
    const QString all = folders.sys + u"/class/net"_s;
    for (const QString &name : files.list(all).value_or(QStringList())) {
        const QString folder = all + u'/' + name;
        const QByteArray type = read(files, folder + u"/type"_s);
        if (!QFileInfo::exists(folder + u"/device"_s) || (type != ethernet && type != infiniBand))
            continue;
        // In a bond all members show one address; the bond knows the real ones.
        QByteArray mac = read(files, folder + u"/bonding_slave/perm_hwaddr"_s);
        if (mac.isEmpty())
            mac = read(files, folder + u"/address"_s);
        if (!mac.isEmpty() && mac != "00:00:00:00:00:00")
            found << NetworkInterface{name, QString::fromLatin1(mac).toLower()};
    }
    return found;
}

} // namespace

Inventory readHardware(FileSystem &files, const SystemFolders &folders)
{
    Inventory inventory;
    struct utsname names = {};
    if (::uname(&names) == 0)
        inventory.arch = QString::fromLatin1(names.machine);
    readProcessors(read(files, folders.proc + u"/cpuinfo"_s), inventory);
    inventory.memory = memoryOf(read(files, folders.proc + u"/meminfo"_s));
    inventory.firmware = firmwareOf(folders, inventory.arch);
    inventory.interfaces = interfacesOf(files, folders);
    return inventory;
}

QStringList kernelArguments(FileSystem &files, const SystemFolders &folders)
{
    return splitCommandLine(QString::fromUtf8(read(files, folders.proc + u"/cmdline"_s)));
}

QString kernelArgument(const QStringList &arguments, const QString &name)
{
    QString value;
    for (const QString &argument : arguments) {
        if (argument.startsWith(name + u'='))
            value = argument.mid(name.size() + 1);
    }
    return value;
}

} // namespace cid
