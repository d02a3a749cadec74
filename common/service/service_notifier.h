// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace cid {

/// Tells systemd how the service is doing: the datagrams of sd_notify(3), sent to the socket that NOTIFY_SOCKET names
/// (a path, or '@' and an abstract name). Without that variable every call does nothing. Never blocks: systemd's
/// socket being full loses one message. Lives on the main thread; owned by main.
class ServiceNotifier : public QObject
{
    Q_OBJECT
public:
    /// Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID out of the environment, so that no child inherits them.
    explicit ServiceNotifier(QObject *parent = nullptr);
    ~ServiceNotifier() override;

    /// READY=1; also starts the watchdog's timer where systemd asked for one. Called again after reloading().
    void ready();
    /// One line for `systemctl status`.
    void status(const QString &line);
    /// RELOADING=1; ready() must follow.
    void reloading();
    /// STOPPING=1
    void stopping();

    [[nodiscard]] bool isWatched() const { return m_watchdog.interval() > 0; }

private:
    void send(const QByteArray &message);

    int m_socket = -1;
    QByteArray m_address;
    QTimer m_watchdog;
};

} // namespace cid
