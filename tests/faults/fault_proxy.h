// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>

namespace cid {

/// What a bad network does with a piece of a connection's bytes.
enum class Fault : quint8 {
    None,
    Delay, ///< it and everything behind it comes up to a second later
    Cut, ///< half of it arrives, then the connection is reset
    Duplicate, ///< it arrives twice
    Garble, ///< one bit is another
    Reorder, ///< it arrives behind the next one
    Silence, ///< from now on nothing more comes through in this direction, and nobody is told
};

/// A TCP proxy on the loopback that does harm: to each piece of bytes with the probability \a perMille one of \a
/// faults. Its choices come from the seed alone; when the pieces come is the system's. Lives on the thread that made
/// it.
class FaultProxy : public QObject
{
    Q_OBJECT
public:
    struct Plan
    {
        QList<Fault> faults;
        int perMille = 0;
        quint32 seed = 1;
    };

    FaultProxy(quint16 target, Plan plan, QObject *parent = nullptr);

    /// 0 where no port was to be had.
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// From now on everything comes through. What is silent stays so.
    void heal() { m_plan.perMille = 0; }
    /// How often it did which harm.
    [[nodiscard]] const QHash<Fault, int> &done() const { return m_done; }

private:
    class Direction;
    void take(QTcpSocket *client);
    [[nodiscard]] Fault draw();

    QTcpServer m_server;
    quint16 m_target;
    Plan m_plan;
    QRandomGenerator m_random;
    QHash<Fault, int> m_done;
};

} // namespace cid
