// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/framed_link.h"

class QLocalSocket;

namespace cid {

/// An end of a Unix socket between two services of one machine. The kernel says who the peer is, so there is neither
/// TLS nor a proof. Otherwise as TlsLink.
class LocalLink final : public FramedLink
{
    Q_OBJECT
public:
    /// Takes the connected socket over; call start() once received() is connected.
    LocalLink(QLocalSocket *socket, const PeerIdentity &peer, QObject *parent);
    ~LocalLink() override;

    void start();
    [[nodiscard]] qint64 pendingBytes() const override;

protected:
    void writeFrame(const QByteArray &frame) override;
    void shutDown() override;
    void drop() override;

private:
    void readAvailable();
    void noteDisconnected();

    QLocalSocket *m_socket;
    FrameReader m_reader;
};

} // namespace cid
