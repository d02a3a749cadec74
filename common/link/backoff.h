// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace cid {

/// A number in [0, 1), as even as it gets.
using RandomSource = std::function<double()>;
[[nodiscard]] RandomSource systemRandom();

/// How long to wait before the next try: anything between the shortest delay and a ceiling that doubles from try to try
/// (full jitter), so that a thousand nodes that lost their server do not come back in one moment. A plain value.
class Backoff
{
public:
    struct Range
    {
        std::chrono::milliseconds shortest{50};
        std::chrono::milliseconds first{500}; ///< the first ceiling
        std::chrono::milliseconds longest{30'000}; ///< the last ceiling
    };

    explicit Backoff(Range range, RandomSource random = systemRandom());

    /// The next delay.
    [[nodiscard]] std::chrono::milliseconds next();
    /// Begin again: the last try went well.
    void reset() { m_tries = 0; }

private:
    Range m_range;
    RandomSource m_random;
    int m_tries = 0;
};

} // namespace cid
