// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/link_client.h"
#include "common/link/socket_frames.h"

#include <QSslSocket>
#include <QTimer>

namespace cid {

/// One try with one server, from TCP to its Welcome. Owned by LinkClient; emits taken() or failed() once.
class ClientHandshake : public QObject
{
    Q_OBJECT
public:
    ClientHandshake(const LinkClientOptions &options, const ServerAddress &server, QObject *parent);
    ~ClientHandshake() override;

    void start();

Q_SIGNALS:
    void taken(cid::Link *link);
    void failed(const cid::Error &error);

private:
    enum class State : quint8 { Connecting, AwaitingHello, AwaitingWelcome, Ended };

    [[nodiscard]] bool bindPrivileged();
    void checkServer();
    void read();
    void take(const Message &message);
    void prove(const ServerHello &hello);
    void accept(const Welcome &welcome);
    void fail(const Error &error);
    [[nodiscard]] QString place() const;

    const LinkClientOptions &m_options;
    ServerAddress m_server;
    QSslSocket *m_socket;
    SocketFrames m_frames;
    QTimer m_deadline;
    int m_version = 0;
    State m_state = State::Connecting;
};

} // namespace cid
