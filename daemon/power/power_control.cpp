// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/power_control.h"

#include "daemon/power/command_device.h"
#include "daemon/power/redfish_device.h"
#include "daemon/power/wake_device.h"

namespace cid {

using namespace Qt::StringLiterals;

PowerControl::~PowerControl()
{
    // What is under way ends with its devices: nobody hears of it any more.
    const QList<PowerSwitch *> switches = findChildren<PowerSwitch *>();
    qDeleteAll(switches);
}

std::shared_ptr<PowerDevice> PowerControl::makeDevice(const PowerConf &conf)
{
    if (conf.via == PowerVia::Redfish)
        return std::make_shared<RedfishDevice>(conf);
    if (conf.via == PowerVia::Wake)
        return std::make_shared<WakeDevice>(conf);
    return std::make_shared<CommandDevice>(conf);
}

void PowerControl::use(const PowerConfs &confs)
{
    for (auto it = m_sections.begin(); it != m_sections.end();)
        it = confs.contains(it.key()) ? std::next(it) : m_sections.erase(it);
    for (auto it = confs.cbegin(); it != confs.cend(); ++it) {
        std::shared_ptr<Section> &section = m_sections[it.key()];
        if (!section) {
            section = std::make_shared<Section>();
            section->pause.setSingleShot(true);
            const std::weak_ptr<Section> weak = section;
            connect(&section->pause, &QTimer::timeout, this, [this, weak] {
                if (const auto held = weak.lock())
                    workOff(held);
            });
        }
        // Passwords and certificates are read anew, too, so that a reload takes over those that changed.
        section->device = makeDevice(it.value());
    }
}

PowerAct PowerControl::actOn(const NodeName &node) const
{
    const auto found = m_acts.constFind(node);
    return found == m_acts.constEnd() ? PowerAct::Look : found->act;
}

qsizetype PowerControl::count() const
{
    return m_acts.size() + m_looks.size();
}

void PowerControl::run(const QString &name, const PowerTarget &target, PowerAct act, const Done &done)
{
    const std::shared_ptr<Section> section = m_sections.value(name);
    if (!section) {
        done(fail(makeError(ErrorKind::NotFound, "power.no-section",
                            name.isEmpty() ? u"node_db names no way to switch %1: power = SECTION"_s.arg(target.node)
                                           : u"power.conf has no section \"%1\""_s.arg(name))));
        return;
    }
    const bool isLook = act == PowerAct::Look;
    Wishes &wishes = isLook ? m_looks : m_acts;
    if (const auto there = wishes.find(target.node); there != wishes.end()) {
        if (there->act != act) {
            done(fail(makeError(ErrorKind::Conflict, "power.busy",
                                u"\"%1\" is under way on %2"_s.arg(powerActName(there->act), target.node))));
            return;
        }
        there->done.append(done);
        if (!target.isWanted)
            there->target.isWanted = {};
        return;
    }
    wishes.insert(target.node, {target, act, {done}});
    (isLook ? section->looks : section->acts).waiting.push_back(target.node);
    workOff(section);
}

void PowerControl::workOff(const std::shared_ptr<Section> &section)
{
    const PowerConf &conf = section->device->conf();
    while (!section->looks.waiting.empty() && section->looks.running < conf.atOnce) {
        const NodeName node = section->looks.waiting.front();
        section->looks.waiting.pop_front();
        begin(section, node, true);
    }
    while (!section->acts.waiting.empty() && section->acts.running < conf.atOnce) {
        const NodeName node = section->acts.waiting.front();
        const bool switchesOn = m_acts.value(node).act != PowerAct::Off;
        if (switchesOn && section->pause.isActive())
            return;
        if (switchesOn && conf.pause.count() > 0)
            section->pause.start(conf.pause);
        section->acts.waiting.pop_front();
        begin(section, node, false);
    }
}

void PowerControl::begin(const std::shared_ptr<Section> &section, const NodeName &node, bool isLook)
{
    const Wish wish = (isLook ? m_looks : m_acts).value(node);
    ++(isLook ? section->looks : section->acts).running;
    if (wish.target.isWanted && !wish.target.isWanted()) {
        ended(section, node, isLook,
              fail(makeError(ErrorKind::Cancelled, "power.not-needed", u"%1 came by itself"_s.arg(node))));
        return;
    }
    auto *work = new PowerSwitch(
        section->device, wish.target, wish.act,
        [this, section, node, isLook](const Result<PowerState> &result) { ended(section, node, isLook, result); },
        this);
    work->start();
}

void PowerControl::ended(const std::shared_ptr<Section> &section, const NodeName &node, bool isLook,
                         const Result<PowerState> &result)
{
    --(isLook ? section->looks : section->acts).running;
    const Wish wish = (isLook ? m_looks : m_acts).take(node);
    for (const Done &done : wish.done)
        done(result);
    // Not inside what ended: an act that ends at once would begin the next within itself.
    QMetaObject::invokeMethod(this, [this, section] { workOff(section); }, Qt::QueuedConnection);
}

} // namespace cid
