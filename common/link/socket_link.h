// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"

class QIODevice;

namespace cid {

/// A Link over a socket of Qt's, encrypted or not: reads frames, writes frames, ends in order. Lives on the socket's
/// thread. Subclasses know their socket's own words for the end.
class SocketLink : public FramedLink
{
    Q_OBJECT
public:
    /// Reads what has come before anybody listened. Call it once, after whoever listens is connected.
    void start();
    /// Stops and goes on taking what comes; meanwhile the peer's window closes. A peer that has gone is noticed later.
    void setReading(bool isReading);

protected:
    /// Takes the socket over.
    SocketLink(QIODevice *socket, const PeerIdentity &peer, QObject *parent);

    void writeFrame(const QByteArray &frame) override;
    void shutDown() override;

    /// Begins an orderly end of the socket.
    virtual void disconnectSocket() = 0;
    [[nodiscard]] bool isReading() const override { return m_isReading; }
    /// Makes what lies in the socket undecoded readable.
    virtual void decodeRest() { }
    [[nodiscard]] virtual bool isUnconnected() const = 0;
    /// Why the socket is not connected any more.
    [[nodiscard]] virtual Error lastWord() const = 0;

    void readAvailable();
    void noteDisconnected();

private:
    QIODevice *m_device;
    FrameReader m_reader;
    bool m_isReading = true;
};

} // namespace cid
