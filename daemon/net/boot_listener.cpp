// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/boot_listener.h"

#include "daemon/net/limits.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>

namespace cid {

BootListener::BootListener(QObject *parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(net::maxBootConnections);
    setMaxPendingConnections(net::maxBootConnections);
    m_watch.setInterval(net::bootIdleMs / 4);
    connect(&m_watch, &QTimer::timeout, this, &BootListener::closeIdle);
    m_watch.start();
}

qsizetype BootListener::countOf(const QString &address) const
{
    return std::count_if(m_open.begin(), m_open.end(), [&](const Open &open) { return open.address == address; });
}

void BootListener::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    const QString address = socket->peerAddress().toString();
    if (m_open.size() >= net::maxBootConnections || countOf(address) >= net::maxBootConnectionsPerAddress) {
        socket->abort();
        delete socket;
        return;
    }
    Open open{address, {}};
    open.moved.start();
    m_open.insert(socket, open);
    const auto moved = [this, socket] {
        if (const auto found = m_open.find(socket); found != m_open.end())
            found->moved.restart();
    };
    connect(socket, &QTcpSocket::bytesWritten, this, moved);
    connect(socket, &QTcpSocket::readyRead, this, moved);
    connect(socket, &QObject::destroyed, this, [this, socket] { m_open.remove(socket); });
    addPendingConnection(socket);
}

void BootListener::closeIdle()
{
    QList<QTcpSocket *> idle;
    for (auto it = m_open.cbegin(); it != m_open.cend(); ++it) {
        if (it->moved.hasExpired(net::bootIdleMs))
            idle.append(it.key());
    }
    for (QTcpSocket *socket : idle)
        socket->abort();
}

} // namespace cid
