// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
// LinkServer's threads: what crosses them, what slows whom down, what happens when one of them ends.
#include "common/link/call_queue.h"
#include "common/link/conversation.h"
#include "common/link/keys.h"
#include "common/link/link_client.h"
#include "common/link/link_server.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Secrets by role; a node's is derived as cidd derives it.
class ThreadKeys final : public Authenticator
{
public:
    Result<QByteArray> secretFor(const Proof &claim) override
    {
        if (claim.role != Role::Node)
            return QByteArray(32, static_cast<char>('A' + static_cast<int>(claim.role)));
        if (claim.id != u"n1" || claim.epoch != 1)
            return fail(makeError(ErrorKind::NotFound, "node.unknown", u"no such node"_s));
        return nodeSecret(QByteArray(32, 'm'), claim.id, claim.epoch);
    }
};

/// A thread of the test's own with an event loop, for a peer that goes on while this one stands still. Ends with it,
/// also where a check failed.
class Elsewhere
{
public:
    Elsewhere()
        : m_home(new QObject)
    {
        m_home->moveToThread(&m_thread);
        m_calls.moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_home, &QObject::deleteLater);
        m_thread.start();
    }
    ~Elsewhere()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(Elsewhere)

    /// \a what gets the object that owns all that lives there.
    void run(const std::function<void(QObject *home)> &what)
    {
        m_calls.post([what, home = m_home] { what(home); });
    }

private:
    QThread m_thread;
    QObject *m_home;
    CallQueue m_calls;
};

} // namespace

class LinkThreadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aSessionThatCannotKeepUpSlowsItsPeerDown();
    void aPeerThatNobodyReadsIsNotSilent();
    void whatASlowSessionHasNotTakenComesBeforeTheEnd();
    void aPeerThatDoesNotReadIsClosed();
    void aLinkThatIsDeletedEndsItsPeers();
    void bulkIsServedOnAThreadOfItsOwn();
    void aServerMayEndInTheMiddleOfEverything();

private:
    LinkClientOptions options(Role role, const QByteArray &secret, const QString &id = u"test"_s, int epoch = 0) const;
    Link *connectAs(const LinkClientOptions &options);
    /// A server as m_serverOptions say, in place of the one before.
    void listen();

    ThreadKeys m_keys;
    LinkServerOptions m_serverOptions;
    std::unique_ptr<LinkServer> m_server;
    std::unique_ptr<QObject> m_owner;
    QByteArray m_fingerprint;
    QList<Link *> m_accepted;
    QByteArrayList m_refusals;
    Error m_error;
};

void LinkThreadsTest::init()
{
    m_serverOptions = LinkServerOptions();
    m_serverOptions.identity = loadIdentity(makeIdentityPem().value()).value();
    m_serverOptions.address = QHostAddress::LocalHost;
    m_serverOptions.unprovedPerAddress = 4;
    m_fingerprint = fingerprint(m_serverOptions.identity.certificate);
    m_owner = std::make_unique<QObject>();
    listen();
}

void LinkThreadsTest::listen()
{
    m_server = std::make_unique<LinkServer>(m_serverOptions, m_keys);
    connect(m_server.get(), &LinkServer::connected, this, [this](Link *link) { m_accepted.append(link); });
    connect(m_server.get(), &LinkServer::refused, this,
            [this](const Refusal &refusal) { m_refusals.append(refusal.code); });
    const Status listening = m_server->listen();
    QVERIFY2(listening, listening ? "" : qPrintable(listening.error().text));
}

void LinkThreadsTest::cleanup()
{
    m_server.reset();
    m_owner.reset();
    m_accepted.clear();
    m_refusals.clear();
    m_error = {};
}

LinkClientOptions LinkThreadsTest::options(Role role, const QByteArray &secret, const QString &id, int epoch) const
{
    LinkClientOptions options;
    options.servers = {{u"127.0.0.1"_s, m_server->port()}};
    options.fingerprints = {m_fingerprint};
    options.role = role;
    options.id = id;
    options.epoch = epoch;
    options.secret = secret;
    options.answerMs = 5000;
    return options;
}

Link *LinkThreadsTest::connectAs(const LinkClientOptions &options)
{
    Link *got = nullptr;
    auto *client = new LinkClient(options, m_owner.get());
    const QObject scope; // The connection ends before what it writes to.
    connect(client, &LinkClient::connected, &scope, [&](Link *link) {
        got = link;
        link->setParent(m_owner.get());
    });
    connect(client, &LinkClient::failed, this, [this](const Error &error) { m_error = error; });
    client->start();
    if (!QTest::qWaitFor([&] { return got || !m_error.code.isEmpty(); }, 10'000))
        return nullptr;
    delete client;
    return got;
}

// The peer lives on another thread and sends as much as its own queue takes, while nobody here turns the loop.
void LinkThreadsTest::aSessionThatCannotKeepUpSlowsItsPeerDown()
{
    constexpr qint64 frames = 400;
    qint64 got = 0;
    qint64 wrong = 0;
    const QObject scope;
    // As sessions do it: what comes before somebody listens is nobody's.
    connect(m_server.get(), &LinkServer::connected, &scope, [&](Link *link) {
        connect(link, &Link::received, &scope, [&](const Envelope &envelope) {
            const auto *chunk = std::get_if<Chunk>(&envelope.message);
            wrong += chunk && chunk->index == got ? 0 : 1;
            ++got;
        });
    });
    std::atomic<qint64> sent{0};
    Elsewhere peer;
    peer.run([&sent, who = options(Role::Operator, QByteArray(32, 'D'))](QObject *home) {
        auto *client = new LinkClient(who, home);
        connect(client, &LinkClient::connected, home, [&sent, home](Link *link) {
            link->setParent(home);
            const auto pump = [&sent, link, data = QByteArray(100'000, 'd')] {
                while (sent < frames && link->hasRoom())
                    link->send({1, Chunk{sent++, data}});
            };
            connect(link, &Link::drained, home, pump);
            pump();
        });
        client->start();
    });
    QTRY_COMPARE(m_accepted.size(), 1);
    QElapsedTimer still;
    qint64 last = -1;
    for (still.start(); still.elapsed() < 500;) {
        if (std::exchange(last, sent.load()) != sent)
            still.restart();
    }
    const qint64 reached = sent;
    QVERIFY2(reached < frames / 2, qPrintable(QString::number(reached)));
    QTRY_COMPARE_WITH_TIMEOUT(got, frames, 20'000);
    QCOMPARE(wrong, 0);
}

// More than the mark lies unread while this thread stands still, for longer than a silent peer has.
void LinkThreadsTest::aPeerThatNobodyReadsIsNotSilent()
{
    constexpr int count = 4;
    m_serverOptions.heartbeatMs = 250;
    listen();
    int got = 0;
    QByteArray reason;
    const QObject scope;
    connect(m_server.get(), &LinkServer::connected, &scope, [&](Link *link) {
        connect(link, &Link::received, &scope, [&got] { ++got; });
        connect(link, &Link::closed, &scope, [&reason](const Error &error) { reason = error.code; });
    });
    std::atomic<bool> isSent{false};
    Elsewhere peer;
    peer.run([&isSent, who = options(Role::Operator, QByteArray(32, 'D'))](QObject *home) {
        auto *client = new LinkClient(who, home);
        connect(client, &LinkClient::connected, home, [&isSent, home](Link *link) {
            link->setParent(home);
            for (int i = 0; i < count; ++i)
                link->send({1, Chunk{i, QByteArray(100'000, 'd')}});
            isSent = true;
        });
        client->start();
    });
    QTRY_COMPARE(m_accepted.size(), 1);
    QElapsedTimer still;
    for (still.start(); !isSent || still.elapsed() < 2 * limits::missedHeartbeats * m_serverOptions.heartbeatMs;) { }
    QTRY_VERIFY(got == count || !reason.isEmpty());
    QCOMPARE(reason, QByteArray());
}

void LinkThreadsTest::whatASlowSessionHasNotTakenComesBeforeTheEnd()
{
    constexpr int count = 14; // Above the mark, and no more than the kernel holds besides.
    QByteArrayList heard;
    const QObject scope;
    connect(m_server.get(), &LinkServer::connected, &scope, [&](Link *link) {
        connect(link, &Link::received, &scope, [&heard] { heard.append("frame"); });
        connect(link, &Link::closed, &scope, [&heard](const Error &error) { heard.append(error.code); });
    });
    std::atomic<bool> isOver{false};
    Elsewhere peer;
    peer.run([&isOver, who = options(Role::Operator, QByteArray(32, 'D'))](QObject *home) {
        auto *client = new LinkClient(who, home);
        connect(client, &LinkClient::connected, home, [&isOver, home](Link *link) {
            link->setParent(home);
            connect(link, &Link::closed, home, [&isOver] { isOver = true; });
            for (int i = 0; i < count; ++i)
                link->send({1, Chunk{i, QByteArray(100'000, 'd')}});
            link->close();
        });
        client->start();
    });
    QTRY_COMPARE(m_accepted.size(), 1);
    QElapsedTimer still;
    for (still.start(); !isOver && still.elapsed() < 2'000;) { }
    QTRY_COMPARE(heard.size(), count + 1);
    QCOMPARE(heard.count("frame"), count);
    QCOMPARE(heard.last(), "link.closed");
}

void LinkThreadsTest::aPeerThatDoesNotReadIsClosed()
{
    Link *link = connectAs(options(Role::Operator, QByteArray(32, 'D')));
    QVERIFY2(link, qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    Error reason;
    connect(m_accepted.first(), &Link::closed, this, [&reason](const Error &error) { reason = error; });
    const QByteArray data(500'000, 'd');
    // All in one turn of this loop: the client, which shares it, reads nothing meanwhile.
    for (int i = 0; i < 200 && m_accepted.first()->isOpen(); ++i)
        m_accepted.first()->send({1, Chunk{i, data}});
    QVERIFY(!m_accepted.first()->isOpen());
    QVERIFY(m_accepted.first()->pendingBytes() < limits::maxQueued + 1'000'000);
    QTRY_COMPARE(reason.code, "link.slow-peer");
    m_accepted.clear();
}

void LinkThreadsTest::aLinkThatIsDeletedEndsItsPeers()
{
    Link *link = connectAs(options(Role::Operator, QByteArray(32, 'D')));
    QVERIFY2(link, qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    const QSignalSpy closed(link, &Link::closed);
    delete m_accepted.takeFirst();
    QCOMPARE(m_server->linkCount(), 0);
    QTRY_COMPARE(closed.size(), 1);
}

void LinkThreadsTest::bulkIsServedOnAThreadOfItsOwn()
{
    std::atomic<QThread *> where{nullptr};
    m_serverOptions.serveData = [&where](Link *link, CallQueue &home) {
        connect(link, &Link::received, link, [&where, link, &home](const Envelope &envelope) {
            link->send({envelope.request, OkReply{}});
            home.post([&where] { where = QThread::currentThread(); });
        });
    };
    listen();
    LinkClientOptions data = options(Role::Node, nodeSecret(QByteArray(32, 'm'), u"n1"_s, 1), u"n1"_s, 1);
    data.channel = Channel::Data;
    Link *link = connectAs(data);
    QVERIFY2(link, qPrintable(m_error.text));
    Conversation asker(link);
    int answered = 0;
    for (int i = 0; i < 100; ++i)
        asker.ask(ManifestRequest{1, 0}, 10s, [&](const Result<Message> &answer) { answered += answer ? 1 : 0; });
    QTRY_COMPARE(answered, 100);
    QTRY_VERIFY(where && where != QThread::currentThread());
    // What is here counts it, and ends it.
    QCOMPARE(m_server->linkCount(), 1);
    QCOMPARE(m_accepted.size(), 1);
    QCOMPARE(m_accepted.first()->peer().channel, Channel::Data);
    const QSignalSpy closed(link, &Link::closed);
    m_accepted.takeFirst()->close();
    QTRY_COMPARE(closed.size(), 1);
    QTRY_COMPARE(m_server->linkCount(), 0);
    // Of another role than a node's: that is not the data threads' business.
    LinkClientOptions stranger = options(Role::Capt, QByteArray(32, 'C'));
    stranger.channel = Channel::Data;
    QVERIFY(connectAs(stranger));
    QTRY_COMPARE(m_accepted.size(), 1);
}

void LinkThreadsTest::aServerMayEndInTheMiddleOfEverything()
{
    m_serverOptions.threads = 2;
    m_serverOptions.unprovedPerAddress = 1'000;
    for (int round = 0; round < 10; ++round) {
        listen();
        for (int i = 0; i < 20; ++i) {
            auto *client = new LinkClient(options(Role::Operator, QByteArray(32, 'D')), m_owner.get());
            connect(client, &LinkClient::connected, m_owner.get(), [this](Link *link) {
                link->setParent(m_owner.get());
                for (int n = 0; n < 20; ++n)
                    link->send({0, LogReport{1, {u"a line"_s}}});
            });
            client->start();
        }
        QTRY_VERIFY(m_server->linkCount() + m_server->unprovedCount() > round);
        m_server.reset();
        m_accepted.clear();
        m_owner = std::make_unique<QObject>();
    }
}

QTEST_GUILESS_MAIN(LinkThreadsTest)
#include "link_threads_test.moc"
