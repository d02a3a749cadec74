// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link.h"
#include "common/wire/frame.h"

namespace cid {

/// What all links share: the codec, heartbeats, the cap on the queue, the answer to unknown messages.
/// Subclasses move bytes. After closed() a link deletes itself, when control is back in the event loop.
class FramedLink : public Link
{
    Q_OBJECT
public:
    [[nodiscard]] PeerIdentity peer() const override { return m_peer; }
    [[nodiscard]] bool isOpen() const override { return m_state == State::Open; }
    [[nodiscard]] bool hasRoom() override;
    void send(const Envelope &envelope) override;
    void close() override;

    /// One heartbeat interval passed: sends a Ping where nothing else was sent, closes with "link.silent" where nothing
    /// was heard for limits::missedHeartbeats of them. Called by Heartbeat.
    void beat();
    /// Sends a frame that was made elsewhere, on the thread of the link's session, which counts what is queued itself.
    void forward(const QByteArray &frame);
    /// Of the frame that received() is about, while it is emitted.
    [[nodiscard]] qsizetype frameSize() const { return m_frameSize; }

Q_SIGNALS:
    /// Bytes went to the operating system.
    void written();

protected:
    FramedLink(const PeerIdentity &peer, QObject *parent);

    /// Queues the bytes.
    virtual void writeFrame(const QByteArray &frame) = 0;
    /// Nothing more will be written: send what is queued, then call finish().
    virtual void shutDown() = 0;
    /// Ends the connection at once; what is queued is lost.
    virtual void drop() = 0;

    /// A whole frame came. False where the link ended over it: read no more (this may be gone).
    [[nodiscard]] bool takeFrame(const QByteArray &cbor);
    /// Whether what comes is read. Nobody counts as silent to whom nobody listens.
    [[nodiscard]] virtual bool isReading() const { return true; }
    /// Any byte came.
    void noteHeard() { m_heard = true; }
    /// The queue shrank: emits drained() where it crossed the mark.
    void noteWritten();
    /// The end: drops the connection, emits closed() once and deletes this later.
    void finish(const Error &reason);
    [[nodiscard]] bool isClosing() const { return m_state == State::Closing; }

private:
    enum class State : quint8 { Open, Closing, Closed };

    void sendFrame(const Envelope &envelope);
    [[nodiscard]] bool dispatch(const Envelope &envelope);
    [[nodiscard]] bool survive(const Error &error);

    PeerIdentity m_peer;
    qsizetype m_frameSize = 0;
    State m_state = State::Open;
    bool m_heard = true; ///< since the last beat
    bool m_sent = false;
    bool m_wantsDrained = false; ///< somebody was told that there is no room
    quint8 m_missed = 0;
};

} // namespace cid
