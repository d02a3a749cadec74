// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace cid {

/// The time of day and the time that only grows. main passes the SystemClock down; tests pass a fake one.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;

    /// Milliseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual std::chrono::milliseconds wall() const = 0;
    /// Milliseconds since some fixed moment; never goes back.
    [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;
};

/// The operating system's clocks. Safe from any thread.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::milliseconds wall() const override;
    [[nodiscard]] std::chrono::milliseconds monotonic() const override;
};

} // namespace cid
