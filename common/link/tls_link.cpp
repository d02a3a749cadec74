// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/tls_link.h"

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Decrypted bytes that Qt may hold for us; TCP's window closes above it.
constexpr qint64 readBuffer = 256 * 1024;

} // namespace

TlsLink::TlsLink(QSslSocket *socket, const PeerIdentity &peer, QObject *parent)
    : SocketLink(socket, peer, parent)
    , m_socket(socket)
{
    socket->setReadBufferSize(readBuffer);
    connect(socket, &QSslSocket::encryptedBytesWritten, this, &TlsLink::noteWritten);
    connect(socket, &QSslSocket::disconnected, this, &TlsLink::noteDisconnected);
}

TlsLink::~TlsLink()
{
    m_socket->disconnect(this);
}

qint64 TlsLink::pendingBytes() const
{
    return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

void TlsLink::disconnectSocket()
{
    m_socket->disconnectFromHost();
}

// What was received while nobody read may lie in the TLS library, where Qt looks again when more comes, and only then.
void TlsLink::decodeRest()
{
    m_socket->flush();
}

bool TlsLink::isUnconnected() const
{
    return m_socket->state() == QAbstractSocket::UnconnectedState;
}

void TlsLink::drop()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

Error TlsLink::lastWord() const
{
    const bool orderly = isClosing() || m_socket->error() == QAbstractSocket::RemoteHostClosedError
        || m_socket->error() == QAbstractSocket::UnknownSocketError;
    return orderly
        ? makeError(ErrorKind::Unavailable, "link.closed", u"The connection was closed"_s)
        : makeError(ErrorKind::Unavailable, "link.lost", u"The connection was lost: "_s + m_socket->errorString());
}

} // namespace cid
