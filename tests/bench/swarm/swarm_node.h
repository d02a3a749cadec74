// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/conversation.h"
#include "tests/bench/swarm/lean_client.h"
#include "tests/bench/swarm/turnstile.h"

namespace cid {

/// What all nodes of a swarm know.
struct SwarmAccess
{
    ServerAddress server;
    QByteArray fingerprint;
    QByteArray key; ///< that enrols
};

/// How far a node goes by itself when it gets an order.
enum class SwarmHabit : quint8 {
    Installs, ///< goes the whole way and runs the image
    Stays, ///< enters "installing" and stays there, to report
};

/// A node that is nothing but its side of the protocol, over the project's own link code: it enrols, arrives, takes
/// orders, enters stages one after the other as each is acknowledged, and comes back with back-off when its connection
/// ends. Each has an address of its own in 127.0.0.0/8.
class SwarmNode : public QObject
{
    Q_OBJECT
public:
    /// \a turnstile is shared by all nodes.
    SwarmNode(int number, const SwarmAccess &access, Turnstile &turnstile);
    ~SwarmNode() override;

    [[nodiscard]] static NodeName nameOf(int number);
    [[nodiscard]] static QByteArray macOf(int number);

    void setHabit(SwarmHabit habit) { m_habit = habit; }
    /// Asks for its key; enrolled() follows.
    void enrol();
    /// With its key; arrived() follows, and again after each reconnection.
    void connectToServer();
    /// Closes its connection for good.
    void disconnectFromServer();
    /// One report of progress that nobody answers.
    void report(qint64 microseconds);

    [[nodiscard]] bool hasArrived() const { return m_hasArrived; }
    [[nodiscard]] NodeState state() const { return m_state; }
    [[nodiscard]] qint64 lastReport() const { return m_lastReport; }
    [[nodiscard]] DeploymentId deployment() const { return m_order.deployment; }
    /// For a connection for bulk data.
    [[nodiscard]] LinkClientOptions dataOptions() const;
    /// Where it is on its way to the server, for a message.
    [[nodiscard]] QString plight() const;
    [[nodiscard]] const NodeName &name() const { return m_name; }

Q_SIGNALS:
    void enrolled();
    void arrived();
    void entered(cid::NodeState state);
    void troubled(const cid::Error &error);
    /// A try to connect failed; another follows.
    void tryFailed(const cid::Error &error);

private:
    void leaveTurnstile();
    void takeLink(Link *link);
    void take(const Envelope &envelope);
    void carryOut(const DeployOrder &order);
    void enterNext();
    void reboot();
    [[nodiscard]] LinkClientOptions options(Role role) const;

    const int m_number;
    const NodeName m_name;
    const SwarmAccess &m_access;
    Turnstile &m_turnstile;
    bool m_isInTurnstile = false;
    SwarmHabit m_habit = SwarmHabit::Installs;
    QByteArray m_secret;
    int m_epoch = 0;
    std::unique_ptr<LeanClient> m_client;
    QPointer<Conversation> m_talk;
    NodeState m_state = NodeState::Netbooted;
    DeployOrder m_order;
    DeployOrder m_done; ///< the order whose image runs
    qint64 m_lastReport = 0;
    bool m_hasArrived = false;
};

} // namespace cid
