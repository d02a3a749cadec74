// SPDX-License-Identifier: GPL-3.0-or-later
// Connections whose context is called scope end before what they capture, which clazy does not see.
// clazy:excludeall=lambda-in-connect
// Peers that are not what they say, thousands of times each: refused, logged at a limited rate, nothing changed.
#include "common/config/key_file.h"
#include "common/link/identity.h"
#include "common/link/keys.h"
#include "common/link/link_client.h"
#include "common/link/link_server.h"
#include "tests/integration/daemon/peer_bench.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int tries()
{
    return qEnvironmentVariableIntValue("NOTP_TEST_LONG") == 1 ? 10'000 : 200;
}

// Knows every secret that a holder of "key" could use: whoever comes is let in.
class Accomplice final : public Authenticator
{
public:
    explicit Accomplice(const QByteArray &secret)
        : m_secret(secret)
    { }
    Result<QByteArray> secretFor(const Proof &) override
    {
        ++asked;
        return m_secret;
    }
    int asked = 0;

private:
    QByteArray m_secret;
};

} // namespace

class TestWrongPeers : public PeerBench
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void strangersAreRefused_data();
    void strangersAreRefused();
    void aRightProofIsTakenOnce();
    void aNodeMayNotGiveOrders();
    void aNodeGetsNoImageThatNobodyDeploysToIt();
    void aLiveNodeIsNotEnrolledAgain();
    void aNodesConnectionsForBulkAreCountedOnWhicheverThread();
    void aSchedulerMayNotOperate();
    void anImpostorsOrdersReachNobody();
    void nothingChanged();
    void cleanupTestCase();

private:
    QByteArray m_enrolKey;
    QByteArray m_captKey;
    Enrolled m_node;
    Link *m_nodeLink = nullptr;
    QByteArray m_before;
};

void TestWrongPeers::initTestCase()
{
    QVERIFY(m_cluster.configure("debug = 1\nthreads = 3\n"));
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.startServer());
    m_enrolKey = *readKeyFile(m_cluster.path(u"key"_s), {});
    m_captKey = *readKeyFile(m_cluster.path(u"capt_key"_s), {});
    Link *enrol = connectAs({Role::Enrol, m_enrolKey});
    QVERIFY(enrol);
    auto *conversation = new Conversation(enrol, enrol);
    EnrolRequest request;
    request.macs = {u"52:54:00:00:00:01"_s};
    request.inBlancmange = true;
    bool isOver = false;
    conversation->ask(request, 10s, [&](const Result<Message> &answer) {
        isOver = true;
        if (answer && std::holds_alternative<Enrolled>(*answer))
            m_node = std::get<Enrolled>(*answer);
    });
    QTRY_VERIFY(isOver);
    QCOMPARE(m_node.node, u"n1"_s);
    m_nodeLink = connectAs({Role::Node, m_node.secret, u"n1"_s, m_node.epoch});
    QVERIFY(m_nodeLink);
    NodeReport report;
    report.macs = request.macs;
    report.state = NodeState::Netbooted;
    QCOMPARE(codesOf(m_nodeLink, 1, [&](int) { return Message(report); }), QSet<QByteArray>{"ok"});
    m_before = picture();
    QVERIFY(m_before.contains("netbooted"));
}

void TestWrongPeers::strangersAreRefused_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"a wrong key", "no proof", "rubbish", "plain TCP", "TLS 1.2", "a relayed certificate",
                             "a replayed proof", "another node's name", "an old epoch", "an unknown node"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestWrongPeers::strangersAreRefused()
{
    QFETCH(QString, kind);
    const Proof asNode{0, Role::Node, Channel::Control, u"n1"_s, m_node.epoch, {}, {}};
    QByteArray recorded;
    if (kind == u"a replayed proof"_s) {
        RawPeer honest;
        bool isOver = false;
        honest.setAnswer([&](const ServerHello &hello, const QByteArray &certificate) {
            recorded = frameOf({0, Role::Capt, Channel::Control, u"t"_s, 0, {}, {}}, m_captKey, hello, certificate);
            return recorded;
        });
        connect(&honest, &RawPeer::ended, this, [&](bool wasWelcome) { isOver = wasWelcome; });
        honest.connectTo(m_cluster.port());
        QTRY_VERIFY(isOver);
    }
    const auto answer = [&](const ServerHello &hello, const QByteArray &certificate) -> QByteArray {
        if (kind == u"a wrong key"_s)
            return frameOf({0, Role::Operator, Channel::Control, u"t"_s, 0, {}, {}}, randomBytes(32), hello,
                           certificate);
        if (kind == u"rubbish"_s)
            return QByteArray("\0\0\0\x10", 4) + randomBytes(16);
        if (kind == u"a relayed certificate"_s) // The proof was made for the relay's own certificate.
            return frameOf(asNode, m_node.secret, hello, "another certificate");
        if (kind == u"a replayed proof"_s)
            return recorded;
        Proof proof = asNode;
        if (kind == u"another node's name"_s)
            proof.id = u"n2"_s;
        if (kind == u"an old epoch"_s)
            proof.epoch = m_node.epoch - 1;
        if (kind == u"an unknown node"_s)
            proof.id = u"n99"_s;
        return frameOf(proof, m_node.secret, hello, certificate);
    };
    const qsizetype logged = m_cluster.log(u"cidd"_s).count('\n');
    const int let = welcomes(
        tries(),
        [&](int) {
            auto peer = std::make_unique<RawPeer>(kind == u"TLS 1.2"_s ? QSsl::TlsV1_2 : QSsl::TlsV1_3);
            // Closing at once is what somebody without a key can do; holding on is cut off by the deadline.
            if (kind == u"no proof"_s)
                peer->setAnswer([raw = peer.get()](const ServerHello &, const QByteArray &) {
                    QMetaObject::invokeMethod(raw, &RawPeer::leave, Qt::QueuedConnection);
                    return QByteArray();
                });
            else
                peer->setAnswer(answer);
            return peer;
        },
        [&](RawPeer &peer) {
            if (kind == u"plain TCP"_s)
                peer.connectPlain(m_cluster.port(), "GET / HTTP/1.0\r\n\r\n");
            else
                peer.connectTo(m_cluster.port());
        });
    QCOMPARE(let, 0);
    QVERIFY(m_cluster.isServerUp());
    const qsizetype lines = m_cluster.log(u"cidd"_s).count('\n') - logged;
    QVERIFY2(lines < 60, qPrintable(u"%1 lines in the log"_s.arg(lines)));
}

void TestWrongPeers::aRightProofIsTakenOnce()
{
    // The peers above differ from a right one in the one thing that their names say.
    const int let = welcomes(
        3,
        [&](int) {
            auto peer = std::make_unique<RawPeer>();
            peer->setAnswer([this](const ServerHello &hello, const QByteArray &certificate) {
                return frameOf({0, Role::Capt, Channel::Control, u"t"_s, 0, {}, {}}, m_captKey, hello, certificate);
            });
            return peer;
        },
        [&](RawPeer &peer) { peer.connectTo(m_cluster.port()); });
    QCOMPARE(let, 3);
}

void TestWrongPeers::aNodeMayNotGiveOrders()
{
    const QList<Message> wishes{
        ReloadRequest{},          WipeRequest{u"n2"_s, u"X"_s},     DeployRequest{u"j"_s, u"n2"_s, u"tree"_s, 0, true},
        CancelJobRequest{u"j"_s}, AdoptRequest{u"n2"_s, {}, false}, NodesRequest{}};
    const auto codes = codesOf(m_nodeLink, tries(), [&](int i) { return wishes[i % wishes.size()]; });
    QCOMPARE(codes, QSet<QByteArray>{"role.not-allowed"});
}

void TestWrongPeers::aNodeGetsNoImageThatNobodyDeploysToIt()
{
    Link *data = connectAs({Role::Node, m_node.secret, u"n1"_s, m_node.epoch, Channel::Data});
    QVERIFY(data);
    const QList<Message> wishes{ManifestRequest{1, 0}, ChunkRequest{1, 0, 1}, OverlayRequest{1}};
    const auto codes = codesOf(data, tries(), [&](int i) { return wishes[i % wishes.size()]; });
    QCOMPARE(codes, QSet<QByteArray>{"data.not-deployed"});
    data->close();
}

void TestWrongPeers::aLiveNodeIsNotEnrolledAgain()
{
    EnrolRequest request;
    request.macs = {u"52:54:00:00:00:01"_s};
    request.inBlancmange = true;
    const int count = std::min(tries(), 2'000); // Each one is a connection with a right proof.
    for (int i = 0; i < count; ++i) {
        Link *enrol = connectAs({Role::Enrol, m_enrolKey});
        QVERIFY(enrol);
        QCOMPARE(codesOf(enrol, 1, [&](int) { return Message(request); }), QSet<QByteArray>{"enrol.live"});
        delete enrol;
    }
    // The refusal is one event, and the node shows both addresses.
    const Ran events = m_cluster.ctl({u"events"_s, u"--node"_s, u"n1"_s, u"--limit"_s, u"500"_s, u"-o"_s, u"csv"_s});
    QCOMPARE(events.out.count("refused"), 1);
    QVERIFY(m_cluster.ctl({u"nodes"_s, u"n1"_s}).out.contains("conflict: n1 is connected from 127.0.0.1"));
}

void TestWrongPeers::aNodesConnectionsForBulkAreCountedOnWhicheverThread()
{
    Peer bulk{Role::Node, m_node.secret, u"n1"_s, m_node.epoch};
    bulk.channel = Channel::Data;
    QList<QPointer<Link>> links;
    for (int i = 0; i < 7; ++i) {
        links.append(connectAs(bulk));
        QVERIFY(links.last());
    }
    // Its newest four are the true ones, and go on being served.
    for (int i = 0; i < 3; ++i)
        QTRY_VERIFY(!links[i] || !links[i]->isOpen());
    for (int i = 3; i < 7; ++i) {
        QVERIFY(links[i] && links[i]->isOpen());
        QCOMPARE(codesOf(links[i], 1, [](int) { return Message(ManifestRequest{1, 0}); }),
                 QSet<QByteArray>{"data.not-deployed"});
    }
}

void TestWrongPeers::aSchedulerMayNotOperate()
{
    Link *capt = connectAs({Role::Capt, m_captKey});
    QVERIFY(capt);
    const QList<Message> wishes{ReloadRequest{},
                                WipeRequest{u"n1"_s, u"X"_s},
                                AdoptRequest{u"n2"_s, {}, false},
                                NodesRequest{},
                                EventsRequest{},
                                NodeDetailRequest{u"n1"_s},
                                DiscoveredRequest{},
                                DeployRequest{u"j"_s, u"n2"_s, u"tree"_s, 0, true}};
    const auto codes = codesOf(capt, tries(), [&](int i) { return wishes[i % wishes.size()]; });
    QCOMPARE(codes, QSet<QByteArray>{"role.not-allowed"});
    capt->close();
}

// The holder of "key" runs a server of its own: agents hang up before they say who they are.
void TestWrongPeers::anImpostorsOrdersReachNobody()
{
    Accomplice accomplice(m_enrolKey);
    LinkServerOptions options;
    options.identity = *loadIdentity(*makeIdentityPem());
    options.address = QHostAddress::LocalHost;
    LinkServer impostor(options, accomplice);
    QVERIFY(impostor.listen());
    int over = 0;
    int visits = 0; // that ended without a proof
    connect(&impostor, &LinkServer::refused, &impostor, [&visits] { ++visits; });
    QSet<QByteArray> codes;
    LinkClientOptions agent;
    agent.servers = {{u"127.0.0.1"_s, impostor.port()}};
    agent.fingerprints = {m_cluster.fingerprint()};
    agent.role = Role::Enrol;
    agent.secret = m_enrolKey;
    const QObject scope; // The connections end before what they write to.
    std::function<void()> next = [&] {
        auto *client = new LinkClient(agent, &m_owner);
        connect(client, &LinkClient::connected, &scope, [&](Link *) { codes.insert("connected"); });
        connect(client, &LinkClient::failed, &scope, [&, client](const Error &error) {
            codes.insert(error.code);
            client->deleteLater();
            if (++over + PeerBench::atOnce <= tries())
                next();
        });
        client->start();
    };
    for (int i = 0; i < PeerBench::atOnce; ++i)
        next();
    QVERIFY(QTest::qWaitFor([&] { return over >= tries(); }, 20'000 + tries() * 40));
    QCOMPARE(codes, QSet<QByteArray>{"link.wrong-server"});
    QCOMPARE(accomplice.asked, 0);
    QTRY_COMPARE_WITH_TIMEOUT(visits, tries(), 20'000);
    // The program itself, with a machine: it changes nothing on it.
    QVERIFY(m_cluster.addMachine(u"m"_s, "52:54:00:00:00:02"));
    QFile conf(m_cluster.path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    QByteArray text = conf.readAll();
    text.replace("127.0.0.1:" + QByteArray::number(m_cluster.port()),
                 "127.0.0.1:" + QByteArray::number(impostor.port()));
    QVERIFY(m_cluster.write(u"impostor.conf"_s, text));
    const auto kid = m_cluster.begin(u"kid/cidkid"_s,
                                     {u"-f"_s, u"--config"_s, m_cluster.path(u"impostor.conf"_s), u"--machine"_s,
                                      u"dir:"_s + m_cluster.path(u"nodes/m"_s)});
    // It came, saw who is there and went, more than once.
    QTRY_VERIFY_WITH_TIMEOUT(visits >= tries() + 3, 60'000);
    QCOMPARE(kid->state(), QProcess::Running);
    QCOMPARE(accomplice.asked, 0);
    kid->terminate();
    QVERIFY(kid->waitForFinished(10'000));
    QVERIFY(QDir(m_cluster.path(u"nodes/m/disk"_s)).isEmpty());
}

void TestWrongPeers::nothingChanged()
{
    // All of it, byte for byte; what was refused is noted at the node it was about, in its own column and these words.
    const QByteArray note = "conflict: n1 is connected from 127.0.0.1; a machine at 127.0.0.1 asked for its key";
    QByteArray expected = m_before;
    const qsizetype row = expected.indexOf("\nn1,") + 1;
    const qsizetype end = expected.indexOf('\n', row);
    QVERIFY(row > 0 && expected.at(end - 1) == ',');
    expected.insert(end, note);
    QCOMPARE(picture(), expected);
    // A note is no lock: the node that was there all the time still takes its orders.
    bool isOrdered = false;
    connect(m_nodeLink, &Link::received, this, [&isOrdered](const Envelope &envelope) {
        isOrdered = isOrdered || std::holds_alternative<OrderMessage>(envelope.message);
    });
    QCOMPARE(
        m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--job"_s, u"after"_s, u"--yes"_s}).code, 0);
    QTRY_VERIFY_WITH_TIMEOUT(isOrdered, 20'000);
    const QByteArray log = m_cluster.log(u"cidd"_s);
    for (const QByteArray &code : {QByteArray("link.wrong-proof"), QByteArray("link.tls")})
        QVERIFY2(log.contains(code), log.right(2'000));
}

void TestWrongPeers::cleanupTestCase()
{
    m_nodeLink->close();
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestWrongPeers)
#include "wrong_peers_test.moc"
