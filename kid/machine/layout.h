// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/node.h"
#include "kid/machine/disk_record.h"

#include <QUuid>

#include <memory>

namespace cid {

/// What a layout is made for.
struct LayoutRequest
{
    Disk disk;
    ByteCount memory = 0; ///< of the machine; bounds the swap partition
    QList<PartitionDefinition> partitions; ///< [partition] sections: extra ones, or sizes of "grub", "blancmange", ...
    DiskRecord before; ///< what notP has on this disk already; its partitions with keep stay where they are
};

class BootLoader;
class BootStateFormat;

/// How one kind of machine wants its disk divided, what starts it from there and where what starts next is written
/// down. Everything that differs from layout to layout is asked here; nobody compares names. Stateless.
class Layout
{
public:
    Layout() = default;
    virtual ~Layout() = default;
    Layout(const Layout &) = delete;
    Layout &operator=(const Layout &) = delete;

    [[nodiscard]] virtual QLatin1StringView name() const = 0;
    /// What has to start the machine so that it can start from such a disk.
    [[nodiscard]] virtual Firmware firmware() const = 0;
    [[nodiscard]] virtual const BootLoader &loader() const = 0;
    [[nodiscard]] virtual const BootStateFormat &bootState() const = 0;
    /// The partitions, in the order of their numbers. Refused "layout.disk-too-large", "layout.disk-too-small",
    /// "layout.keep-does-not-fit".
    [[nodiscard]] virtual Result<DiskRecord> plan(const LayoutRequest &request) const = 0;
    /// True where an empty table and a boot code can be one sector, to which sfdisk adds the partitions: then there is
    /// no moment in which firmware takes the disk for one that boots.
    [[nodiscard]] virtual bool isInFirstSector() const { return false; }
    /// What wipefs calls the marks of such a table.
    [[nodiscard]] virtual QStringList tableSignatures() const = 0;
    /// True where the machine's firmware and the loader can start from a disk with such sectors.
    [[nodiscard]] virtual bool startsFromSectors(ByteCount sectorSize) const { return sectorSize == 512; }
    /// The identifier of a new table, made from a random one; empty where such tables have none.
    [[nodiscard]] virtual QString tableId(const QUuid &random) const = 0;
    /// The table as sfdisk reads it; empty where it is bytes().
    [[nodiscard]] virtual QByteArray script(const DiskRecord &record) const = 0;
    /// A table that no tool writes, from the disk's first byte on; empty for all others.
    [[nodiscard]] virtual QByteArray bytes(const DiskRecord &, [[maybe_unused]] ByteCount diskSize) const { return {}; }
};

/// The end of what an msdos table can describe: its sector numbers have 32 bits.
constexpr ByteCount largestMsdosDisk = 2048 * GiB;

/// "grub-msdos", "grub-gpt", "grub-gpt-bios", "yaboot"; NotFound "layout.unknown".
[[nodiscard]] Result<const Layout *> findLayout(const QString &name);
/// The layout that node_db names, else the usual one for the machine. Refused "layout.wrong-firmware" where the machine
/// could not start from it.
[[nodiscard]] Result<const Layout *> chooseLayout(const QString &name, Firmware firmware, const Disk &disk);

} // namespace cid
