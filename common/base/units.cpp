// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/units.h"

#include <array>
#include <cmath>

namespace cid {

using namespace Qt::StringLiterals;

QString formatBytes(ByteCount bytes)
{
    static constexpr std::array units{"B"_L1, "KiB"_L1, "MiB"_L1, "GiB"_L1, "TiB"_L1, "PiB"_L1, "EiB"_L1};
    auto value = static_cast<double>(bytes);
    size_t unit = 0;
    while (std::abs(value) >= 1024.0 && unit + 1 < units.size()) {
        value /= 1024.0;
        ++unit;
    }
    const int decimals = unit > 0 && std::abs(value) < 10.0 ? 1 : 0;
    return QString::number(value, 'f', decimals) + u' ' + units[unit];
}

QString formatSeconds(qint64 seconds)
{
    if (seconds < 60)
        return QString::number(seconds) + " s"_L1;
    if (seconds < 3600)
        return u"%1 min %2 s"_s.arg(seconds / 60).arg(seconds % 60);
    return u"%1 h %2 min"_s.arg(seconds / 3600).arg(seconds % 3600 / 60);
}

} // namespace cid
