// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/guard/hardware_watchdog.h"

#include <fcntl.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cid {

namespace {

constexpr int shortest = 30; // seconds without food until it bites

} // namespace

bool HardwareWatchdog::canBeStopped() const
{
    char text[8];
    return readText(m_surroundings.system(), "class/watchdog/watchdog0/nowayout", text, sizeof text) > 0
        && text[0] == '0';
}

void HardwareWatchdog::feed()
{
    if (m_device < 0) {
        if (!m_surroundings.isMachine() || !canBeStopped())
            return;
        m_device = ::openat(m_surroundings.devices(), "watchdog0", O_WRONLY | O_CLOEXEC);
        int seconds = 0;
        if (m_device >= 0 && ::ioctl(m_device, WDIOC_GETTIMEOUT, &seconds) == 0 && seconds < shortest) {
            seconds = shortest;
            ::ioctl(m_device, WDIOC_SETTIMEOUT, &seconds);
        }
    }
    if (m_device >= 0)
        ::ioctl(m_device, WDIOC_KEEPALIVE, 0);
}

void HardwareWatchdog::stop()
{
    if (m_device < 0)
        return;
    // The letter that says that this is meant.
    if (::write(m_device, "V", 1) != 1)
        m_surroundings.say("the watchdog does not stop");
    ::close(m_device);
    m_device = -1;
}

} // namespace cid
