// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/authenticator.h"
#include "common/link/identity.h"
#include "common/link/link.h"

#include <QHostAddress>

#include <memory>

namespace cid {

struct LinkServerOptions
{
    Identity identity;
    QHostAddress address = QHostAddress(QHostAddress::Any);
    quint16 port = 0; ///< 0: any free one
    QString serverName; ///< for Welcome
    int heartbeatMs = limits::defaultHeartbeatMs;
    int proofDeadlineMs = limits::proofDeadlineMs;
    int unprovedPerAddress = limits::unprovedPerAddress;
    int unprovedTotal = limits::unprovedTotal;
};

/// Listens for TLS 1.3, lets peers prove themselves and hands out a Link for each that did. Lives on one thread with
/// its links. The Authenticator is borrowed and outlives the server.
class LinkServer : public QObject
{
    Q_OBJECT
public:
    LinkServer(LinkServerOptions options, Authenticator &authenticator, QObject *parent = nullptr);
    ~LinkServer() override;

    /// Io "link.listen" where the port is taken.
    [[nodiscard]] Status listen();
    [[nodiscard]] quint16 port() const;
    /// Takes no more connections and ends the unproved ones. Links that were handed out live on.
    void stopListening();

    [[nodiscard]] int linkCount() const;
    [[nodiscard]] int unprovedCount() const;

Q_SIGNALS:
    /// A peer proved itself. The link is the server's child and deletes itself after closed(); connect to it here,
    /// nothing was received yet.
    void connected(cid::Link *link);
    /// Once for each connection that ended without a proof. Log at a limited rate (RateLimiter).
    void refused(const cid::Refusal &refusal);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace cid
