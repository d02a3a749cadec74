// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/power/power_device.h"

namespace cid {

/// Programs switch the machines: ipmitool, powerman, or a site's own. Run without a shell, in the C locale, with
/// nothing on standard input; killed when their time is over.
class CommandDevice final : public PowerDevice
{
    Q_OBJECT
public:
    explicit CommandDevice(PowerConf conf)
        : PowerDevice(std::move(conf))
    { }

    [[nodiscard]] bool can(PowerStep step) const override { return !words(step).isEmpty(); }
    void run(PowerStep step, const PowerTarget &target, const Done &done) override;

    /// What a status command said: the last word "on" or "off" decides, whatever its case ("Chassis Power is on").
    /// powerman lists nodes behind "on:", "off:" and "unknown:". Pure.
    [[nodiscard]] static PowerState stateIn(const QByteArray &said, const NodeName &node);

private:
    [[nodiscard]] const QStringList &words(PowerStep step) const;
};

} // namespace cid
