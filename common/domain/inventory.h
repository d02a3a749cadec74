// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/units.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace cid {

/// A whole disk as the kernel shows it. Empty strings where the kernel does not know.
struct Disk
{
    QString path; ///< "/dev/vda"
    QStringList byId; ///< names below /dev/disk/by-id, without the folder
    QString serial;
    QString wwn;
    QString model;
    ByteCount size = 0;
    bool removable = false;
    QStringList signatures; ///< what wipefs finds on it: "dos", "gpt", "ext4", ...; empty on a blank disk
    bool ours = false; ///< carries notP's own layout
    bool operator==(const Disk &) const = default;
};

struct NetworkInterface
{
    QString name;
    QString mac; ///< "52:54:00:12:34:56", lower case
    bool operator==(const NetworkInterface &) const = default;
};

enum class Firmware : quint8 { Unknown, Bios, Uefi, OpenFirmware };

/// What a machine is made of. Sent once for each connection.
struct Inventory
{
    QString arch; ///< as uname -m: "x86_64", "ppc64le"
    QString cpuModel;
    int cpuThreads = 0;
    ByteCount memory = 0;
    Firmware firmware = Firmware::Unknown;
    QList<Disk> disks;
    QList<NetworkInterface> interfaces;
    bool operator==(const Inventory &) const = default;
};

} // namespace cid
