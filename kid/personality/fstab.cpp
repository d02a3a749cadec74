// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/personality/fstab.h"

#include "kid/personality/own_part.h"

#include <algorithm>
#include <array>

namespace cid {

namespace {

/// How the whole file began that notP wrote before it left other lines alone.
constexpr char formerFirstLine[] = "# Written by notP at each installation.";

QByteArrayList fieldsOf(const QByteArray &line)
{
    QByteArrayList fields = QByteArray(line).replace('\t', ' ').trimmed().split(' ');
    fields.removeAll(QByteArray());
    return fields;
}

bool isOctal(const QByteArray &digits)
{
    return digits.size() == 3
        && std::all_of(digits.begin(), digits.end(), [](char digit) { return digit >= '0' && digit <= '7'; });
}

QByteArray unescapedField(const QByteArray &field)
{
    QByteArray text;
    for (qsizetype i = 0; i < field.size(); ++i) {
        const QByteArray digits = field.mid(i + 1, 3);
        const bool isEscaped = field[i] == '\\' && isOctal(digits);
        text += isEscaped ? static_cast<char>(digits.toInt(nullptr, 8)) : field[i];
        i += isEscaped ? 3 : 0;
    }
    return text;
}

/// Without slashes that say nothing.
QByteArray cleanMountPoint(const QByteArray &field)
{
    QByteArray path = unescapedField(field);
    while (path.contains("//"))
        path.replace("//", "/");
    return path.size() > 1 && path.endsWith('/') ? path.chopped(1) : path;
}

bool beginsWithAny(const QByteArray &text, std::initializer_list<const char *> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&text](const char *one) { return text.startsWith(one); });
}

/// What lies on a disk of the machine; a name that several machines' disks may have is one, too.
bool isLocalDisk(const QByteArray &device)
{
    return beginsWithAny(device, {"/dev/", "UUID=", "LABEL=", "PARTUUID=", "PARTLABEL=", "ID="});
}

/// A name that only one machine's disk has, or that its kernel happened to give.
bool isOneMachines(const QByteArray &device)
{
    const bool isOdd = beginsWithAny(device,
                                     {"/dev/loop", "/dev/fuse", "/dev/sr", "/dev/cd", "/dev/fd", "/dev/disk/by-label/",
                                      "/dev/disk/by-partlabel/", "/dev/shm", "/dev/zram", "/dev/ram"});
    return isLocalDisk(device) && !isOdd && !beginsWithAny(device, {"LABEL=", "PARTLABEL="});
}

bool isForeign(const QByteArrayList &fields, const QByteArrayList &ownPoints)
{
    const QByteArray device = unescapedField(fields[0]).replace('"', "");
    const QByteArray point = cleanMountPoint(fields[1]);
    const QByteArrayList options = fields.value(3).split(',');
    const bool isSwap = fields.value(2) == "swap";
    if (!isSwap && (point == "/" || ownPoints.contains(point)))
        return true;
    constexpr std::array starting{"/boot", "/boot/efi", "/efi"};
    if (isLocalDisk(device) && (isSwap || std::find(starting.begin(), starting.end(), point) != starting.end()))
        return true;
    return isOneMachines(device) && !options.contains("nofail") && !options.contains("noauto");
}

QByteArray lineOf(const FstabEntry &entry)
{
    return escapedField(entry.device) + ' ' + escapedField(entry.mountPoint) + ' ' + entry.fileSystem + ' '
        + entry.options + ' ' + entry.numbers + '\n';
}

} // namespace

QByteArray escapedField(const QByteArray &field)
{
    QByteArray escaped;
    for (const char letter : field) {
        const bool isSpecial = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\\' || letter == '#';
        escaped +=
            isSpecial ? '\\' + QByteArray::number(uint(letter), 8).rightJustified(3, '0') : QByteArray(1, letter);
    }
    return escaped;
}

MergedFstab mergeFstab(const QByteArray &before, const QList<FstabEntry> &own)
{
    QByteArray part;
    QByteArrayList points;
    for (const FstabEntry &entry : own) {
        part += lineOf(entry);
        points << entry.mountPoint;
    }
    points.removeAll("none");
    MergedFstab merged;
    QByteArrayList kept;
    for (const QByteArray &line : withoutOwnPart(before).split('\n')) {
        const QByteArrayList fields = fieldsOf(line);
        const bool isEntry = fields.size() > 1 && !fields[0].startsWith('#');
        if (isEntry && isForeign(fields, points))
            merged.leftOut << line;
        else if (line != formerFirstLine)
            kept << line;
    }
    merged.text = withOwnPartFirst(kept.join('\n'), part);
    return merged;
}

} // namespace cid
