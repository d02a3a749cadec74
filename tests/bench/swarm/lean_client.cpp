// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/swarm/lean_client.h"

#include "common/link/heartbeat.h"
#include "common/link/keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

Heartbeat *sharedHeartbeat(int intervalMs)
{
    static const QPointer<Heartbeat> beat = new Heartbeat(
        std::clamp(intervalMs, limits::minHeartbeatMs, limits::maxHeartbeatMs), QCoreApplication::instance());
    return beat;
}

} // namespace

LeanLink::LeanLink(LeanSocket *socket, const PeerIdentity &peer)
    : SocketLink(socket, peer, nullptr)
    , m_socket(socket)
{
    connect(socket, &LeanSocket::failed, this, &LeanLink::noteDisconnected);
}

LeanLink::~LeanLink()
{
    m_socket->disconnect(this);
}

void LeanLink::drop()
{
    m_socket->disconnect(this);
    m_socket->close();
}

Error LeanLink::lastWord() const
{
    return makeError(ErrorKind::Unavailable, isClosing() ? "link.closed" : "link.lost",
                     u"The connection ended: "_s + m_socket->reason());
}

LeanClient::LeanClient(LinkClientOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_backoff(Backoff::Range{})
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_state == State::Waiting)
            attempt();
        else
            fail(makeError(ErrorKind::Timeout, "link.no-answer", u"no answer"_s));
    });
}

LeanClient::~LeanClient()
{
    stop();
}

void LeanClient::attempt()
{
    m_state = State::Connecting;
    m_timer.start(m_options.connectMs);
    m_socket = std::make_unique<LeanSocket>();
    m_frames = std::make_unique<SocketFrames>(*m_socket);
    connect(m_socket.get(), &LeanSocket::reached, this, [this] { m_timer.start(m_options.answerMs); });
    connect(m_socket.get(), &LeanSocket::encrypted, this, &LeanClient::checkServer);
    connect(m_socket.get(), &LeanSocket::readyRead, this, &LeanClient::read);
    connect(m_socket.get(), &LeanSocket::failed, this, [this] {
        read(); // A refusal may have come right before the end.
        fail(makeError(ErrorKind::Unavailable, "link.unreachable", m_socket ? m_socket->reason() : QString()));
    });
    const ServerAddress &server = m_options.servers.first();
    m_socket->connectTo(QHostAddress(server.host), server.port, m_options.localAddress);
}

void LeanClient::checkServer()
{
    if (!m_options.fingerprints.contains(m_socket->fingerprint())) {
        fail(makeError(ErrorKind::Refused, "link.wrong-server", u"another server"_s));
        return;
    }
    m_state = State::AwaitingHello;
}

void LeanClient::read()
{
    while (m_state == State::AwaitingHello || m_state == State::AwaitingWelcome) {
        const auto envelope = m_frames->read();
        if (!envelope) {
            fail(envelope.error());
            return;
        }
        if (!*envelope)
            return;
        take((*envelope)->message);
    }
}

void LeanClient::take(const Message &message)
{
    if (const auto *hello = std::get_if<ServerHello>(&message); hello && m_state == State::AwaitingHello) {
        m_version = std::min(hello->maxVersion, limits::maxProtocolVersion);
        Proof proof{m_version,    m_options.role,  m_options.channel,
                    m_options.id, m_options.epoch, randomBytes(limits::nonceSize),
                    {},           m_options.key};
        proof.mac = proofMac(m_options.secret, proof, hello->nonce, sha256(m_socket->certificate()));
        m_state = State::AwaitingWelcome;
        m_frames->write(proof);
    } else if (const auto *welcome = std::get_if<Welcome>(&message); welcome && m_state == State::AwaitingWelcome) {
        accept(*welcome);
    } else {
        fail(makeError(ErrorKind::Refused, "link.refused", u"the server refused this connection"_s));
    }
}

void LeanClient::accept(const Welcome &welcome)
{
    m_state = State::Connected;
    m_timer.stop();
    m_backoff.reset();
    m_socket->disconnect(this);
    const PeerIdentity peer{m_options.role, m_options.channel, welcome.serverName, m_options.servers.first().host,
                            m_version};
    auto *link = new LeanLink(m_socket.release(), peer);
    m_link = link;
    link->setParent(this);
    connect(link, &Link::closed, this, [this](const Error &reason) {
        m_lastError = reason;
        m_link = nullptr;
        wait();
        Q_EMIT disconnected();
    });
    sharedHeartbeat(welcome.heartbeatMs)->add(link);
    link->start();
    Q_EMIT connected(link);
}

void LeanClient::fail(const Error &error)
{
    if (m_state == State::Connected || m_state == State::Waiting || m_state == State::Stopped)
        return;
    m_lastError = error;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater(); // It may be what calls.
    wait();
    Q_EMIT tryFailed(error);
}

void LeanClient::wait()
{
    m_state = State::Waiting;
    m_timer.start(m_backoff.next());
}

void LeanClient::stop()
{
    m_state = State::Stopped;
    m_timer.stop();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    if (!m_link)
        return;
    m_link->disconnect(this);
    m_link->setParent(nullptr);
    m_link->close();
    m_link = nullptr;
}

} // namespace cid
