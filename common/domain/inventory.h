// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"
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
    bool ours = false; ///< all that lies on it is notP's own: its record tells the whole table, no slot is a stranger's
    ByteCount sectorSize = 512; ///< what the disk is addressed by: 4096 on 4Kn disks
    QString byPath; ///< where it hangs: "pci-0000:00:05.0", "pci-0000:00:1f.2-ata-1", ...
    QString recordId; ///< of notP's record on it; random
    QString owner; ///< who installed it: DeployOrder::owner of its record; empty in the first notP's records
    QString doubt; ///< why it is not ours although a record of notP's is on it
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

/// What lies in a slot: a whole image, nothing of notP's, or an image whose installation began and did not end.
enum class SlotState : quint8 { Whole, Empty, Partial };

/// One image slot of a node's own disk as it was when the machine started.
struct SlotContent
{
    int partition = 0; ///< as the kernel counts; 0 where the node does not say
    ImageId image; ///< of a whole one
    QByteArray digest; ///< of a whole one, and of what a partial one can be gone on with
    SlotState state = SlotState::Whole;
    QString disk; ///< Disk::path
    ByteCount size = 0; ///< of the partition
    bool isRunning = false; ///< the machine's root
    bool startsNext = false; ///< the boot loader takes it at the next start
    bool operator==(const SlotContent &) const = default;
};

} // namespace cid
