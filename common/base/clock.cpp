// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/clock.h"

namespace cid {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

milliseconds SystemClock::wall() const
{
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch());
}

milliseconds SystemClock::monotonic() const
{
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace cid
