// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/framed_link.h"

#include "common/link/link_log.h"
#include "common/wire/codec.h"

#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

FramedLink::FramedLink(const PeerIdentity &peer, QObject *parent)
    : Link(parent)
    , m_peer(peer)
{ }

void FramedLink::send(const Envelope &envelope)
{
    if (isOpen())
        sendFrame(envelope);
}

void FramedLink::sendFrame(const Envelope &envelope)
{
    const auto frame = encodeFrame(envelope);
    if (!frame) {
        qCCritical(lcLink).noquote() << "Not sent to" << m_peer.address << m_peer.id << ":" << frame.error().text;
        // Whoever asked gets an answer all the same. An ErrorReply that does not fit itself is left at that.
        if (envelope.request != 0 && !std::holds_alternative<ErrorReply>(envelope.message))
            sendFrame({envelope.request, ErrorReply{frame.error()}});
        return;
    }
    m_sent = true;
    writeFrame(*frame);
    const qint64 pending = pendingBytes();
    if (pending > limits::maxQueued && m_state == State::Open) {
        // Not inside send(): the caller does not expect closed() there.
        m_state = State::Closing;
        const Error error = makeError(ErrorKind::Unavailable, "link.slow-peer",
                                      u"The peer does not read: %1 bytes have piled up"_s.arg(pending));
        QMetaObject::invokeMethod(this, [this, error] { finish(error); }, Qt::QueuedConnection);
    }
}

bool FramedLink::hasRoom()
{
    const bool isFull = pendingBytes() >= limits::lowWater; // Once: another thread may change it.
    m_wantsDrained = m_wantsDrained || isFull;
    return !isFull;
}

void FramedLink::forward(const QByteArray &frame)
{
    if (!isOpen())
        return;
    m_sent = true;
    writeFrame(frame);
}

void FramedLink::close()
{
    if (!isOpen())
        return;
    m_state = State::Closing;
    shutDown();
}

void FramedLink::beat()
{
    if (!isOpen())
        return;
    m_missed = m_heard || !isReading() ? 0 : static_cast<quint8>(m_missed + 1);
    m_heard = false;
    if (m_missed >= limits::missedHeartbeats) {
        finish(makeError(ErrorKind::Timeout, "link.silent", u"Nothing was heard for %1 heartbeats"_s.arg(m_missed)));
        return;
    }
    if (!m_sent)
        sendFrame({0, Ping{}});
    m_sent = false;
}

bool FramedLink::takeFrame(const QByteArray &cbor)
{
    if (!isOpen())
        return false;
    m_frameSize = cbor.size();
    const auto envelope = decode(cbor);
    return envelope ? dispatch(*envelope) : survive(envelope.error());
}

bool FramedLink::dispatch(const Envelope &envelope)
{
    if (std::holds_alternative<Pong>(envelope.message))
        return true;
    if (std::holds_alternative<Ping>(envelope.message)) {
        sendFrame({0, Pong{}});
        return isOpen();
    }
    const QPointer<FramedLink> self(this);
    Q_EMIT received(envelope);
    return self && isOpen();
}

bool FramedLink::survive(const Error &error)
{
    if (error.code != "wire.unknown-type") {
        finish(error);
        return false;
    }
    // A later version's message: the session goes on, and whoever asked hears that nobody understood.
    const quint32 request = error.arguments.value(u"request"_s).toUInt();
    if (request != 0)
        sendFrame({request, ErrorReply{error}});
    return isOpen();
}

void FramedLink::noteWritten()
{
    Q_EMIT written();
    if (!m_wantsDrained || !hasRoom())
        return;
    m_wantsDrained = false;
    if (isOpen())
        Q_EMIT drained();
}

void FramedLink::finish(const Error &reason)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    drop();
    deleteLater();
    Q_EMIT closed(reason);
}

} // namespace cid
