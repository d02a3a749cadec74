// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/node.h"
#include "kid/machine/disk_record.h"

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

/// How one kind of machine wants its disk divided. Stateless.
class Layout
{
public:
    Layout() = default;
    virtual ~Layout() = default;
    Layout(const Layout &) = delete;
    Layout &operator=(const Layout &) = delete;

    [[nodiscard]] virtual QLatin1StringView name() const = 0;
    /// The partitions, in the order of their numbers. Refused "layout.disk-too-large", "layout.disk-too-small",
    /// "layout.keep-does-not-fit".
    [[nodiscard]] virtual Result<DiskRecord> plan(const LayoutRequest &request) const = 0;
    /// The table as sfdisk reads it.
    [[nodiscard]] virtual QByteArray script(const DiskRecord &record) const = 0;
};

/// "grub-msdos" (also for an empty name); NotFound "layout.unknown", Refused "layout.not-supported" for those that
/// notP names but cannot write yet.
[[nodiscard]] Result<const Layout *> findLayout(const QString &name);

} // namespace cid
