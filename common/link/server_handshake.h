// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link_server.h"
#include "common/link/socket_frames.h"

#include <QDeadlineTimer>
#include <QSslSocket>

#include <functional>

namespace cid {

/// What all handshakes of one thread share.
struct ServerFacts
{
    /// Asks the Authenticator, which lives on another thread; the answer comes on the handshake's.
    std::function<void(const Proof &, std::function<void(const Result<QByteArray> &)>)> lookUp;
    QByteArray certificateHash;
    QString serverName;
    int heartbeatMs;
    QByteArray decoySecret; ///< for peers that nobody knows: they cost as long as the others
};

/// One connection from TCP to the proof. Lives until it emits proved() or ended(); deleted by the server.
class ServerHandshake : public QObject
{
    Q_OBJECT
public:
    ServerHandshake(QSslSocket *socket, const QString &address, const ServerFacts &facts, QDeadlineTimer deadline);
    ~ServerHandshake() override;

    void start();
    [[nodiscard]] const QString &address() const { return m_address; }
    /// The peer has had its time. While its proof is looked at, the time is ours.
    [[nodiscard]] bool isOverdue() const { return m_state != State::Checking && m_deadline.hasExpired(); }
    /// Ends it now, with that code for the log.
    void giveUp(const char *code);
    /// Sends the refusal that was decided, and closes.
    void sendRefusal();

Q_SIGNALS:
    /// The socket's reading position is behind the proof; the receiver takes it over.
    void proved(QSslSocket *socket, const cid::PeerIdentity &peer);
    /// A wrong proof: sendRefusal() is wanted at the next common moment.
    void refusalDecided();
    void refused(const cid::Refusal &refusal);
    void ended();

private:
    enum class State : quint8 { Encrypting, AwaitingProof, Checking, Refusing, Ended };

    void greet();
    void read();
    void check(const Proof &proof);
    void judge(const Proof &proof, const Result<QByteArray> &known);
    void refuse(const char *code, const QString &detail);
    void report(const char *code, const QString &detail);
    void end();
    void noteError(QAbstractSocket::SocketError error);
    void noteDisconnected();

    QSslSocket *m_socket;
    const ServerFacts &m_facts;
    QDeadlineTimer m_deadline;
    QString m_address;
    SocketFrames m_frames;
    QByteArray m_nonce;
    State m_state = State::Encrypting;
    bool m_reported = false;
};

} // namespace cid
