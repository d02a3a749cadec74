// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/server_handshake.h"

#include "common/base/ids.h"
#include "common/link/keys.h"
#include "common/link/tcp_facts.h"
#include "common/wire/message_types.h"

#include <QDateTime>
#include <QPointer>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr int afterRefusalMs = 1'000;

QLatin1StringView roleName(Role role)
{
    static constexpr QLatin1StringView names[] = {"enrol"_L1, "node"_L1, "capt"_L1, "operator"_L1};
    return names[static_cast<size_t>(role)];
}

bool isWellFormed(const Proof &proof)
{
    const bool named = proof.role == Role::Node ? isValidNodeName(proof.id) : proof.id.size() <= limits::maxPeerId;
    const bool isClient = proof.role == Role::Capt || proof.role == Role::Operator;
    const bool keyed =
        proof.key.isEmpty() || (isClient && proof.key.size() <= limits::maxKeyName && isValidNodeName(proof.key));
    return named && keyed && proof.version >= limits::minProtocolVersion && proof.version <= limits::maxProtocolVersion
        && proof.nonce.size() == limits::nonceSize && proof.mac.size() == limits::macSize;
}

QString describe(const Proof &proof)
{
    const QString key =
        proof.key.isEmpty() ? QString() : u" with the key \"%1\""_s.arg(proof.key.left(limits::maxKeyName));
    return roleName(proof.role) + u' ' + proof.id.left(limits::maxPeerId) + key;
}

QString keyNameOf(const Proof &proof)
{
    const bool isClient = proof.role == Role::Capt || proof.role == Role::Operator;
    return isClient && proof.key.isEmpty() ? QString(roleName(proof.role)) : proof.key;
}

} // namespace

ServerHandshake::ServerHandshake(QSslSocket *socket, const QString &address, const ServerFacts &facts,
                                 QDeadlineTimer deadline)
    : m_socket(socket)
    , m_facts(facts)
    , m_deadline(deadline)
    , m_address(address)
    , m_frames(*socket)
{
    socket->setParent(this);
    socket->setReadBufferSize(limits::maxBeforeProof);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QSslSocket::encrypted, this, &ServerHandshake::greet);
    connect(socket, &QSslSocket::readyRead, this, &ServerHandshake::read);
    connect(socket, &QSslSocket::disconnected, this, &ServerHandshake::noteDisconnected);
    connect(socket, &QSslSocket::errorOccurred, this, &ServerHandshake::noteError);
}

ServerHandshake::~ServerHandshake()
{
    if (m_socket)
        m_socket->disconnect(this);
}

void ServerHandshake::start()
{
    m_socket->startServerEncryption();
}

void ServerHandshake::greet()
{
    if (m_socket->sessionProtocol() != QSsl::TlsV1_3) {
        giveUp("link.tls");
        return;
    }
    m_state = State::AwaitingProof;
    m_nonce = randomBytes(limits::nonceSize);
    m_frames.write(ServerHello{limits::minProtocolVersion, limits::maxProtocolVersion, m_nonce});
}

void ServerHandshake::read()
{
    if (m_state != State::AwaitingProof)
        return;
    const auto envelope = m_frames.read(wire::typeInfo<Proof>.number);
    if (!envelope)
        refuse("link.malformed", envelope.error().text);
    else if (*envelope)
        check(std::get<Proof>((*envelope)->message));
}

void ServerHandshake::check(const Proof &proof)
{
    m_state = State::Checking;
    if (!isWellFormed(proof)) {
        judge(proof, fail(Error{}));
        return;
    }
    m_facts.lookUp(proof, [self = QPointer<ServerHandshake>(this), proof](const Result<QByteArray> &known) {
        if (self && self->m_state == State::Checking)
            self->judge(proof, known);
    });
}

void ServerHandshake::judge(const Proof &proof, const Result<QByteArray> &known)
{
    // Everybody goes the whole way: which part was wrong shows neither in the answer nor in its time.
    const bool wellFormed = isWellFormed(proof);
    const bool usable = known && !known->isEmpty();
    const QByteArray mac =
        proofMac(usable ? *known : m_facts.decoySecret, proof, std::exchange(m_nonce, {}), m_facts.certificateHash);
    const bool right = equalInConstantTime(mac, proof.mac);
    if (!usable || !right) {
        refuse(!wellFormed ? "link.malformed" : usable ? "link.wrong-proof" : "link.unknown-peer", describe(proof));
        return;
    }
    m_state = State::Ended;
    m_frames.write(
        Welcome{proof.version, QDateTime::currentMSecsSinceEpoch(), m_facts.heartbeatMs, m_facts.serverName});
    m_socket->disconnect(this);
    const quint16 port = m_socket->peerPort();
    Q_EMIT proved(std::exchange(m_socket, nullptr),
                  PeerIdentity{proof.role, proof.channel, proof.id, m_address, proof.version, keyNameOf(proof), port,
                               proof.epoch, sha256(*known)});
    Q_EMIT ended();
}

void ServerHandshake::refuse(const char *code, const QString &detail)
{
    m_state = State::Refusing;
    report(code, detail);
    Q_EMIT refusalDecided();
}

void ServerHandshake::sendRefusal()
{
    if (m_state != State::Refusing)
        return;
    m_deadline = QDeadlineTimer(afterRefusalMs);
    m_frames.write(ErrorReply{makeError(ErrorKind::Refused, "link.refused", u"The server refused this connection"_s)});
    m_socket->disconnectFromHost();
}

void ServerHandshake::giveUp(const char *code)
{
    report(code, {});
    end();
}

void ServerHandshake::report(const char *code, const QString &detail)
{
    if (std::exchange(m_reported, true))
        return;
    Q_EMIT refused(Refusal{m_address, code, detail.left(limits::maxPeerId)});
}

void ServerHandshake::noteError(QAbstractSocket::SocketError error)
{
    if (m_state != State::Encrypting)
        return;
    if (error != QAbstractSocket::RemoteHostClosedError)
        report("link.tls", m_socket->errorString());
    else if (tcpBytesReceived(m_socket->socketDescriptor()) == 0)
        m_reported = true; // Somebody looked whether there is a server here.
}

void ServerHandshake::noteDisconnected()
{
    report("link.no-proof", u"the peer went away"_s);
    end();
}

void ServerHandshake::end()
{
    if (std::exchange(m_state, State::Ended) == State::Ended)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    Q_EMIT ended();
}

} // namespace cid
