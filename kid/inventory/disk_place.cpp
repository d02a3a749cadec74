// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/inventory/disk_place.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cid {

namespace {

// "host7" is the second of "host6" and "host7": 1.
qsizetype rankAmongSiblings(const QString &folder, const QString &kind, const QString &name)
{
    QList<int> numbers;
    const QStringList siblings = QDir(folder).entryList({kind + u'*'}, QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &sibling : siblings)
        numbers << sibling.mid(kind.size()).toInt();
    std::sort(numbers.begin(), numbers.end());
    return std::max<qsizetype>(numbers.indexOf(name.mid(kind.size()).toInt()), 0);
}

bool isNumbered(const QString &name, const QString &kind)
{
    bool ok = false;
    static_cast<void>(name.mid(kind.size()).toInt(&ok));
    return ok && name.startsWith(kind);
}

} // namespace

QString diskPlace(const QString &devicePath)
{
    static const QRegularExpression pci(u"^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]$"_s);
    static const QRegularExpression scsi(u"^\\d+:(\\d+:\\d+:\\d+)$"_s);
    static const QRegularExpression nvme(u"^nvme\\d+(c\\d+)?n(\\d+)$"_s);
    static const QRegularExpression passed(u"^(block|nvme\\d*|virtio\\d+|target.*|port-.*|end_device-.*|scsi_host)$"_s);
    const QStringList parts = devicePath.section(u"/devices/"_s, -1).split(u'/', Qt::SkipEmptyParts);
    QStringList words;
    QString folder = devicePath.left(devicePath.size() - devicePath.section(u"/devices/"_s, -1).size());
    qsizetype host = 0;
    bool isAta = false;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString &part = parts[i];
        const bool isDisk = i + 1 == parts.size();
        if (pci.match(part).hasMatch())
            words = QStringList{u"pci-"_s + part}; // Of bridges in a row the last one says it all.
        else if (isNumbered(part, u"ata"_s)) {
            isAta = true;
            words << u"ata-%1"_s.arg(rankAmongSiblings(folder, u"ata"_s, part) + 1);
        } else if (isNumbered(part, u"host"_s))
            host = rankAmongSiblings(folder, u"host"_s, part);
        else if (const auto address = scsi.match(part);
                 address.hasMatch() && !(isAta && address.captured(1) == u"0:0:0"_s))
            words << u"scsi-%1:%2"_s.arg(host).arg(address.captured(1));
        else if (const auto space = nvme.match(part); isDisk && space.hasMatch())
            words << u"nvme-"_s + space.captured(2);
        else if (!isDisk && !passed.match(part).hasMatch() && !part.startsWith(u"pci"_s)
                 && !scsi.match(part).hasMatch())
            words << part;
        folder += part + u'/';
    }
    return words.join(u'-');
}

} // namespace cid
