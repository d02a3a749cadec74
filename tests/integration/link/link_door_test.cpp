// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
// LinkServer's door: who waits for whom before the proof, and who is let in at its end.
#include "common/link/keys.h"
#include "common/link/link_client.h"
#include "common/link/link_server.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

const QByteArray captKey(32, 'C');

/// One key for all, or another one each time it is asked for.
class DoorKeys final : public Authenticator
{
public:
    Result<QByteArray> secretFor(const Proof &) override
    {
        return isReplaced && asked++ > 0 ? QByteArray(32, 'D') : captKey;
    }

    bool isReplaced = false;
    int asked = 0;
};

} // namespace

class LinkDoorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void moreThanTheDoorHoldsAreLetInOneAfterTheOther();
    void thoseThatSayNothingKeepNobodyWaiting();
    void aKeyThatIsReplacedWhileItsProofIsLookedAtLetsNobodyIn();
    void whoOnlyLooksWhetherAServerIsThereIsNotReported();
    void whoHasAPlaceInTheQueueWaitsLongerThanForAMachine();
    void aMachineThatTakesNoConnectionIsGivenUpSooner();

private:
    [[nodiscard]] LinkClientOptions options() const;
    /// A server as m_serverOptions say, in place of the one before.
    void listen();

    DoorKeys m_keys;
    LinkServerOptions m_serverOptions;
    std::unique_ptr<LinkServer> m_server;
    std::unique_ptr<QObject> m_owner;
    QList<Link *> m_accepted;
    QByteArrayList m_refusals;
    Error m_error;
};

void LinkDoorTest::init()
{
    m_keys.isReplaced = false;
    m_keys.asked = 0;
    m_serverOptions = LinkServerOptions();
    m_serverOptions.identity = loadIdentity(makeIdentityPem().value()).value();
    m_serverOptions.address = QHostAddress::LocalHost;
    m_owner = std::make_unique<QObject>();
    listen();
}

void LinkDoorTest::listen()
{
    m_server = std::make_unique<LinkServer>(m_serverOptions, m_keys);
    connect(m_server.get(), &LinkServer::connected, this, [this](Link *link) { m_accepted.append(link); });
    connect(m_server.get(), &LinkServer::refused, this,
            [this](const Refusal &refusal) { m_refusals.append(refusal.code); });
    const Status listening = m_server->listen();
    QVERIFY2(listening, listening ? "" : qPrintable(listening.error().text));
}

void LinkDoorTest::cleanup()
{
    m_server.reset();
    m_owner.reset();
    m_accepted.clear();
    m_refusals.clear();
    m_error = {};
}

LinkClientOptions LinkDoorTest::options() const
{
    LinkClientOptions options;
    options.servers = {{u"127.0.0.1"_s, m_server->port()}};
    options.fingerprints = {fingerprint(m_serverOptions.identity.certificate)};
    options.role = Role::Capt;
    options.id = u"test"_s;
    options.secret = captKey;
    return options;
}

void LinkDoorTest::moreThanTheDoorHoldsAreLetInOneAfterTheOther()
{
    constexpr int count = 24;
    m_serverOptions.unprovedPerAddress = 1'000;
    m_serverOptions.unprovedTotal = 4;
    m_serverOptions.threads = 2;
    m_serverOptions.proofDeadlineMs = 60'000; // Machines that build at the same time are slow.
    listen();
    LinkClientOptions who = options();
    who.answerMs = 60'000;
    QSet<Link *> got;
    const QObject scope;
    for (int i = 0; i < count; ++i) {
        auto *client = new LinkClient(who, m_owner.get());
        connect(client, &LinkClient::connected, &scope, [&](Link *link) {
            link->setParent(m_owner.get());
            got.insert(link);
        });
        connect(client, &LinkClient::failed, &scope, [this](const Error &error) { m_error = error; });
        client->start();
    }
    QTRY_VERIFY_WITH_TIMEOUT(got.size() == count || !m_error.code.isEmpty(), 60'000);
    QVERIFY2(m_error.code.isEmpty(), qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), count);
    QVERIFY(m_refusals.isEmpty());
    QTRY_COMPARE(m_server->unprovedCount(), 0);
    QCOMPARE(m_server->linkCount(), count);
}

void LinkDoorTest::thoseThatSayNothingKeepNobodyWaiting()
{
    m_serverOptions.unprovedPerAddress = 1'000;
    m_serverOptions.proofDeadlineMs = 60'000; // More than the client's patience.
    listen();
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (qsizetype i = 0; i < 2 * limits::handshakesAtOnce; ++i) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress::LocalHost, m_server->port());
    }
    QTRY_COMPARE(m_server->unprovedCount(), static_cast<int>(silent.size()));
    LinkClient client(options());
    QSignalSpy connected(&client, &LinkClient::connected);
    client.start();
    QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, limits::connectDeadlineMs);
    connected[0][0].value<Link *>()->setParent(m_owner.get());
    QTRY_COMPARE(m_server->unprovedCount(), static_cast<int>(silent.size()));
}

void LinkDoorTest::aKeyThatIsReplacedWhileItsProofIsLookedAtLetsNobodyIn()
{
    m_keys.isReplaced = true;
    LinkClient client(options());
    QByteArray ended;
    connect(&client, &LinkClient::connected, m_owner.get(), [&](Link *link) {
        connect(link, &Link::closed, m_owner.get(), [&](const Error &reason) { ended = reason.code; });
    });
    client.start();
    QTRY_COMPARE(m_refusals, QByteArrayList{"link.key-replaced"});
    QVERIFY(m_accepted.isEmpty());
    QCOMPARE(m_server->linkCount(), 0);
    // It was told that its proof is right, and then that there is nobody.
    QTRY_COMPARE(ended, QByteArray("link.closed"));
}

void LinkDoorTest::whoOnlyLooksWhetherAServerIsThereIsNotReported()
{
    QTcpSocket looking;
    looking.connectToHost(QHostAddress::LocalHost, m_server->port());
    QTRY_COMPARE(m_server->unprovedCount(), 1);
    looking.disconnectFromHost();
    QTRY_COMPARE(m_server->unprovedCount(), 0);
    QTcpSocket babbling;
    babbling.connectToHost(QHostAddress::LocalHost, m_server->port());
    babbling.write("?");
    QTRY_COMPARE(m_server->unprovedCount(), 1);
    QTRY_COMPARE(babbling.bytesToWrite(), 0);
    babbling.disconnectFromHost();
    QTRY_COMPARE(m_refusals, QByteArrayList{"link.no-proof"});
}

void LinkDoorTest::whoHasAPlaceInTheQueueWaitsLongerThanForAMachine()
{
    QTcpServer busy; // Its machine takes connections, and nobody comes to speak with them.
    QVERIFY(busy.listen(QHostAddress::LocalHost));
    LinkClientOptions patient = options();
    patient.servers = {{u"127.0.0.1"_s, busy.serverPort()}};
    patient.connectMs = 200;
    patient.answerMs = 1'000;
    LinkClient client(patient);
    QSignalSpy failed(&client, &LinkClient::failed);
    QElapsedTimer since;
    since.start();
    client.start();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(since.elapsed() > 2 * patient.connectMs); // A coarse timer may be early by a twentieth.
    QCOMPARE(failed[0][0].value<Error>().code, QByteArray("link.no-answer"));
}

void LinkDoorTest::aMachineThatTakesNoConnectionIsGivenUpSooner()
{
    QTcpServer full;
    full.setListenBacklogSize(1);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    std::vector<std::unique_ptr<QTcpSocket>> others;
    for (int i = 0; i < 4; ++i) { // More than fit: the kernel does not answer the last ones.
        others.push_back(std::make_unique<QTcpSocket>());
        others.back()->connectToHost(QHostAddress::LocalHost, full.serverPort());
    }
    QTRY_COMPARE(others.front()->state(), QAbstractSocket::ConnectedState);
    LinkClientOptions hasty = options();
    hasty.servers = {{u"127.0.0.1"_s, full.serverPort()}, {u"127.0.0.1"_s, m_server->port()}};
    hasty.connectMs = 100;
    hasty.answerMs = 600'000; // More than this test may take.
    LinkClient client(hasty);
    QSignalSpy connected(&client, &LinkClient::connected);
    client.start();
    QTRY_COMPARE(connected.size(), 1);
    connected[0][0].value<Link *>()->setParent(m_owner.get());
}

QTEST_GUILESS_MAIN(LinkDoorTest)
#include "link_door_test.moc"
