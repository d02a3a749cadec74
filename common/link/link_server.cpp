// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/link_server.h"

#include "common/link/accept_gate.h"
#include "common/link/keys.h"
#include "common/link/link_thread.h"
#include "common/link/remote_link.h"
#include "common/link/tls_config.h"

#include <algorithm>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

/// How far the threads for bulk data stand back behind the sessions where the processors are short: by nice(2), a third
/// of their share.
constexpr int dataNiceness = 5;

void stepBack()
{
    const auto self = static_cast<id_t>(::gettid()); // On Linux a thread has its own.
    ::setpriority(PRIO_PROCESS, self, ::getpriority(PRIO_PROCESS, self) + dataNiceness);
}

} // namespace

class LinkServer::Private
{
public:
    Private(LinkServer *server, LinkServerOptions given, Authenticator &authenticator);

    void addThread(const QString &name, std::vector<std::unique_ptr<LinkThread>> &to);
    [[nodiscard]] LinkWorkerEvents eventsOf(size_t worker);
    void admit(qintptr descriptor, const QString &address);
    [[nodiscard]] bool isStillRight(const PeerIdentity &peer);
    void open(LinkWorker &worker, LinkId id, const PeerIdentity &peer, const std::shared_ptr<LinkTally> &tally);
    // On a worker's thread:
    void sendOn(LinkWorker &worker, QSslSocket *socket, const PeerIdentity &peer);

    LinkServer *q;
    LinkServerOptions options;
    Authenticator &authenticator;
    ServerFacts facts;
    QSslConfiguration tls;
    AcceptGate gate;
    CallQueue calls; ///< of the server's thread
    QHash<LinkId, RemoteLink *> links;
    std::atomic<LinkId> lastLink{0};
    std::atomic<size_t> lastDataThread{0};
    std::vector<LinkWorker *> workers; ///< those of sessions first, then those of data
    std::vector<std::unique_ptr<LinkThread>> sessionThreads;
    std::vector<std::unique_ptr<LinkThread>> dataThreads;
};

LinkServer::Private::Private(LinkServer *server, LinkServerOptions given, Authenticator &authority)
    : q(server)
    , options(std::move(given))
    , authenticator(authority)
    , facts{{},
            sha256(options.identity.certificate.toDer()),
            options.serverName,
            options.heartbeatMs,
            randomBytes(limits::macSize)}
    , tls(serverTlsConfiguration(options.identity))
    , gate({options.unprovedPerAddress, options.unprovedTotal}, nullptr)
{
    QObject::connect(&gate, &AcceptGate::admitted, q,
                     [this](qintptr descriptor, const QString &address) { admit(descriptor, address); });
    QObject::connect(&gate, &AcceptGate::turnedAway, q,
                     [this](const QString &address) { Q_EMIT q->refused(Refusal{address, "link.too-many", {}}); });
    const int dataCount = options.serveData ? std::max(1, options.dataThreads) : 0;
    workers.reserve(static_cast<size_t>(std::max(1, options.threads) + dataCount)); // It does not move under a worker.
    for (int i = 1; i <= std::max(1, options.threads); ++i)
        addThread(u"sessions %1"_s.arg(i), sessionThreads);
    for (int i = 1; i <= dataCount; ++i)
        addThread(u"data %1"_s.arg(i), dataThreads);
    for (const auto &thread : dataThreads)
        thread->worker().calls().post(&stepBack);
}

void LinkServer::Private::addThread(const QString &name, std::vector<std::unique_ptr<LinkThread>> &to)
{
    auto worker = std::make_unique<LinkWorker>(facts, tls, options.proofDeadlineMs, eventsOf(workers.size()));
    workers.push_back(worker.get());
    QAbstractEventDispatcher *dispatcher = options.makeDispatcher ? options.makeDispatcher(name) : nullptr;
    to.push_back(std::make_unique<LinkThread>(name, dispatcher, std::move(worker)));
}

// Each is called on the worker's thread; what is the server's own is done on the server's.
LinkWorkerEvents LinkServer::Private::eventsOf(size_t index)
{
    LinkWorkerEvents events;
    events.lookUp = [this, index](const Proof &proof, std::function<void(const Result<QByteArray> &)> answer) {
        calls.post([this, index, proof, answer = std::move(answer)] {
            const auto secret = authenticator.secretFor(proof);
            workers[index]->calls().post([answer, secret] { answer(secret); });
        });
    };
    events.refused = [this](const Refusal &refusal) { calls.post([this, refusal] { Q_EMIT q->refused(refusal); }); };
    events.settled = [this](const QString &address) { calls.post([this, address] { gate.release(address); }); };
    events.proved = [this, index](QSslSocket *socket, const PeerIdentity &peer) {
        sendOn(*workers[index], socket, peer);
    };
    events.opened = [this, index](LinkId id, const PeerIdentity &peer, const std::shared_ptr<LinkTally> &tally) {
        calls.post([this, index, id, peer, tally] { open(*workers[index], id, peer, tally); });
    };
    events.received = [this](LinkId id, const Envelope &envelope, qsizetype bytes) {
        calls.post([this, id, envelope, bytes] {
            if (RemoteLink *link = links.value(id))
                link->take(envelope, bytes);
        });
    };
    events.drained = [this](LinkId id) {
        calls.post([this, id] {
            if (RemoteLink *link = links.value(id))
                link->noteDrained();
        });
    };
    events.closed = [this](LinkId id, const Error &reason) {
        calls.post([this, id, reason] {
            if (RemoteLink *link = links.value(id))
                link->end(reason);
        });
    };
    return events;
}

void LinkServer::Private::admit(qintptr descriptor, const QString &address)
{
    const auto least = std::min_element(sessionThreads.begin(), sessionThreads.end(), [](const auto &a, const auto &b) {
        return a->worker().load() < b->worker().load();
    });
    LinkWorker &worker = (*least)->worker();
    worker.noteComing();
    worker.calls().post([&worker, descriptor, address] { worker.begin(static_cast<int>(descriptor), address); });
}

void LinkServer::Private::sendOn(LinkWorker &worker, QSslSocket *socket, const PeerIdentity &peer)
{
    const LinkId id = ++lastLink;
    if (dataThreads.empty() || peer.role != Role::Node || peer.channel != Channel::Data) {
        worker.adopt(socket, peer, id);
        return;
    }
    LinkThread &home = *dataThreads[++lastDataThread % dataThreads.size()];
    socket->moveToThread(home.thread());
    // Goes with the call where that is not carried out any more.
    const auto passed = std::make_shared<std::unique_ptr<QSslSocket>>(socket);
    home.worker().calls().post([this, &to = home.worker(), passed, peer, id] {
        to.serveHere(passed->release(), peer, id, options.serveData);
    });
}

bool LinkServer::Private::isStillRight(const PeerIdentity &peer)
{
    Proof claim{peer.version, peer.role, peer.channel, peer.id, peer.epoch, {}, {}, peer.key};
    const auto secret = authenticator.secretFor(claim);
    return secret && sha256(*secret) == peer.secretHash;
}

void LinkServer::Private::open(LinkWorker &worker, LinkId id, const PeerIdentity &peer,
                               const std::shared_ptr<LinkTally> &tally)
{
    // Whoever replaced a key has ended the sessions that there were; this one was on its way.
    if (!isStillRight(peer)) {
        worker.calls().post([&worker, id] { worker.drop(id); });
        Q_EMIT q->refused(Refusal{peer.address, "link.key-replaced", peer.id});
        return;
    }
    auto *link = new RemoteLink(worker, id, peer, tally, q);
    links.insert(id, link);
    QObject::connect(link, &Link::closed, q, [this, id] { links.remove(id); });
    QObject::connect(link, &QObject::destroyed, q, [this, id] { links.remove(id); });
    Q_EMIT q->connected(link);
}

LinkServer::LinkServer(LinkServerOptions options, Authenticator &authenticator, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options), authenticator))
{ }

LinkServer::~LinkServer()
{
    // They tell their workers that they go, so the threads end after them.
    qDeleteAll(findChildren<RemoteLink *>(Qt::FindDirectChildrenOnly));
    d->sessionThreads.clear(); // Before the threads to which they send.
    d->dataThreads.clear();
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
    for (LinkWorker *worker : d->workers)
        worker->calls().post([worker] { worker->giveUp(); });
}

int LinkServer::linkCount() const
{
    return static_cast<int>(d->links.size());
}

int LinkServer::unprovedCount() const
{
    return d->gate.total();
}

} // namespace cid
