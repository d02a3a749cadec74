// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/tls_link.h"

#include <QPointer>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// Decrypted bytes that Qt may hold for us; TCP's window closes above it.
constexpr qint64 readBuffer = 256 * 1024;

} // namespace

TlsLink::TlsLink(QSslSocket *socket, const PeerIdentity &peer, QObject *parent)
    : FramedLink(peer, parent)
    , m_socket(socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(readBuffer);
    connect(socket, &QSslSocket::readyRead, this, &TlsLink::readAvailable);
    connect(socket, &QSslSocket::encryptedBytesWritten, this, &TlsLink::noteWritten);
    connect(socket, &QSslSocket::disconnected, this, &TlsLink::noteDisconnected);
}

TlsLink::~TlsLink()
{
    m_socket->disconnect(this);
}

void TlsLink::start()
{
    // The peer may have gone while its proof was looked at; the signals for that are past.
    QMetaObject::invokeMethod(
        this,
        [this] {
            readAvailable();
            if (m_socket->state() == QAbstractSocket::UnconnectedState)
                noteDisconnected();
        },
        Qt::QueuedConnection);
}

qint64 TlsLink::pendingBytes() const
{
    return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

void TlsLink::writeFrame(const QByteArray &frame)
{
    m_socket->write(frame);
}

void TlsLink::shutDown()
{
    m_socket->disconnectFromHost();
    if (m_socket->state() == QAbstractSocket::UnconnectedState) {
        QMetaObject::invokeMethod(this, &TlsLink::noteDisconnected, Qt::QueuedConnection);
        return;
    }
    QTimer::singleShot(limits::lingerMs, this, [this] {
        finish(makeError(ErrorKind::Timeout, "link.closed", u"Closed before the peer had read everything"_s));
    });
}

void TlsLink::drop()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void TlsLink::readAvailable()
{
    while (isOpen()) {
        const auto taken = m_reader.readFrom(*m_socket);
        if (!taken) {
            finish(taken.error());
            return;
        }
        if (*taken == 0)
            return;
        noteHeard();
        if (m_reader.isComplete() && !takeFrame(m_reader.take()))
            return;
    }
}

void TlsLink::noteDisconnected()
{
    const QPointer<TlsLink> self(this);
    readAvailable();
    if (!self)
        return;
    const bool orderly = isClosing() || m_socket->error() == QAbstractSocket::RemoteHostClosedError
        || m_socket->error() == QAbstractSocket::UnknownSocketError;
    finish(orderly ? makeError(ErrorKind::Unavailable, "link.closed", u"The connection was closed"_s)
                   : makeError(ErrorKind::Unavailable, "link.lost",
                               u"The connection was lost: "_s + m_socket->errorString()));
}

} // namespace cid
