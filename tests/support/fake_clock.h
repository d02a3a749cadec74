// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/clock.h"

namespace cid::test {

/// A clock that stands still until somebody moves it.
class FakeClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds wall() const override { return m_now + m_epoch; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now += by; }

private:
    std::chrono::milliseconds m_now{1000};
    std::chrono::milliseconds m_epoch{1'700'000'000'000};
};

} // namespace cid::test
