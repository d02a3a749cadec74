// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/service_notifier.h"

#include <cstddef>
#include <cstring>
#include <ctime>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cid {

namespace {

/// Half of systemd's interval in milliseconds, 0 where it does not watch this process.
int watchdogInterval()
{
    const QByteArray pid = qgetenv("WATCHDOG_PID");
    const qint64 microseconds = qgetenv("WATCHDOG_USEC").toLongLong();
    if (microseconds <= 0 || (!pid.isEmpty() && pid.toLongLong() != ::getpid()))
        return 0;
    return static_cast<int>(qBound(qint64(1), microseconds / 2000, qint64(3600) * 1000));
}

} // namespace

ServiceNotifier::ServiceNotifier(QObject *parent)
    : QObject(parent)
    , m_address(qgetenv("NOTIFY_SOCKET"))
{
    if (!m_address.isEmpty())
        m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    m_watchdog.setInterval(watchdogInterval());
    connect(&m_watchdog, &QTimer::timeout, this, [this] { send("WATCHDOG=1"); });
    for (const char *name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
        qunsetenv(name);
}

ServiceNotifier::~ServiceNotifier()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

void ServiceNotifier::ready()
{
    send("READY=1\nMAINPID=" + QByteArray::number(::getpid()));
    if (isWatched())
        m_watchdog.start();
}

void ServiceNotifier::status(const QString &line)
{
    send("STATUS=" + line.toUtf8().replace('\n', ' '));
}

void ServiceNotifier::reloading()
{
    timespec now = {};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const qint64 microseconds = static_cast<qint64>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    send("RELOADING=1\nMONOTONIC_USEC=" + QByteArray::number(microseconds));
}

void ServiceNotifier::stopping()
{
    m_watchdog.stop();
    send("STOPPING=1");
}

void ServiceNotifier::send(const QByteArray &message)
{
    sockaddr_un to = {};
    to.sun_family = AF_UNIX;
    if (m_socket < 0 || static_cast<size_t>(m_address.size()) >= sizeof(to.sun_path))
        return;
    std::memcpy(to.sun_path, m_address.constData(), static_cast<size_t>(m_address.size()));
    if (to.sun_path[0] == '@')
        to.sun_path[0] = '\0';
    const size_t length = offsetof(sockaddr_un, sun_path) + static_cast<size_t>(m_address.size());
    // Nobody could be told of a failure: the one who listens is the one who does not.
    [[maybe_unused]] const auto sent =
        ::sendto(m_socket, message.constData(), static_cast<size_t>(message.size()), MSG_NOSIGNAL,
                 reinterpret_cast<const sockaddr *>(&to), static_cast<socklen_t>(length));
}

} // namespace cid
