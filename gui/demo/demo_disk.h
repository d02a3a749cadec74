// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/domain/deploy_order.h"

namespace cid {

/// The disk of a machine that only pretends: it knows what lies in its slots, nothing else. A plain value.
class DemoDisk
{
public:
    DemoDisk() = default;
    /// The disk of the machine with that number; some are foreign and have no slots.
    explicit DemoDisk(int number);

    [[nodiscard]] const Disk &facts() const { return m_facts; }
    [[nodiscard]] const QList<SlotContent> &contents() const { return m_contents; }

    /// The slot that does not run is partial from now on, and Blancmange starts next.
    void begin(const DeployOrder &order);
    /// The machine runs that image, from the slot that it lies in or was written to.
    void run(const ImageId &image, const QByteArray &digest);
    /// Blancmange runs, or nothing.
    void stop();

private:
    [[nodiscard]] SlotContent &slotFor(const ImageId &image);

    Disk m_facts;
    QList<SlotContent> m_contents;
};

} // namespace cid
