// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/local_link.h"

#include <QLocalSocket>

namespace cid {

using namespace Qt::StringLiterals;

LocalLink::LocalLink(QLocalSocket *socket, const PeerIdentity &peer, QObject *parent)
    : SocketLink(socket, peer, parent)
    , m_socket(socket)
{
    connect(socket, &QLocalSocket::bytesWritten, this, &LocalLink::noteWritten);
    connect(socket, &QLocalSocket::disconnected, this, &LocalLink::noteDisconnected);
}

LocalLink::~LocalLink()
{
    m_socket->disconnect(this);
}

qint64 LocalLink::pendingBytes() const
{
    return m_socket->bytesToWrite();
}

void LocalLink::disconnectSocket()
{
    m_socket->disconnectFromServer();
}

bool LocalLink::isUnconnected() const
{
    return m_socket->state() == QLocalSocket::UnconnectedState;
}

void LocalLink::drop()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

Error LocalLink::lastWord() const
{
    return makeError(ErrorKind::Unavailable, "link.closed", u"The connection was closed"_s);
}

} // namespace cid
