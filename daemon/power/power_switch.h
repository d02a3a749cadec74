// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/power/power_device.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <memory>

namespace cid {

/// One act on one machine, from the first look to the state that was ordered. What a device says it did counts for
/// nothing: the state is looked at. An operating system is asked to go down once, and then its machine is switched off.
/// Ends itself after done. Lives on the main thread.
class PowerSwitch : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<PowerState> &)>;

    PowerSwitch(std::shared_ptr<PowerDevice> device, PowerTarget target, PowerAct act, Done done, QObject *parent);
    void start();

private:
    void begin(const Result<PowerState> &now);
    void switchOn();
    void switchOff();
    void switchOffHard();
    /// Looks until the machine is \a wanted or the time is over, and goes on with \a then.
    void await(PowerState wanted, std::chrono::milliseconds patience, const std::function<void(bool isThere)> &then);
    void look();
    void seen(const Result<PowerState> &state);
    void order(PowerStep step, const std::function<void(const Status &)> &then);
    /// Where a step was refused, the machine may be what was wanted all the same.
    void ordered(const Status &status, PowerState wanted, const std::function<void()> &then);
    void arrived(PowerState state);
    void end(const Result<PowerState> &result);

    const std::shared_ptr<PowerDevice> m_device;
    const PowerTarget m_target;
    const PowerAct m_act;
    const Done m_done;
    QTimer m_next;
    PowerState m_wanted = PowerState::Unknown;
    QDeadlineTimer m_patience;
    std::function<void(bool)> m_then;
    int m_failedLooks = 0;
};

} // namespace cid
