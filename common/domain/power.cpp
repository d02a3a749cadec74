// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/power.h"

#include <array>

namespace cid {

using namespace Qt::StringLiterals;

QLatin1StringView powerStateName(PowerState state)
{
    static constexpr std::array names{"unknown"_L1, "off"_L1, "on"_L1};
    return names.at(static_cast<size_t>(state));
}

QLatin1StringView powerActName(PowerAct act)
{
    static constexpr std::array names{"status"_L1, "on"_L1, "off"_L1, "cycle"_L1};
    return names.at(static_cast<size_t>(act));
}

} // namespace cid
