// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_list.h"

#include "kid/inventory/disk_place.h"
#include "kid/inventory/sector.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

constexpr ByteCount maxAttribute = 64 * KiB;
constexpr char discDrive[] = "5"; // SCSI type

// One disk's folder in /sys. What is missing is empty: the kernel shows each kind of disk in its own way.
class DiskFolder
{
public:
    DiskFolder(FileSystem &files, QString path)
        : m_files(files)
        , m_path(std::move(path))
    { }

    [[nodiscard]] bool has(const char *name) const
    {
        return QFileInfo::exists(m_path + u'/' + QLatin1StringView(name));
    }
    [[nodiscard]] QByteArray bytes(const char *name) const
    {
        return m_files.read(m_path + u'/' + QLatin1StringView(name), maxAttribute).value_or(QByteArray());
    }
    [[nodiscard]] QString text(const char *name) const { return QString::fromLatin1(bytes(name)).trimmed(); }
    [[nodiscard]] QString firstOf(std::initializer_list<const char *> names) const
    {
        for (const char *name : names) {
            if (const QString found = text(name); !found.isEmpty())
                return found;
        }
        return {};
    }
    [[nodiscard]] QString place() const { return QFileInfo(m_path).canonicalFilePath(); }

private:
    FileSystem &m_files;
    const QString m_path;
};

bool isWholeDisk(const DiskFolder &folder, const QString &name)
{
    static const QRegularExpression parts(u"^(fd\\d|mmcblk\\d+(boot\\d|rpmb))"_s);
    return folder.has("device") && folder.text("hidden") != u"1"_s
        && folder.text("device/type") != QLatin1StringView(discDrive) && !parts.match(name).hasMatch()
        && folder.text("size").toLongLong() > 0;
}

// Page 0x80: four bytes of header, the last two of them the length.
QString scsiSerial(const DiskFolder &folder)
{
    const QByteArray page = folder.bytes("device/vpd_pg80");
    return page.size() > 4 ? QString::fromLatin1(page.mid(4)).remove(QChar(u'\0')).trimmed() : QString();
}

// The device above the disk that USB calls a device.
QString usbSerial(FileSystem &files, const QString &place)
{
    for (QString folder = place; folder.count(u'/') > 2; folder = folder.section(u'/', 0, -2)) {
        if (QFileInfo::exists(folder + u"/idVendor"_s))
            return DiskFolder(files, folder).text("serial");
    }
    return {};
}

// ATA's own words behind SCSI: page 0x89 carries IDENTIFY, whose texts have the bytes of each word swapped.
QString ataText(const DiskFolder &folder, qsizetype offset, qsizetype length)
{
    constexpr qsizetype identify = 60;
    QByteArray text = folder.bytes("device/vpd_pg89").mid(identify + offset, length);
    for (qsizetype i = 0; i + 1 < text.size(); i += 2)
        std::swap(text[i], text[i + 1]);
    return QString::fromLatin1(text).remove(QChar(u'\0')).trimmed();
}

QString wwnOf(const DiskFolder &folder)
{
    const QString id = folder.firstOf({"wwid", "device/wwid"});
    if (id.startsWith(u"naa."_s))
        return u"0x"_s + id.mid(4);
    return id.startsWith(u"eui."_s) || id.startsWith(u"uuid."_s) || id.startsWith(u"nvme."_s) ? id : QString();
}

QStringList linksTo(const QString &path, const SystemFolders &folders)
{
    QStringList names;
    const QString target = QFileInfo(path).canonicalFilePath();
    const QDir folder(folders.dev + u"/disk/by-id"_s);
    for (const QFileInfo &link :
         folder.entryInfoList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDir::Name)) {
        if (!target.isEmpty() && link.canonicalFilePath() == target)
            names << link.fileName();
    }
    return names;
}

QStringList madeNames(const DiskFolder &folder, const Disk &disk, const QString &name)
{
    QStringList names;
    const QString both = udevName(disk.model) + u'_' + udevName(disk.serial);
    if (!disk.serial.isEmpty()) {
        if (name.startsWith(u"vd"_s))
            names << u"virtio-"_s + udevName(disk.serial).left(20);
        else if (name.startsWith(u"nvme"_s))
            names << u"nvme-"_s + both;
        else if (folder.text("device/vendor") == u"ATA"_s)
            names << u"ata-"_s + both;
        else if (name.startsWith(u"mmcblk"_s))
            names << u"mmc-"_s + both;
    }
    if (disk.wwn.startsWith(u"0x"_s))
        names << u"wwn-"_s + disk.wwn;
    else if (disk.wwn.startsWith(u"eui."_s))
        names << u"nvme-"_s + disk.wwn;
    return names;
}

Disk describe(FileSystem &files, const SystemFolders &folders, const QString &name)
{
    const DiskFolder folder(files, folders.sys + u"/block/"_s + name);
    const QString place = folder.place();
    const bool isUsb = place.contains(u"/usb"_s);
    Disk disk;
    disk.path = folders.dev + u'/' + QString(name).replace(u'!', u'/');
    disk.size = folder.text("size").toLongLong() * kernelSector;
    if (const ByteCount sector = folder.text("queue/logical_block_size").toLongLong(); sector > 0)
        disk.sectorSize = sector;
    disk.removable = isUsb || folder.text("removable") == u"1"_s;
    disk.wwn = wwnOf(folder);
    disk.serial = folder.firstOf({"serial", "device/serial"});
    if (disk.serial.isEmpty())
        disk.serial = ataText(folder, 20, 20);
    if (disk.serial.isEmpty())
        disk.serial = scsiSerial(folder);
    if (disk.serial.isEmpty() && isUsb)
        disk.serial = usbSerial(files, place);
    disk.model = ataText(folder, 54, 40);
    if (disk.model.isEmpty())
        disk.model = folder.firstOf({"device/model", "device/name"});
    disk.byPath = diskPlace(place);
    disk.byId = linksTo(disk.path, folders);
    if (disk.byId.isEmpty())
        disk.byId = madeNames(folder, disk, name);
    return disk;
}

} // namespace

QString udevName(const QString &text)
{
    QString name;
    const QString simplified = text.simplified();
    for (const QChar c : simplified) {
        const bool isPlain = (c.unicode() < 0x80 && c.isLetterOrNumber()) || u"#+-.:=@_"_s.contains(c);
        name += isPlain ? c : QChar(u'_');
    }
    return name;
}

Result<QList<Disk>> listDisks(FileSystem &files, const SystemFolders &folders)
{
    const Result<QStringList> names = files.list(folders.sys + u"/block"_s);
    if (!names)
        return fail(names.error());
    QList<Disk> disks;
    for (const QString &name : *names) {
        if (isWholeDisk(DiskFolder(files, folders.sys + u"/block/"_s + name), name))
            disks << describe(files, folders, name);
    }
    return disks;
}

} // namespace cid
