// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
// LinkServer and LinkClient over real TLS on loopback, with peers that are what they say and peers that are not.
#include "common/link/conversation.h"
#include "common/link/keys.h"
#include "common/link/link_client.h"
#include "common/link/link_server.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <unistd.h>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Secrets by role; a node's is derived as cidd derives it.
class KnownKeys final : public Authenticator
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

} // namespace

class TlsLinkTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void everyRoleProvesItself_data();
    void everyRoleProvesItself();
    void aProgramOfRootsCanShowIt();
    void whereEveryLowPortIsTakenAnyOneWillDo();
    void wrongProofsAreRefused_data();
    void wrongProofsAreRefused();
    void anotherServerGetsNoProof();
    void plainTcpIsCutOff();
    void tls12IsCutOff();
    void aSilentPeerIsCutOffAfterTheDeadline();
    void oneAddressCannotHoldTheDoor();
    void questionsAndAnswersCross();
    void bulkArrivesWhole();

private:
    LinkClientOptions options(Role role, const QByteArray &secret, const QString &id = u"test"_s, int epoch = 0) const;
    Link *connectAs(const LinkClientOptions &options);
    /// A server as m_serverOptions say, in place of the one before.
    void listen();

    KnownKeys m_keys;
    LinkServerOptions m_serverOptions;
    std::unique_ptr<LinkServer> m_server;
    std::unique_ptr<QObject> m_owner;
    QByteArray m_fingerprint;
    QList<Link *> m_accepted;
    QByteArrayList m_refusals;
    Error m_error;
};

void TlsLinkTest::init()
{
    m_serverOptions = LinkServerOptions();
    m_serverOptions.identity = loadIdentity(makeIdentityPem().value()).value();
    m_serverOptions.address = QHostAddress::LocalHost;
    m_serverOptions.unprovedPerAddress = 4;
    m_fingerprint = fingerprint(m_serverOptions.identity.certificate);
    m_owner = std::make_unique<QObject>();
    listen();
}

void TlsLinkTest::listen()
{
    m_server = std::make_unique<LinkServer>(m_serverOptions, m_keys);
    connect(m_server.get(), &LinkServer::connected, this, [this](Link *link) { m_accepted.append(link); });
    connect(m_server.get(), &LinkServer::refused, this,
            [this](const Refusal &refusal) { m_refusals.append(refusal.code); });
    const Status listening = m_server->listen();
    QVERIFY2(listening, listening ? "" : qPrintable(listening.error().text));
}

void TlsLinkTest::cleanup()
{
    m_server.reset();
    m_owner.reset();
    m_accepted.clear();
    m_refusals.clear();
    m_error = {};
}

LinkClientOptions TlsLinkTest::options(Role role, const QByteArray &secret, const QString &id, int epoch) const
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

Link *TlsLinkTest::connectAs(const LinkClientOptions &options)
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

void TlsLinkTest::everyRoleProvesItself_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("epoch");
    QTest::newRow("enrol") << int(Role::Enrol) << QByteArray(32, 'A') << u"x"_s << 0;
    QTest::newRow("capt") << int(Role::Capt) << QByteArray(32, 'C') << u"x"_s << 0;
    QTest::newRow("operator") << int(Role::Operator) << QByteArray(32, 'D') << u"x"_s << 0;
    QTest::newRow("node") << int(Role::Node) << nodeSecret(QByteArray(32, 'm'), u"n1"_s, 1) << u"n1"_s << 1;
}

void TlsLinkTest::everyRoleProvesItself()
{
    QFETCH(int, role);
    QFETCH(QByteArray, secret);
    QFETCH(QString, id);
    QFETCH(int, epoch);
    const Link *link = connectAs(options(static_cast<Role>(role), secret, id, epoch));
    QVERIFY2(link, qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    const QHash<Role, QString> unnamed{{Role::Capt, u"capt"_s}, {Role::Operator, u"operator"_s}};
    PeerIdentity expected{static_cast<Role>(role), Channel::Control,           id,
                          u"127.0.0.1"_s,          limits::maxProtocolVersion, unnamed.value(static_cast<Role>(role))};
    expected.epoch = epoch;
    expected.secretHash = sha256(secret);
    expected.port = m_accepted.first()->peer().port;
    QVERIFY(expected.port >= limits::firstOrdinaryPort);
    QCOMPARE(m_accepted.first()->peer(), expected);
    QVERIFY(m_refusals.isEmpty());
}

void TlsLinkTest::aProgramOfRootsCanShowIt()
{
    LinkClientOptions wish = options(Role::Enrol, QByteArray(32, 'A'));
    wish.fromPrivilegedPort = true;
    // More of them at once than one port could serve, and from an address that was asked for.
    wish.localAddress = QHostAddress(u"127.0.0.9"_s);
    for (int i = 1; i <= 5; ++i) {
        QVERIFY2(connectAs(wish), qPrintable(m_error.text));
        QTRY_COMPARE(m_accepted.size(), i);
        QCOMPARE(m_accepted.last()->peer().address, u"127.0.0.9"_s);
        // Who is not root goes on from any port.
        QCOMPARE(m_accepted.last()->peer().port < limits::firstOrdinaryPort, ::geteuid() == 0);
    }
}

void TlsLinkTest::whereEveryLowPortIsTakenAnyOneWillDo()
{
    LinkClientOptions wish = options(Role::Enrol, QByteArray(32, 'A'));
    wish.fromPrivilegedPort = true;
    wish.localAddress = QHostAddress(u"127.0.0.10"_s);
    std::vector<std::unique_ptr<QTcpServer>> takers;
    for (int port = limits::firstPrivilegedPort; port < limits::firstOrdinaryPort; ++port) {
        takers.push_back(std::make_unique<QTcpServer>());
        static_cast<void>(takers.back()->listen(wish.localAddress, static_cast<quint16>(port)));
    }
    QVERIFY2(connectAs(wish), qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    QCOMPARE(m_accepted.last()->peer().address, u"127.0.0.10"_s);
    QVERIFY(m_accepted.last()->peer().port >= limits::firstOrdinaryPort);
}

void TlsLinkTest::wrongProofsAreRefused_data()
{
    const QByteArray n1 = nodeSecret(QByteArray(32, 'm'), u"n1"_s, 1);
    QTest::addColumn<int>("role");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("epoch");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("wrong key") << int(Role::Enrol) << QByteArray(32, 'Z') << u"x"_s << 0
                               << QByteArray("link.wrong-proof");
    QTest::newRow("no key") << int(Role::Operator) << QByteArray() << u"x"_s << 0 << QByteArray("link.wrong-proof");
    QTest::newRow("capt_key as operator")
        << int(Role::Operator) << QByteArray(32, 'C') << u"x"_s << 0 << QByteArray("link.wrong-proof");
    QTest::newRow("key as node") << int(Role::Node) << QByteArray(32, 'A') << u"n1"_s << 1
                                 << QByteArray("link.wrong-proof");
    QTest::newRow("own node.key, another's name")
        << int(Role::Node) << n1 << u"n2"_s << 1 << QByteArray("link.unknown-peer");
    QTest::newRow("node.key of another epoch")
        << int(Role::Node) << n1 << u"n1"_s << 2 << QByteArray("link.unknown-peer");
    QTest::newRow("node.key as operator")
        << int(Role::Operator) << n1 << u"n1"_s << 1 << QByteArray("link.wrong-proof");
}

void TlsLinkTest::wrongProofsAreRefused()
{
    QFETCH(int, role);
    QFETCH(QByteArray, secret);
    QFETCH(QString, id);
    QFETCH(int, epoch);
    QFETCH(QByteArray, code);
    QVERIFY(!connectAs(options(static_cast<Role>(role), secret, id, epoch)));
    QCOMPARE(m_error.code, "link.refused");
    QVERIFY(LinkClient::isFatal(m_error));
    QTRY_COMPARE(m_refusals, QByteArrayList{code});
    QVERIFY(m_accepted.isEmpty());
    QTRY_COMPARE(m_server->unprovedCount(), 0);
}

void TlsLinkTest::anotherServerGetsNoProof()
{
    // A holder of key that poses as the server, or a relay with a certificate of its own, has another fingerprint.
    LinkClientOptions other = options(Role::Enrol, QByteArray(32, 'A'));
    other.fingerprints = {QByteArray(64, 'a')};
    QVERIFY(!connectAs(other));
    QCOMPARE(m_error.code, "link.wrong-server");
    other.fingerprints.clear();
    m_error = {};
    QVERIFY(!connectAs(other));
    QCOMPARE(m_error.code, "link.wrong-server");
    QTRY_COMPARE(m_refusals, (QByteArrayList{"link.no-proof", "link.no-proof"}));
}

void TlsLinkTest::plainTcpIsCutOff()
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_server->port());
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.write("GET / HTTP/1.0\r\n\r\n");
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_refusals.size(), 1);
    QTRY_COMPARE(m_server->unprovedCount(), 0);
}

void TlsLinkTest::tls12IsCutOff()
{
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.setSslConfiguration(tls);
    QSignalSpy encrypted(&socket, &QSslSocket::encrypted);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, m_server->port());
    QTRY_COMPARE(m_refusals, QByteArrayList{"link.tls"});
    QVERIFY(encrypted.isEmpty());
}

void TlsLinkTest::aSilentPeerIsCutOffAfterTheDeadline()
{
    m_serverOptions.proofDeadlineMs = 400;
    listen();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_server->port());
    QTRY_COMPARE(m_server->unprovedCount(), 1);
    QTRY_COMPARE(m_refusals, QByteArrayList{"link.no-proof"});
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(m_server->unprovedCount(), 0);
}

void TlsLinkTest::oneAddressCannotHoldTheDoor()
{
    m_serverOptions.proofDeadlineMs = 2'000;
    listen();
    QList<QTcpSocket *> sockets;
    for (int i = 0; i < 12; ++i) {
        sockets.append(new QTcpSocket(m_owner.get()));
        sockets.last()->connectToHost(QHostAddress::LocalHost, m_server->port());
    }
    QTRY_COMPARE(m_refusals.count("link.too-many"), 8);
    QVERIFY(m_server->unprovedCount() <= 4);
    QTRY_COMPARE(m_server->unprovedCount(), 0);
    const Link *link = connectAs(options(Role::Capt, QByteArray(32, 'C')));
    QVERIFY2(link, qPrintable(m_error.text));
}

void TlsLinkTest::questionsAndAnswersCross()
{
    Link *link = connectAs(options(Role::Operator, QByteArray(32, 'D')));
    QVERIFY2(link, qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    Link *served = m_accepted.first();
    connect(served, &Link::received, this,
            [served](const Envelope &envelope) { served->send({envelope.request, OkReply{}}); });
    Conversation asker(link);
    int answered = 0;
    for (int i = 0; i < 1000; ++i)
        asker.ask(ReloadRequest{}, 10s, [&](const Result<Message> &answer) { answered += answer ? 1 : 0; });
    QTRY_COMPARE(answered, 1000);
}

void TlsLinkTest::bulkArrivesWhole()
{
    Link *link = connectAs(options(Role::Node, nodeSecret(QByteArray(32, 'm'), u"n1"_s, 1), u"n1"_s, 1));
    QVERIFY2(link, qPrintable(m_error.text));
    QTRY_COMPARE(m_accepted.size(), 1);
    const QByteArray data = randomBytes(limits::maxChunk);
    qint64 next = 0;
    const auto pump = [&, served = m_accepted.first()] {
        while (next < 100 && served->hasRoom())
            served->send({1, Chunk{next++, data}});
    };
    connect(m_accepted.first(), &Link::drained, this, pump);
    qint64 got = 0;
    bool right = true;
    const QObject scope;
    connect(link, &Link::received, &scope, [&](const Envelope &envelope) {
        const auto &chunk = std::get<Chunk>(envelope.message);
        right = right && chunk.index == got && chunk.data == data;
        ++got;
    });
    pump();
    QTRY_COMPARE_WITH_TIMEOUT(got, 100, 20'000);
    QVERIFY(right);
}

QTEST_GUILESS_MAIN(TlsLinkTest)
#include "tls_link_test.moc"
