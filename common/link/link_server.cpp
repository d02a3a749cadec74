// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_server.h"

#include "common/link/accept_gate.h"
#include "common/link/heartbeat.h"
#include "common/link/keys.h"
#include "common/link/server_handshake.h"
#include "common/link/tls_config.h"
#include "common/link/tls_link.h"

#include <QPointer>
#include <QSet>
#include <QTimer>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// How often overdue handshakes are looked for. One timer for all of them.
constexpr int sweepMs = 100;

} // namespace

class LinkServer::Private
{
public:
    Private(LinkServer *server, LinkServerOptions given, Authenticator &authenticator);
    ~Private();

    void admit(qintptr descriptor, const QString &address);
    void take(QSslSocket *socket, const PeerIdentity &peer);
    void forget(ServerHandshake *handshake);
    void sweep();
    void sendRefusals();

    LinkServer *q;
    LinkServerOptions options;
    ServerFacts facts;
    QSslConfiguration tls;
    AcceptGate gate;
    Heartbeat heartbeat;
    QSet<ServerHandshake *> handshakes;
    QList<QPointer<ServerHandshake>> refusals;
    QTimer sweeper;
    QTimer refusalTimer;
};

LinkServer::Private::Private(LinkServer *server, LinkServerOptions given, Authenticator &authenticator)
    : q(server)
    , options(std::move(given))
    , facts{authenticator, sha256(options.identity.certificate.toDer()), options.serverName, options.heartbeatMs,
            randomBytes(limits::macSize)}
    , tls(serverTlsConfiguration(options.identity))
    , gate({options.unprovedPerAddress, options.unprovedTotal}, nullptr)
    , heartbeat(options.heartbeatMs, nullptr)
{
    QObject::connect(&gate, &AcceptGate::admitted, q,
                     [this](qintptr descriptor, const QString &address) { admit(descriptor, address); });
    QObject::connect(&gate, &AcceptGate::turnedAway, q,
                     [this](const QString &address) { Q_EMIT q->refused(Refusal{address, "link.too-many", {}}); });
    sweeper.setInterval(sweepMs);
    QObject::connect(&sweeper, &QTimer::timeout, q, [this] { sweep(); });
    refusalTimer.setSingleShot(true);
    refusalTimer.setInterval(limits::refusalDelayMs);
    QObject::connect(&refusalTimer, &QTimer::timeout, q, [this] { sendRefusals(); });
}

LinkServer::Private::~Private()
{
    qDeleteAll(handshakes);
}

void LinkServer::Private::admit(qintptr descriptor, const QString &address)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setSslConfiguration(tls);
    if (!socket->setSocketDescriptor(descriptor)) {
        gate.release(address);
        return;
    }
    auto *handshake = new ServerHandshake(socket.release(), address, facts, QDeadlineTimer(options.proofDeadlineMs));
    handshakes.insert(handshake);
    QObject::connect(handshake, &ServerHandshake::proved, q,
                     [this](QSslSocket *proved, const PeerIdentity &peer) { take(proved, peer); });
    QObject::connect(handshake, &ServerHandshake::refused, q, &LinkServer::refused);
    QObject::connect(handshake, &ServerHandshake::refusalDecided, q, [this, handshake] {
        refusals.append(handshake);
        if (!refusalTimer.isActive())
            refusalTimer.start();
    });
    QObject::connect(handshake, &ServerHandshake::ended, q, [this, handshake] { forget(handshake); });
    if (!sweeper.isActive())
        sweeper.start();
    handshake->start();
}

void LinkServer::Private::take(QSslSocket *socket, const PeerIdentity &peer)
{
    auto *link = new TlsLink(socket, peer, q);
    heartbeat.add(link);
    link->start();
    Q_EMIT q->connected(link);
}

void LinkServer::Private::forget(ServerHandshake *handshake)
{
    if (!handshakes.remove(handshake))
        return;
    gate.release(handshake->address());
    handshake->deleteLater();
    if (handshakes.isEmpty())
        sweeper.stop();
}

void LinkServer::Private::sweep()
{
    const QSet<ServerHandshake *> all = handshakes;
    for (ServerHandshake *handshake : all) {
        if (handshakes.contains(handshake) && handshake->isOverdue())
            handshake->giveUp("link.no-proof");
    }
}

void LinkServer::Private::sendRefusals()
{
    const auto due = std::exchange(refusals, {});
    for (const QPointer<ServerHandshake> &handshake : due) {
        if (handshake)
            handshake->sendRefusal();
    }
}

LinkServer::LinkServer(LinkServerOptions options, Authenticator &authenticator, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options), authenticator))
{ }

LinkServer::~LinkServer()
{
    // The links are children; while they go, the heartbeat that watches them must be there.
    qDeleteAll(findChildren<TlsLink *>(Qt::FindDirectChildrenOnly));
}

Status LinkServer::listen()
{
    if (d->gate.listen(d->options.address, d->options.port))
        return {};
    return fail(makeError(ErrorKind::Io, "link.listen",
                          u"Cannot listen on %1 port %2: %3"_s.arg(d->options.address.toString())
                              .arg(d->options.port)
                              .arg(d->gate.errorString()),
                          {{u"port"_s, QString::number(d->options.port)}}));
}

quint16 LinkServer::port() const
{
    return d->gate.serverPort();
}

void LinkServer::stopListening()
{
    d->gate.close();
    const QSet<ServerHandshake *> all = d->handshakes;
    for (ServerHandshake *handshake : all) {
        if (d->handshakes.contains(handshake))
            handshake->giveUp("link.no-proof");
    }
}

int LinkServer::linkCount() const
{
    return d->heartbeat.count();
}

int LinkServer::unprovedCount() const
{
    return d->gate.total();
}

} // namespace cid
