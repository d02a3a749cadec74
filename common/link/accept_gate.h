// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QTcpServer>

#include <functional>

namespace cid {

/// Accepts connections and counts those that have not proved themselves. One over its address' cap is closed before
/// anything is made for it; above the cap of all together nobody is accepted until some have settled, and whoever comes
/// waits in the kernel's queue. QSslServer is not used: it would make its sockets, timers and tables before anybody
/// could count.
class AcceptGate : public QTcpServer
{
    Q_OBJECT
public:
    struct Caps
    {
        int perAddress = 0;
        int total = 0;
    };

    AcceptGate(Caps caps, QObject *parent);

    /// One connection from that address has proved itself or ended.
    void release(const QString &address);
    [[nodiscard]] int total() const { return m_total; }

Q_SIGNALS:
    /// Counted; the receiver owns the descriptor and calls release() once.
    void admitted(qintptr descriptor, const QString &address);
    void turnedAway(const QString &address);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void noteFull();
    void goOn();

    Caps m_caps;
    QHash<QString, int> m_counts;
    int m_total = 0;
    bool m_isFull = false;
};

} // namespace cid
