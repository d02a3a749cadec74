// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/power/power_switch.h"

#include "daemon/power/limits.h"

#include <QPointer>

#include <utility>

namespace cid {

using namespace Qt::StringLiterals;

PowerSwitch::PowerSwitch(std::shared_ptr<PowerDevice> device, PowerTarget target, PowerAct act, Done done,
                         QObject *parent)
    : QObject(parent)
    , m_device(std::move(device))
    , m_target(std::move(target))
    , m_act(act)
    , m_done(std::move(done))
{
    m_next.setSingleShot(true);
    m_next.setInterval(m_device->conf().lookEvery);
    connect(&m_next, &QTimer::timeout, this, &PowerSwitch::look);
}

void PowerSwitch::start()
{
    if (m_device->can(PowerStep::Look)) {
        m_device->run(PowerStep::Look, m_target, [self = QPointer(this)](const Result<PowerState> &state) {
            if (self)
                self->begin(state);
        });
    } else if (m_act == PowerAct::On) {
        order(PowerStep::On, [this](const Status &status) {
            end(status ? Result<PowerState>(PowerState::Unknown) : fail(status.error()));
        });
    } else {
        end(fail(makeError(
            ErrorKind::Invalid, "power.cannot",
            u"section \"%1\" of power.conf switches machines on, and does nothing else"_s.arg(m_device->conf().name))));
    }
}

void PowerSwitch::begin(const Result<PowerState> &now)
{
    if (!now || m_act == PowerAct::Look)
        end(now);
    else if (m_act == PowerAct::On)
        *now == PowerState::On ? arrived(PowerState::On) : switchOn();
    else
        *now == PowerState::Off ? arrived(PowerState::Off) : switchOff();
}

// Where a cycle is at its first half, the second begins.
void PowerSwitch::arrived(PowerState state)
{
    if (m_act == PowerAct::Cycle && state == PowerState::Off)
        switchOn();
    else
        end(state);
}

void PowerSwitch::order(PowerStep step, const std::function<void(const Status &)> &then)
{
    m_device->run(step, m_target, [self = QPointer(this), then](const Result<PowerState> &answer) {
        if (self)
            then(answer ? Status() : Status(fail(answer.error())));
    });
}

void PowerSwitch::ordered(const Status &status, PowerState wanted, const std::function<void()> &then)
{
    if (status) {
        then();
        return;
    }
    m_device->run(PowerStep::Look, m_target, [self = QPointer(this), status, wanted](const Result<PowerState> &state) {
        if (!self)
            return;
        if (state && *state == wanted)
            self->arrived(wanted);
        else
            self->end(fail(status.error()));
    });
}

void PowerSwitch::switchOn()
{
    order(PowerStep::On, [this](const Status &status) {
        ordered(status, PowerState::On, [this] {
            await(PowerState::On, m_device->conf().settle, [this](bool isThere) {
                if (isThere)
                    arrived(PowerState::On);
                else
                    end(fail(makeError(ErrorKind::Timeout, "power.still-off",
                                       u"%1 was switched on and is not on after %2 s"_s.arg(m_target.node)
                                           .arg(m_device->conf().settle.count() / 1000))));
            });
        });
    });
}

void PowerSwitch::switchOff()
{
    const auto patience = m_device->conf().soft;
    if (patience.count() == 0 || !m_device->can(PowerStep::SoftOff)) {
        switchOffHard();
        return;
    }
    order(PowerStep::SoftOff, [this, patience](const Status &status) {
        if (!status) {
            switchOffHard(); // Not every controller can, and not every system hears.
            return;
        }
        await(PowerState::Off, patience,
              [this](bool isThere) { isThere ? arrived(PowerState::Off) : switchOffHard(); });
    });
}

void PowerSwitch::switchOffHard()
{
    order(PowerStep::Off, [this](const Status &status) {
        ordered(status, PowerState::Off, [this] {
            await(PowerState::Off, m_device->conf().settle, [this](bool isThere) {
                if (isThere)
                    arrived(PowerState::Off);
                else
                    end(fail(makeError(ErrorKind::Timeout, "power.still-on",
                                       u"%1 was switched off and is on after %2 s"_s.arg(m_target.node)
                                           .arg(m_device->conf().settle.count() / 1000))));
            });
        });
    });
}

void PowerSwitch::await(PowerState wanted, std::chrono::milliseconds patience, const std::function<void(bool)> &then)
{
    m_wanted = wanted;
    m_patience = QDeadlineTimer(patience);
    m_then = then;
    m_failedLooks = 0;
    look();
}

void PowerSwitch::look()
{
    m_device->run(PowerStep::Look, m_target, [self = QPointer(this)](const Result<PowerState> &state) {
        if (self)
            self->seen(state);
    });
}

void PowerSwitch::seen(const Result<PowerState> &state)
{
    m_failedLooks = state ? 0 : m_failedLooks + 1;
    if (m_failedLooks > power::failedLooks) {
        end(state);
        return;
    }
    const bool isThere = state && *state == m_wanted;
    if (isThere || m_patience.hasExpired()) {
        const auto then = std::exchange(m_then, nullptr);
        then(isThere);
        return;
    }
    m_next.start();
}

void PowerSwitch::end(const Result<PowerState> &result)
{
    m_next.stop();
    deleteLater();
    m_done(result);
}

} // namespace cid
