// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"

#include <QSslSocket>

namespace cid {

/// A Link over an encrypted socket whose peer has proved itself. Made by LinkServer and LinkClient.
class TlsLink final : public FramedLink
{
    Q_OBJECT
public:
    /// Takes the socket over.
    TlsLink(QSslSocket *socket, const PeerIdentity &peer, QObject *parent);
    ~TlsLink() override;

    /// Reads what has come since the proof. Call it once, after whoever listens is connected.
    void start();

    [[nodiscard]] qint64 pendingBytes() const override;

protected:
    void writeFrame(const QByteArray &frame) override;
    void shutDown() override;
    void drop() override;

private:
    void readAvailable();
    void noteDisconnected();

    QSslSocket *m_socket;
    FrameReader m_reader;
};

} // namespace cid
