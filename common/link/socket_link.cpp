// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/socket_link.h"

#include <QIODevice>
#include <QPointer>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;

SocketLink::SocketLink(QIODevice *socket, const PeerIdentity &peer, QObject *parent)
    : FramedLink(peer, parent)
    , m_device(socket)
{
    socket->setParent(this);
    connect(socket, &QIODevice::readyRead, this, &SocketLink::readAvailable);
}

void SocketLink::start()
{
    // The peer may have gone while its proof was looked at; the signals for that are past.
    QMetaObject::invokeMethod(
        this,
        [this] {
            const QPointer<SocketLink> self(this);
            readAvailable();
            if (self && m_isReading)
                decodeRest();
            if (self && isUnconnected())
                noteDisconnected();
        },
        Qt::QueuedConnection);
}

void SocketLink::setReading(bool isReading)
{
    if (std::exchange(m_isReading, isReading) != isReading && isReading)
        start();
}

void SocketLink::writeFrame(const QByteArray &frame)
{
    m_device->write(frame);
}

void SocketLink::shutDown()
{
    disconnectSocket();
    if (isUnconnected()) {
        QMetaObject::invokeMethod(this, &SocketLink::noteDisconnected, Qt::QueuedConnection);
        return;
    }
    QTimer::singleShot(limits::lingerMs, this, [this] {
        finish(makeError(ErrorKind::Timeout, "link.closed", u"Closed before the peer had read everything"_s));
    });
}

void SocketLink::readAvailable()
{
    while (isOpen() && m_isReading) {
        const auto taken = m_reader.readFrom(*m_device);
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

void SocketLink::noteDisconnected()
{
    const QPointer<SocketLink> self(this);
    readAvailable();
    // What has come is taken before the end is told, also by somebody who cannot keep up at the moment.
    if (self && m_isReading)
        finish(lastWord());
}

} // namespace cid
