// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/fault_proxy.h"

#include <QTimer>

#include <sys/socket.h>

namespace cid {

namespace {

constexpr int longestDelayMs = 1'000;
/// Pieces are about as long as a TLS record's share of a packet, so that faults also fall inside of messages.
constexpr qint64 pieceSize = 16 * 1024;
/// More than that is not read ahead for a receiver that does not take it.
constexpr qint64 maxWaiting = 1024 * 1024;

/// The kernel tells the other side by a reset, not by an orderly end.
void reset(QTcpSocket &socket)
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    socket.abort();
}

} // namespace

/// The bytes from one socket to the other. Child of the source; both sockets end together.
class FaultProxy::Direction : public QObject
{
public:
    Direction(FaultProxy &proxy, QTcpSocket *from, QTcpSocket *to)
        : QObject(from)
        , m_proxy(proxy)
        , m_from(from)
        , m_to(to)
    {
        connect(from, &QTcpSocket::readyRead, this, &Direction::pass);
        connect(to, &QTcpSocket::bytesWritten, this, &Direction::pass);
        connect(to, &QTcpSocket::connected, this, &Direction::pass);
        connect(&m_pause, &QTimer::timeout, this, &Direction::pass);
        m_pause.setSingleShot(true);
    }

private:
    void pass()
    {
        while (m_to->state() == QTcpSocket::ConnectedState && m_from->bytesAvailable() > 0 && !m_pause.isActive()) {
            if (m_isSilent) {
                m_from->readAll();
                return;
            }
            if (m_to->bytesToWrite() > maxWaiting)
                return;
            const QByteArray held = std::exchange(m_held, {});
            if (!harm(m_from->read(pieceSize)))
                return;
            m_to->write(held);
        }
    }

    /// False where the connection ended or rests.
    bool harm(QByteArray piece)
    {
        switch (m_proxy.draw()) {
        case Fault::None:
            break;
        case Fault::Delay:
            m_pause.start(static_cast<int>(m_proxy.m_random.bounded(longestDelayMs)));
            break;
        case Fault::Cut:
            m_to->write(piece.left(piece.size() / 2));
            m_to->flush();
            reset(*m_from);
            reset(*m_to);
            return false;
        case Fault::Duplicate:
            piece += piece;
            break;
        case Fault::Garble: {
            char &byte = piece[static_cast<qsizetype>(m_proxy.m_random.bounded(static_cast<qint64>(piece.size())))];
            byte = static_cast<char>(byte ^ (1 << m_proxy.m_random.bounded(8)));
            break;
        }
        case Fault::Reorder:
            m_held = std::move(piece);
            return true;
        case Fault::Silence:
            m_isSilent = true;
            return true;
        }
        m_to->write(piece);
        return true;
    }

    FaultProxy &m_proxy;
    QTcpSocket *m_from;
    QTcpSocket *m_to;
    QTimer m_pause;
    QByteArray m_held; ///< waits for the next piece to go before it
    bool m_isSilent = false;
};

FaultProxy::FaultProxy(quint16 target, Plan plan, QObject *parent)
    : QObject(parent)
    , m_target(target)
    , m_plan(std::move(plan))
    , m_random(m_plan.seed)
{
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_server.nextPendingConnection())
            take(client);
    });
    m_server.listen(QHostAddress::LocalHost);
}

void FaultProxy::take(QTcpSocket *client)
{
    auto *server = new QTcpSocket(client);
    new Direction(*this, client, server);
    new Direction(*this, server, client);
    connect(client, &QTcpSocket::disconnected, server, &QTcpSocket::disconnectFromHost);
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    // A server that is away is an end, too, and no signal of it is "disconnected".
    connect(server, &QTcpSocket::errorOccurred, client, [client] { client->disconnectFromHost(); });
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_target);
}

Fault FaultProxy::draw()
{
    if (m_plan.faults.isEmpty() || static_cast<int>(m_random.bounded(1'000)) >= m_plan.perMille)
        return Fault::None;
    const Fault fault = m_plan.faults.at(static_cast<qsizetype>(m_random.bounded(m_plan.faults.size())));
    ++m_done[fault];
    return fault;
}

} // namespace cid
