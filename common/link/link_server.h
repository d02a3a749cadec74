// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/authenticator.h"
#include "common/link/identity.h"
#include "common/link/link.h"

#include <QHostAddress>

#include <functional>
#include <memory>

class QAbstractEventDispatcher;

namespace cid {

class CallQueue;

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
    /// Threads on which handshakes, TLS, frames and codec are worked on, each with an event loop.
    int threads = 1;
    /// The event loop of each of them; Qt's own where it is empty. \a loop is a name for the log.
    std::function<QAbstractEventDispatcher *(const QString &loop)> makeDispatcher;
    /// Takes the links of nodes that carry bulk data, on the thread, one of \a dataThreads of their own, where such a
    /// link lives and is served, and may post calls to that thread. What comes out of connected() for them receives
    /// nothing: it counts, and ends them. Where it is empty, they are links like all others.
    std::function<void(Link *link, CallQueue &home)> serveData;
    int dataThreads = 1;
};

/// Listens for TLS 1.3, lets peers prove themselves and hands out a Link for each that did. Accepts on the thread on
/// which it lives, with its links and the Authenticator, which is borrowed and outlives the server; everything that
/// costs time is done on threads of its own.
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

    /// Links that were handed out and have not ended.
    [[nodiscard]] int linkCount() const;
    /// Connections that are waiting, or have not proved themselves yet.
    [[nodiscard]] int unprovedCount() const;

Q_SIGNALS:
    /// A peer proved itself. The link is the server's child and deletes itself after closed(); connect to it here,
    /// nothing was received yet.
    void connected(cid::Link *link);
    /// Once for each connection that said something and ended without a proof. Log at a limited rate (RateLimiter).
    void refused(const cid::Refusal &refusal);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace cid
