// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/link/call_queue.h"
#include "common/link/heartbeat.h"
#include "common/link/link_tally.h"
#include "common/link/server_handshake.h"
#include "common/link/tls_link.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QPointer>
#include <QQueue>
#include <QSet>
#include <QSslConfiguration>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace cid {

/// A number for each link of a server, the same in both of its halves.
using LinkId = quint64;
/// Takes a link on the thread where it lives; calls that are posted to \a home are carried out there, as long as the
/// LinkServer lives.
using ServeData = std::function<void(Link *link, CallQueue &home)>;

/// What a worker tells its server; each is called on the worker's thread.
struct LinkWorkerEvents
{
    std::function<void(const Proof &, std::function<void(const Result<QByteArray> &)>)> lookUp;
    std::function<void(const Refusal &)> refused;
    /// A connection from that address has proved itself or ended.
    std::function<void(const QString &address)> settled;
    /// The receiver takes the socket, which belongs to nobody then, to the thread where it is to be served.
    std::function<void(QSslSocket *, const PeerIdentity &)> proved;
    std::function<void(LinkId, const PeerIdentity &, const std::shared_ptr<LinkTally> &)> opened;
    /// \a bytes is what the frame had.
    std::function<void(LinkId, const Envelope &, qsizetype bytes)> received;
    std::function<void(LinkId)> drained;
    std::function<void(LinkId, const Error &)> closed;
};

/// One thread's share of a LinkServer: handshakes, TLS, frames, codec and heartbeats of the connections that it was
/// given. A bounded number of handshakes is at work at once, the others wait in the order in which they came, so that a
/// storm neither makes any of them late for its deadline, which begins with the work, nor keeps proved peers waiting. A
/// peer that takes its time gives its place to the next one and goes on beside it.
/// Lives on its own thread; calls() may be used from any.
class LinkWorker : public QObject
{
    Q_OBJECT
public:
    /// \a facts say nothing of lookUp: it comes from \a events.
    LinkWorker(ServerFacts facts, QSslConfiguration tls, int proofDeadlineMs, LinkWorkerEvents events);
    ~LinkWorker() override;

    /// What is posted here is carried out on the worker's thread.
    [[nodiscard]] CallQueue &calls() { return m_calls; }
    /// Any thread: how much it has to do, to give the next connection to the one with the least.
    [[nodiscard]] int load() const { return m_load; }
    /// Any thread: begin() is on its way.
    void noteComing() { ++m_load; }

    // On its own thread:
    void begin(int descriptor, const QString &address);
    void adopt(QSslSocket *socket, const PeerIdentity &peer, LinkId id);
    /// Serves the link on this thread: \a take listens to it. The session's half hears of its beginning and its end.
    void serveHere(QSslSocket *socket, const PeerIdentity &peer, LinkId id, const ServeData &take);
    void write(LinkId id, const QByteArray &frame);
    void goOn(LinkId id);
    void close(LinkId id);
    void drop(LinkId id);
    /// Ends everything that has not proved itself.
    void giveUp();

private:
    struct Arrival
    {
        int descriptor = -1;
        QString address;
    };
    struct Half
    {
        QPointer<TlsLink> link;
        std::shared_ptr<LinkTally> tally;
    };

    void beginNext();
    void dismiss(const Arrival &arrival);
    void watch(ServerHandshake *handshake);
    void forget(ServerHandshake *handshake);
    void sweep();
    void sendRefusals();
    [[nodiscard]] TlsLink *makeLink(QSslSocket *socket, const PeerIdentity &peer);
    [[nodiscard]] Half makeHalf(QSslSocket *socket, const PeerIdentity &peer, LinkId id);
    void connectReading(LinkId id, const Half &half);
    void noteWritten(LinkId id, const Half &half, qint64 bytes);

    ServerFacts m_facts;
    QSslConfiguration m_tls;
    int m_proofDeadlineMs;
    LinkWorkerEvents m_events;
    CallQueue m_calls;
    Heartbeat m_heartbeat;
    QQueue<Arrival> m_arrivals;
    QSet<ServerHandshake *> m_handshakes;
    QHash<ServerHandshake *, QDeadlineTimer> m_places; ///< of those that count as at work, and until when
    QList<QPointer<ServerHandshake>> m_refusals;
    QHash<LinkId, Half> m_halves;
    QTimer m_sweeper;
    QTimer m_refusalTimer;
    std::atomic<int> m_load{0};
};

} // namespace cid
