// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemon/power/power_switch.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace cid {

/// Switches machines as power.conf says: so many of a section at one time, one after the other where they are switched
/// on, and of one machine one act at a time. Looks wait behind nothing but other looks. Lives on the main thread.
class PowerControl : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<PowerState> &)>;

    using QObject::QObject;
    ~PowerControl() override;

    /// These are the sections from now on; what is under way goes on as it began.
    void use(const PowerConfs &confs);
    [[nodiscard]] bool has(const QString &section) const { return m_sections.contains(section); }

    /// NotFound "power.no-section"; Conflict "power.busy" where another act is under way on that machine, while the
    /// same act asked twice is one; Cancelled "power.not-needed" where nobody wants it any more when its turn has come.
    /// \a done is called once, perhaps inside this call.
    void run(const QString &section, const PowerTarget &target, PowerAct act, const Done &done);

    /// What is under way; Look: nothing.
    [[nodiscard]] PowerAct actOn(const NodeName &node) const;
    /// Acts and looks that are under way or wait.
    [[nodiscard]] qsizetype count() const;

private:
    struct Wish
    {
        PowerTarget target;
        PowerAct act = PowerAct::Look;
        QList<Done> done;
    };
    struct Lane ///< of one section: its looks, or its acts
    {
        std::deque<NodeName> waiting;
        int running = 0;
    };
    struct Section
    {
        std::shared_ptr<PowerDevice> device;
        Lane looks;
        Lane acts;
        QTimer pause; ///< runs while nothing may be switched on yet
    };
    using Wishes = QHash<NodeName, Wish>;

    [[nodiscard]] static std::shared_ptr<PowerDevice> makeDevice(const PowerConf &conf);
    void workOff(const std::shared_ptr<Section> &section);
    void begin(const std::shared_ptr<Section> &section, const NodeName &node, bool isLook);
    void ended(const std::shared_ptr<Section> &section, const NodeName &node, bool isLook,
               const Result<PowerState> &result);

    QHash<QString, std::shared_ptr<Section>> m_sections;
    Wishes m_looks;
    Wishes m_acts;
};

} // namespace cid
