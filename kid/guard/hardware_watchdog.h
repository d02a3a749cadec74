// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/guard/surroundings.h"

namespace cid {

/// The machine's own watchdog, for a kernel that stands still: fed from when its driver is there until stop().
class HardwareWatchdog
{
public:
    explicit HardwareWatchdog(const Surroundings &surroundings)
        : m_surroundings(surroundings)
    { }

    /// Opens it where there is one that can be stopped again, and feeds it. To be called every few seconds.
    void feed();
    void stop();

private:
    [[nodiscard]] bool canBeStopped() const;

    const Surroundings &m_surroundings;
    int m_device = -1;
};

} // namespace cid
