// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/backoff.h"
#include "common/link/link_client.h"
#include "common/link/socket_frames.h"
#include "common/link/socket_link.h"
#include "tests/bench/swarm/lean_socket.h"

#include <QTimer>

namespace cid {

/// A session over a LeanSocket.
class LeanLink final : public SocketLink
{
    Q_OBJECT
public:
    LeanLink(LeanSocket *socket, const PeerIdentity &peer);
    ~LeanLink() override;
    [[nodiscard]] qint64 pendingBytes() const override { return m_socket->bytesToWrite(); }

protected:
    void drop() override;
    void disconnectSocket() override { m_socket->endWriting(); }
    [[nodiscard]] bool isUnconnected() const override { return !m_socket->isConnected(); }
    [[nodiscard]] Error lastWord() const override;

private:
    LeanSocket *m_socket;
};

/// What ReconnectingClient is for a node, with the same messages and the same back-off, over LeanLinks: proves itself
/// to the first of the servers, and again when the link ends.
class LeanClient : public QObject
{
    Q_OBJECT
public:
    explicit LeanClient(LinkClientOptions options, QObject *parent = nullptr);
    ~LeanClient() override;

    void start() { attempt(); }
    /// Closes the link and tries no more.
    void stop();
    /// Null while there is none.
    [[nodiscard]] Link *link() const { return m_link; }
    [[nodiscard]] const Error &lastError() const { return m_lastError; }

Q_SIGNALS:
    /// The link is the client's.
    void connected(cid::Link *link);
    void disconnected();
    void tryFailed(const cid::Error &reason);

private:
    enum class State : quint8 { Stopped, Connecting, AwaitingHello, AwaitingWelcome, Connected, Waiting };

    void attempt();
    void checkServer();
    void read();
    void take(const Message &message);
    void accept(const Welcome &welcome);
    void fail(const Error &error);
    void wait();

    const LinkClientOptions m_options;
    Backoff m_backoff;
    State m_state = State::Stopped;
    std::unique_ptr<LeanSocket> m_socket; ///< until the link has it
    std::unique_ptr<SocketFrames> m_frames;
    QPointer<Link> m_link;
    int m_version = 0;
    Error m_lastError;
    QTimer m_timer; ///< the try's deadline, or the wait's end
};

} // namespace cid
