// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/socket_link.h"

class QLocalSocket;

namespace cid {

/// An end of a Unix socket between two services of one machine. The kernel says who the peer is, so there is neither
/// TLS nor a proof. Otherwise as TlsLink.
class LocalLink final : public SocketLink
{
    Q_OBJECT
public:
    /// Takes the connected socket over; call start() once received() is connected.
    LocalLink(QLocalSocket *socket, const PeerIdentity &peer, QObject *parent);
    ~LocalLink() override;

    [[nodiscard]] qint64 pendingBytes() const override;

protected:
    void drop() override;
    void disconnectSocket() override;
    [[nodiscard]] bool isUnconnected() const override;
    [[nodiscard]] Error lastWord() const override;

private:
    QLocalSocket *m_socket;
};

} // namespace cid
