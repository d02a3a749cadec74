// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/power/power_device.h"

namespace cid {

/// Wake-on-LAN: a magic packet (six bytes of 0xff and sixteen times the hardware address, AMD publication 20213) to a
/// broadcast address, UDP port 9. Nobody answers it; it switches nothing off.
class WakeDevice final : public PowerDevice
{
    Q_OBJECT
public:
    explicit WakeDevice(PowerConf conf)
        : PowerDevice(std::move(conf))
    { }

    [[nodiscard]] bool can(PowerStep step) const override { return step == PowerStep::On; }
    void run(PowerStep step, const PowerTarget &target, const Done &done) override;

    /// 102 bytes; empty for what is no hardware address of six bytes. Pure.
    [[nodiscard]] static QByteArray magicPacket(const QString &mac);
};

} // namespace cid
