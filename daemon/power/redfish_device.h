// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/power/power_device.h"
#include "daemon/power/redfish_call.h"

#include <QHash>

namespace cid {

/// Machines whose management controllers speak Redfish (DMTF DSP0266). Asks a controller what it has and which kinds of
/// reset it takes instead of knowing makes and models.
class RedfishDevice final : public PowerDevice
{
    Q_OBJECT
public:
    explicit RedfishDevice(const PowerConf &conf);

    [[nodiscard]] bool can(PowerStep) const override { return true; }
    void run(PowerStep step, const PowerTarget &target, const Done &done) override;

    /// The first of \a allowed that does \a step; "" where there is none. An empty list: the controller does not say,
    /// and takes what the standard names. Pure.
    [[nodiscard]] static QString resetType(PowerStep step, const QStringList &allowed);

private:
    using Found = std::function<void(const Result<QUrl> &)>;
    struct Order
    {
        PowerStep step = PowerStep::Look;
        PowerTarget target;
        Done done;
    };

    /// Where the machine is among the controller's systems.
    void find(const Order &order, const Found &found);
    void choose(const Order &order, const QUrl &root, const RedfishAnswer &systems, const Found &found);
    void look(const QUrl &system, const Order &order);
    void reset(const QUrl &system, const RedfishAnswer &answer, const Order &order);
    void resetTo(const QUrl &target, const QStringList &allowed, const Order &order);

    RedfishCall m_call;
    Status m_prepared;
    QHash<QString, QUrl> m_systems; ///< by node, as far as they were found
};

} // namespace cid
