// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kid/machine/machine.h"

#include <optional>

namespace cid {

/// What a pretended machine has booted: a small file that outlives its agent. No file: it is switched off.
struct PowerState
{
    BootMode mode = BootMode::Ram;
    int partition = 0; ///< of the root; 0 in mode Ram
    bool operator==(const PowerState &) const = default;
};

[[nodiscard]] QByteArray formatPowerState(const PowerState &state);
/// Nothing where the text is no complete state: the machine then boots anew.
[[nodiscard]] std::optional<PowerState> parsePowerState(const QByteArray &text);

} // namespace cid
