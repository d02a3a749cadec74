// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/socket_link.h"

#include <QSslSocket>

namespace cid {

/// A Link over an encrypted socket whose peer has proved itself. Made by LinkServer and LinkClient.
class TlsLink final : public SocketLink
{
    Q_OBJECT
public:
    /// Takes the socket over.
    TlsLink(QSslSocket *socket, const PeerIdentity &peer, QObject *parent);
    ~TlsLink() override;

    [[nodiscard]] qint64 pendingBytes() const override;

protected:
    void drop() override;
    void disconnectSocket() override;
    void decodeRest() override;
    [[nodiscard]] bool isUnconnected() const override;
    [[nodiscard]] Error lastWord() const override;

private:
    QSslSocket *m_socket;
};

} // namespace cid
