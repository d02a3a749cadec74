// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_worker.h"

#include <poll.h>
#include <unistd.h>

namespace cid {

namespace {

/// How often overdue handshakes are looked for. One timer for all of them.
constexpr int sweepMs = 100;
/// A turn of the loop makes that many sockets at most, each a fraction of a millisecond.
constexpr int begunPerTurn = 16;

/// Its patience ended while it waited: the work of a handshake would be for nobody.
bool hasLeft(int descriptor)
{
    pollfd one{descriptor, POLLRDHUP, 0};
    return ::poll(&one, 1, 0) == 1;
}

} // namespace

LinkWorker::LinkWorker(ServerFacts facts, QSslConfiguration tls, int proofDeadlineMs, LinkWorkerEvents events)
    : m_facts(std::move(facts))
    , m_tls(std::move(tls))
    , m_proofDeadlineMs(proofDeadlineMs)
    , m_events(std::move(events))
    , m_calls(this)
    , m_heartbeat(m_facts.heartbeatMs, this)
    , m_sweeper(this)
    , m_refusalTimer(this)
{
    m_facts.lookUp = m_events.lookUp;
    m_sweeper.setInterval(sweepMs);
    connect(&m_sweeper, &QTimer::timeout, this, &LinkWorker::sweep);
    m_refusalTimer.setSingleShot(true);
    m_refusalTimer.setInterval(limits::refusalDelayMs);
    connect(&m_refusalTimer, &QTimer::timeout, this, &LinkWorker::sendRefusals);
}

LinkWorker::~LinkWorker()
{
    for (const Arrival &arrival : std::as_const(m_arrivals))
        ::close(arrival.descriptor);
    qDeleteAll(m_handshakes);
    // While the links go, the heartbeat that watches them must be there.
    qDeleteAll(findChildren<TlsLink *>(Qt::FindDirectChildrenOnly));
}

void LinkWorker::begin(int descriptor, const QString &address)
{
    m_arrivals.enqueue({descriptor, address});
    beginNext();
}

void LinkWorker::beginNext()
{
    for (int begun = 0; !m_arrivals.isEmpty() && m_places.size() < limits::handshakesAtOnce; ++begun) {
        if (begun == begunPerTurn) {
            m_calls.post([this] { beginNext(); });
            return;
        }
        const Arrival arrival = m_arrivals.dequeue();
        auto socket = std::make_unique<QSslSocket>();
        socket->setSslConfiguration(m_tls);
        if (hasLeft(arrival.descriptor) || !socket->setSocketDescriptor(arrival.descriptor)) {
            dismiss(arrival);
            m_events.refused(Refusal{arrival.address, "link.no-proof", QStringLiteral("the peer went away")});
            continue;
        }
        auto *handshake =
            new ServerHandshake(socket.release(), arrival.address, m_facts, QDeadlineTimer(m_proofDeadlineMs));
        watch(handshake);
        handshake->start();
    }
}

void LinkWorker::dismiss(const Arrival &arrival)
{
    ::close(arrival.descriptor);
    --m_load;
    m_events.settled(arrival.address);
}

void LinkWorker::watch(ServerHandshake *handshake)
{
    m_handshakes.insert(handshake);
    m_places.insert(handshake, QDeadlineTimer(limits::handshakePlaceMs));
    connect(handshake, &ServerHandshake::proved, this, [this](QSslSocket *socket, const PeerIdentity &peer) {
        socket->setParent(nullptr);
        m_events.proved(socket, peer);
    });
    connect(handshake, &ServerHandshake::refused, this, m_events.refused);
    connect(handshake, &ServerHandshake::refusalDecided, this, [this, handshake] {
        m_refusals.append(handshake);
        if (!m_refusalTimer.isActive())
            m_refusalTimer.start();
    });
    connect(handshake, &ServerHandshake::ended, this, [this, handshake] { forget(handshake); });
    if (!m_sweeper.isActive())
        m_sweeper.start();
}

void LinkWorker::forget(ServerHandshake *handshake)
{
    if (!m_handshakes.remove(handshake))
        return;
    m_places.remove(handshake);
    --m_load;
    m_events.settled(handshake->address());
    handshake->deleteLater();
    // From the loop: a row of connections whose peers have gone must not become a recursion.
    if (!m_arrivals.isEmpty())
        m_calls.post([this] { beginNext(); });
    else if (m_handshakes.isEmpty())
        m_sweeper.stop();
}

void LinkWorker::sweep()
{
    const QSet<ServerHandshake *> all = m_handshakes;
    for (ServerHandshake *handshake : all) {
        if (m_handshakes.contains(handshake) && handshake->isOverdue())
            handshake->giveUp("link.no-proof");
    }
    m_places.removeIf([](const auto &place) { return place.value().hasExpired(); });
    beginNext();
}

void LinkWorker::sendRefusals()
{
    const auto due = std::exchange(m_refusals, {});
    for (const QPointer<ServerHandshake> &handshake : due) {
        if (handshake)
            handshake->sendRefusal();
    }
}

void LinkWorker::giveUp()
{
    const auto arrivals = std::exchange(m_arrivals, {});
    for (const Arrival &arrival : arrivals)
        dismiss(arrival);
    const QSet<ServerHandshake *> all = m_handshakes;
    for (ServerHandshake *handshake : all) {
        if (m_handshakes.contains(handshake))
            handshake->giveUp("link.no-proof");
    }
}

TlsLink *LinkWorker::makeLink(QSslSocket *socket, const PeerIdentity &peer)
{
    auto *link = new TlsLink(socket, peer, this);
    m_heartbeat.add(link);
    ++m_load;
    connect(link, &QObject::destroyed, this, [this] { --m_load; });
    return link;
}

LinkWorker::Half LinkWorker::makeHalf(QSslSocket *socket, const PeerIdentity &peer, LinkId id)
{
    const Half half{makeLink(socket, peer), std::make_shared<LinkTally>()};
    m_halves.insert(id, half);
    connect(half.link, &Link::closed, this, [this, id](const Error &reason) {
        if (m_halves.remove(id) > 0)
            m_events.closed(id, reason);
    });
    m_events.opened(id, peer, half.tally);
    return half;
}

void LinkWorker::serveHere(QSslSocket *socket, const PeerIdentity &peer, LinkId id, const ServeData &take)
{
    const Half half = makeHalf(socket, peer, id);
    take(half.link, m_calls);
    half.link->start();
}

void LinkWorker::adopt(QSslSocket *socket, const PeerIdentity &peer, LinkId id)
{
    const Half half = makeHalf(socket, peer, id);
    connectReading(id, half);
    half.link->start();
}

void LinkWorker::connectReading(LinkId id, const Half &half)
{
    TlsLink *link = half.link;
    connect(link, &Link::received, this, [this, id, link, tally = half.tally](const Envelope &envelope) {
        const qsizetype bytes = link->frameSize();
        if (tally->noteReceived(bytes, maxUntaken))
            link->setReading(false);
        m_events.received(id, envelope, bytes);
    });
    connect(link, &FramedLink::written, this, [this, id, half] { noteWritten(id, half, 0); });
}

void LinkWorker::noteWritten(LinkId id, const Half &half, qint64 bytes)
{
    if (half.link && half.tally->noteWritten(bytes, half.link->pendingBytes(), limits::lowWater))
        m_events.drained(id);
}

void LinkWorker::write(LinkId id, const QByteArray &frame)
{
    const Half half = m_halves.value(id);
    if (!half.link)
        return;
    half.link->forward(frame);
    noteWritten(id, half, frame.size());
}

void LinkWorker::goOn(LinkId id)
{
    if (const Half half = m_halves.value(id); half.link)
        half.link->setReading(true);
}

void LinkWorker::close(LinkId id)
{
    if (const Half half = m_halves.value(id); half.link)
        half.link->close();
}

void LinkWorker::drop(LinkId id)
{
    const Half half = m_halves.take(id);
    delete half.link;
}

} // namespace cid
