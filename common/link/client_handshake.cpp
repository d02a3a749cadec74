// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/client_handshake.h"

#include "common/link/heartbeat.h"
#include "common/link/identity.h"
#include "common/link/keys.h"
#include "common/link/peer_address.h"
#include "common/link/tls_config.h"
#include "common/link/tls_link.h"

#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QSignalBlocker>

#include <algorithm>

namespace cid {

using namespace Qt::StringLiterals;

ClientHandshake::ClientHandshake(const LinkClientOptions &options, const ServerAddress &server, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_server(server)
    , m_socket(new QSslSocket(this))
    , m_frames(*m_socket)
{
    m_socket->setSslConfiguration(clientTlsConfiguration());
    // The servers that cid.conf names are reached as it names them. What the environment says of proxies is for the
    // web, and to ask for it costs a thread and a look into a row of files for every connection.
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(limits::maxBeforeProof);
    m_deadline.setSingleShot(true);
    connect(m_socket, &QSslSocket::connected, this, [this] { m_deadline.start(m_options.answerMs); });
    connect(m_socket, &QSslSocket::encrypted, this, &ClientHandshake::checkServer);
    connect(m_socket, &QSslSocket::readyRead, this, &ClientHandshake::read);
    connect(m_socket, &QSslSocket::errorOccurred, this, [this] {
        read(); // a refusal may have come right before the end
        fail(makeError(ErrorKind::Unavailable, "link.unreachable", place() + m_socket->errorString()));
    });
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(makeError(ErrorKind::Timeout, "link.no-answer",
                       place() + u"no answer within %1 ms"_s.arg(m_deadline.interval())));
    });
}

ClientHandshake::~ClientHandshake()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void ClientHandshake::start()
{
    m_deadline.start(m_options.connectMs);
    const bool isBound = m_options.fromPrivilegedPort && bindPrivileged();
    if (!isBound && !m_options.localAddress.isNull() && !m_socket->bind(m_options.localAddress)) {
        fail(makeError(ErrorKind::Io, "link.bind", place() + m_socket->errorString()));
        return;
    }
    m_socket->connectToHostEncrypted(m_server.host, m_server.port);
}

// Who is not root goes on from any port: whether that is enough the server decides.
bool ClientHandshake::bindPrivileged()
{
    auto *random = QRandomGenerator::global();
    const QSignalBlocker isNoFailure(m_socket); // A port that is taken is none of the connection.
    for (int i = 0; i < limits::privilegedPortTries; ++i) {
        const auto port = static_cast<quint16>(random->bounded(limits::firstPrivilegedPort, limits::firstOrdinaryPort));
        if (m_socket->bind(m_options.localAddress.isNull() ? QHostAddress(QHostAddress::Any) : m_options.localAddress,
                           port, QAbstractSocket::DontShareAddress))
            return true;
    }
    return false;
}

QString ClientHandshake::place() const
{
    return u"%1 port %2: "_s.arg(m_server.host).arg(m_server.port);
}

void ClientHandshake::checkServer()
{
    // Not one byte of ours follows before this: an impostor does not even get a proof to try elsewhere.
    const QByteArray actual = fingerprint(m_socket->peerCertificate());
    const bool pinned = !actual.isEmpty()
        && std::any_of(m_options.fingerprints.begin(), m_options.fingerprints.end(),
                       [&actual](const QByteArray &wanted) { return wanted.toLower() == actual; });
    if (!pinned) {
        fail(makeError(ErrorKind::Refused, "link.wrong-server",
                       place()
                           + u"this server is not the one that cid.conf's server_fingerprint names; it has %1"_s.arg(
                               QString::fromLatin1(actual)),
                       {{u"fingerprint"_s, QString::fromLatin1(actual)}}));
        return;
    }
    if (m_socket->sessionProtocol() != QSsl::TlsV1_3) {
        fail(makeError(ErrorKind::Refused, "link.version", place() + u"not TLS 1.3"_s));
        return;
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_state = State::AwaitingHello;
    read();
}

void ClientHandshake::read()
{
    while (m_state == State::AwaitingHello || m_state == State::AwaitingWelcome) {
        const auto envelope = m_frames.read();
        if (!envelope) {
            fail(withContext(envelope.error(), place()));
            return;
        }
        if (!*envelope)
            return;
        take((*envelope)->message);
    }
}

void ClientHandshake::take(const Message &message)
{
    const auto *hello = std::get_if<ServerHello>(&message);
    const auto *welcome = std::get_if<Welcome>(&message);
    const auto *no = std::get_if<ErrorReply>(&message);
    if (hello && m_state == State::AwaitingHello)
        prove(*hello);
    else if (welcome && m_state == State::AwaitingWelcome)
        accept(*welcome);
    else if (no)
        fail(makeError(ErrorKind::Refused, "link.refused", place() + u"the server refused this connection"_s));
    else
        fail(makeError(ErrorKind::Corrupt, "link.malformed", place() + u"an unexpected message"_s));
}

void ClientHandshake::prove(const ServerHello &hello)
{
    m_version = std::min(hello.maxVersion, limits::maxProtocolVersion);
    if (m_version < std::max(hello.minVersion, limits::minProtocolVersion)) {
        fail(makeError(ErrorKind::Refused, "link.version",
                       place()
                           + u"the server speaks protocol %1 to %2, this program %3 to %4"_s.arg(hello.minVersion)
                                 .arg(hello.maxVersion)
                                 .arg(limits::minProtocolVersion)
                                 .arg(limits::maxProtocolVersion)));
        return;
    }
    if (hello.nonce.size() != limits::nonceSize) {
        fail(makeError(ErrorKind::Corrupt, "link.malformed", place() + u"a nonce of the wrong size"_s));
        return;
    }
    Proof proof{m_version,    m_options.role,  m_options.channel,
                m_options.id, m_options.epoch, randomBytes(limits::nonceSize),
                {},           m_options.key};
    proof.mac = proofMac(m_options.secret, proof, hello.nonce, sha256(m_socket->peerCertificate().toDer()));
    m_state = State::AwaitingWelcome;
    m_frames.write(proof);
}

void ClientHandshake::accept(const Welcome &welcome)
{
    m_state = State::Ended;
    m_deadline.stop();
    m_socket->disconnect(this);
    const PeerIdentity peer{m_options.role, m_options.channel, welcome.serverName,
                            numericAddress(m_socket->peerAddress()), m_version};
    auto *link = new TlsLink(std::exchange(m_socket, nullptr), peer, nullptr);
    auto *heartbeat =
        new Heartbeat(std::clamp(welcome.heartbeatMs, limits::minHeartbeatMs, limits::maxHeartbeatMs), link);
    heartbeat->add(link);
    link->start();
    Q_EMIT taken(link);
}

void ClientHandshake::fail(const Error &error)
{
    if (std::exchange(m_state, State::Ended) == State::Ended)
        return;
    m_deadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT failed(error);
}

} // namespace cid
