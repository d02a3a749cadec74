// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/base/result.h"
#include "common/wire/limits.h"
#include "common/wire/message.h"

#include <QObject>

namespace cid {

/// Who is at the other end, as proved.
struct PeerIdentity
{
    Role role = Role::Enrol;
    Channel channel = Channel::Control;
    QString id; ///< the node's name for Role::Node; what a client calls itself, which nobody proved
    QString address; ///< numeric, without the port
    int version = 0;
    QString key = {}; ///< the name of the key that a client proved to hold: "capt" and "operator" are the unnamed ones
    quint16 port = 0; ///< that it came from; below 1024: a program of root's there
    int epoch = 0; ///< of a node's secret
    QByteArray secretHash = {}; ///< SHA-256 of the secret that it proved to hold; only where it proved one to this side
    bool operator==(const PeerIdentity &) const = default;
};

/// An authenticated connection that carries envelopes in both directions. Lives on one thread; owned by its parent.
/// TlsLink is the real one, MemoryLink its twin for tests, which serialises all the same.
/// Heartbeats are the link's own business: Ping and Pong never come out of received().
class Link : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual PeerIdentity peer() const = 0;
    /// Queues the envelope. A peer that does not read is closed when more than limits.h allows has piled up.
    virtual void send(const Envelope &envelope) = 0;
    /// Bytes that are queued and not yet given to the operating system.
    [[nodiscard]] virtual qint64 pendingBytes() const = 0;
    /// Whether a bulk sender may go on: less than the low-water mark of limits.h is queued. Where not, drained()
    /// follows once there is room. To compare pendingBytes() is not the same: encryption makes a queue longer that
    /// nobody sent to, and whoever found it full without having asked would wait for ever.
    [[nodiscard]] virtual bool hasRoom() = 0;
    /// Sends what is queued, then closes. closed() follows.
    virtual void close() = 0;
    [[nodiscard]] virtual bool isOpen() const = 0;

Q_SIGNALS:
    void received(const cid::Envelope &envelope);
    /// There is room again for whoever asked and was told that there is none.
    void drained();
    /// Once, at the end, whatever the reason; the error's code is "link.closed" for an orderly end. The link deletes
    /// itself afterwards, when control is back in the event loop.
    void closed(const cid::Error &reason);
};

} // namespace cid
