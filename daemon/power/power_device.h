// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/config/power_conf.h"
#include "common/domain/power.h"

#include <QObject>

#include <functional>

namespace cid {

/// The machine that is meant.
struct PowerTarget
{
    NodeName node;
    QStringList macs; ///< lower case with colons
    std::function<bool()> isWanted = {}; ///< asked when its turn has come; none: it is, whatever happened meanwhile
};

/// What a device can be told; each is one question with one answer.
enum class PowerStep : quint8 {
    Look, ///< is it on?
    On,
    SoftOff, ///< the operating system is to go down; returns before it did
    Off,
};

/// What switches the machines of one section of power.conf. Lives on the main thread and never waits there; answers
/// once, with what it saw or Unknown where it saw nothing. Errors: Io "power.device" with what was said, Timeout
/// "power.no-answer", Refused "power.not-trusted" for a controller whose certificate is not expected, Invalid
/// "power.cannot" for what the device has no way to do.
class PowerDevice : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<PowerState> &)>;

    [[nodiscard]] const PowerConf &conf() const { return m_conf; }
    /// False for steps that run() would refuse with "power.cannot".
    [[nodiscard]] virtual bool can(PowerStep step) const = 0;
    virtual void run(PowerStep step, const PowerTarget &target, const Done &done) = 0;

protected:
    explicit PowerDevice(PowerConf conf)
        : m_conf(std::move(conf))
    { }

private:
    const PowerConf m_conf;
};

} // namespace cid
