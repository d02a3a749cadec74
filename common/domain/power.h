// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/ids.h"

namespace cid {

/// Whether a machine has power, as what switches it says.
enum class PowerState : quint8 { Unknown, Off, On };
[[nodiscard]] QLatin1StringView powerStateName(PowerState state);

/// What is done with a machine's power. The numbers travel: new ones go to the end.
enum class PowerAct : quint8 {
    Look, ///< nothing is done
    On,
    Off, ///< the operating system is asked first, and then it is switched off
    Cycle, ///< Off, then On; a machine that is off already is switched on
};
[[nodiscard]] QLatin1StringView powerActName(PowerAct act);

/// One machine's power.
struct PowerRow
{
    NodeName node;
    QString section; ///< of power.conf; empty: node_db names none
    PowerState state = PowerState::Unknown;
    qint64 seenAt = 0; ///< when that was seen, ms since the epoch; 0: never
    QString problem; ///< why the last act or look did not come to its end
    bool operator==(const PowerRow &) const = default;
};

} // namespace cid
