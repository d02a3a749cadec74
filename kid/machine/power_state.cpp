// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/machine/power_state.h"

#include <array>

using namespace Qt::StringLiterals;

namespace cid {

QByteArray formatPowerState(const PowerState &state)
{
    return "booted " + QByteArray(bootModeName(state.mode).data()) + ' ' + QByteArray::number(state.partition) + '\n';
}

std::optional<PowerState> parsePowerState(const QByteArray &text)
{
    const QByteArrayList words = text.trimmed().split(' ');
    if (words.size() != 3 || words[0] != "booted" || !text.endsWith('\n'))
        return std::nullopt;
    bool ok = false;
    const int partition = words[2].toInt(&ok);
    for (const BootMode mode : {BootMode::Ram, BootMode::DiskBlancmange, BootMode::Image}) {
        if (ok && words[1] == QByteArrayView(bootModeName(mode)) && (mode == BootMode::Ram) == (partition == 0))
            return PowerState{mode, partition};
    }
    return std::nullopt;
}

} // namespace cid
