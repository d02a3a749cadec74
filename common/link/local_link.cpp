// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/local_link.h"

#include <QLocalSocket>
#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

LocalLink::LocalLink(QLocalSocket *socket, const PeerIdentity &peer, QObject *parent)
    : FramedLink(peer, parent)
    , m_socket(socket)
{
    socket->setParent(this);
    connect(socket, &QLocalSocket::readyRead, this, &LocalLink::readAvailable);
    connect(socket, &QLocalSocket::bytesWritten, this, &LocalLink::noteWritten);
    connect(socket, &QLocalSocket::disconnected, this, &LocalLink::noteDisconnected);
}

LocalLink::~LocalLink()
{
    m_socket->disconnect(this);
}

void LocalLink::start()
{
    // What came before somebody listened is read now.
    QMetaObject::invokeMethod(
        this,
        [this] {
            readAvailable();
            if (m_socket->state() == QLocalSocket::UnconnectedState)
                noteDisconnected();
        },
        Qt::QueuedConnection);
}

qint64 LocalLink::pendingBytes() const
{
    return m_socket->bytesToWrite();
}

void LocalLink::writeFrame(const QByteArray &frame)
{
    m_socket->write(frame);
}

void LocalLink::shutDown()
{
    m_socket->disconnectFromServer();
    if (m_socket->state() == QLocalSocket::UnconnectedState)
        QMetaObject::invokeMethod(this, &LocalLink::noteDisconnected, Qt::QueuedConnection);
}

void LocalLink::drop()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void LocalLink::readAvailable()
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

void LocalLink::noteDisconnected()
{
    const QPointer<LocalLink> self(this);
    readAvailable();
    if (self)
        finish(makeError(ErrorKind::Unavailable, "link.closed", u"The connection was closed"_s));
}

} // namespace cid
