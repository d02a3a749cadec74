// SPDX-License-Identifier: GPL-3.0-or-later
// An agent never waits for ever, and never says that it is somewhere else than cidd knows it to be: whatever happens to
// the answers to its reports. cidd is played by the test, at the address and with the keys of a real one.
#include "common/config/cid_conf.h"
#include "common/config/key_file.h"
#include "common/link/keys.h"
#include "common/link/link_server.h"
#include "tests/support/cluster.h"

#include <QCryptographicHash>
#include <QTest>
#include <QTimer>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000; ///< more than an agent's own

DeployOrder orderFor(DeploymentId deployment)
{
    DeployOrder order;
    order.deployment = deployment;
    order.nonce = QByteArray(16, 'n');
    order.image = {u"tree"_s, u"1"_s, u"1"_s};
    order.digest = QByteArray(32, 'd');
    order.node.name = u"n1"_s;
    return order;
}

/// Takes the agent's connections, keeps what it says, and answers as the test wants.
class ScriptedServer : public QObject, public Authenticator
{
public:
    using Answer = std::function<void(Link *, quint32, const StageReport &)>;

    Status start(const CidConf &conf);
    Result<QByteArray> secretFor(const Proof &claim) override
    {
        return claim.role == Role::Enrol ? m_enrolKey : m_nodeKey;
    }

    /// The order, again and again, on the node's link: what another server or a proxy may do at any moment.
    void flood(bool isWanted);

    Answer answer; ///< for every StageReport
    QList<NodeState> greetings; ///< one for each connection
    QList<StageReport> stages;
    QList<FailureReport> failures;

private:
    void take(Link *link);
    void hear(Link *link, const Envelope &envelope);
    void sendMany();

    QPointer<Link> m_node; ///< the newest one
    QTimer m_flood;
    QByteArray m_enrolKey;
    const QByteArray m_nodeKey = QByteArray(32, 's');
    std::unique_ptr<LinkServer> m_server;
};

Status ScriptedServer::start(const CidConf &conf)
{
    const auto key = readKeyFile(conf.key, conf.keyGroup);
    const auto pem = readSecretFile(conf.identity, conf.keyGroup);
    const auto identity = pem ? loadIdentity(*pem) : fail(pem.error());
    if (!key || !identity)
        return fail(key ? identity.error() : key.error());
    m_enrolKey = *key;
    LinkServerOptions options;
    options.identity = *identity;
    options.address = QHostAddress::LocalHost;
    options.port = conf.port;
    m_server = std::make_unique<LinkServer>(options, *this);
    connect(m_server.get(), &LinkServer::connected, this, &ScriptedServer::take);
    return m_server->listen();
}

void ScriptedServer::take(Link *link)
{
    connect(link, &Link::received, this, [this, link](const Envelope &envelope) { hear(link, envelope); });
}

void ScriptedServer::hear(Link *link, const Envelope &envelope)
{
    if (std::get_if<EnrolRequest>(&envelope.message)) {
        link->send({envelope.request, Enrolled{u"n1"_s, 1, m_nodeKey}});
    } else if (const auto *report = std::get_if<NodeReport>(&envelope.message)) {
        greetings << report->state;
        m_node = link;
        link->send({envelope.request, OkReply{}});
        link->send({0, OrderMessage{orderFor(1)}});
    } else if (const auto *stage = std::get_if<StageReport>(&envelope.message)) {
        stages << *stage;
        answer(link, envelope.request, *stage);
    } else if (const auto *piece = std::get_if<BlancmangeRequest>(&envelope.message)) {
        const QByteArray content = piece->file.toUtf8();
        link->send({envelope.request,
                    BlancmangePart{piece->offset, content.size(),
                                   QCryptographicHash::hash(content, QCryptographicHash::Sha256),
                                   content.mid(piece->offset)}});
    } else if (const auto *failure = std::get_if<FailureReport>(&envelope.message)) {
        failures << *failure;
        link->send({envelope.request, OkReply{}});
    }
}

void ScriptedServer::flood(bool isWanted)
{
    m_flood.setInterval(0);
    connect(&m_flood, &QTimer::timeout, this, &ScriptedServer::sendMany, Qt::UniqueConnection);
    if (isWanted)
        m_flood.start();
    else
        m_flood.stop();
}

void ScriptedServer::sendMany()
{
    for (int i = 0; i < 100 && m_node && m_node->hasRoom(); ++i)
        m_node->send({0, OrderMessage{orderFor(1)}});
}

void refuse(Link *link, quint32 request, const char *code)
{
    link->send({request, ErrorReply{makeError(ErrorKind::Refused, code, u"no"_s)}});
}

} // namespace

class TestServerTrouble : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void anAnswerThatNeverCame_data();
    void anAnswerThatNeverCame();
    void aStageThatCannotFollow();
    void anAnswerToAnEarlierOrder();
    void ordersWhileTheMachineRestarts();
    void ordersWhileTheAgentEnds();

private:
    std::unique_ptr<Cluster> m_cluster;
    std::unique_ptr<ScriptedServer> m_server;
};

void TestServerTrouble::init()
{
    m_cluster = std::make_unique<Cluster>();
    QVERIFY(m_cluster->configure());
    QVERIFY(m_cluster->addMachine(u"n1"_s, "52:54:00:00:00:01"));
    const auto conf = loadCidConf(m_cluster->path(u"cid.conf"_s));
    QVERIFY(conf);
    m_server = std::make_unique<ScriptedServer>();
    const Status started = m_server->start(*conf);
    QVERIFY2(started, started ? "" : qPrintable(started.error().text));
}

void TestServerTrouble::cleanup()
{
    m_cluster.reset();
    m_server.reset();
}

void TestServerTrouble::anAnswerThatNeverCame_data()
{
    QTest::addColumn<bool>("hangsUp");
    QTest::newRow("the connection ends") << true;
    QTest::newRow("the connection stands") << false;
}

// The second stage is reported and not answered: it is reported again, and the greeting names the first one.
void TestServerTrouble::anAnswerThatNeverCame()
{
    QFETCH(bool, hangsUp);
    m_server->answer = [this, hangsUp](Link *link, quint32 request, const StageReport &) {
        if (m_server->stages.size() == 2) {
            if (hangsUp)
                link->close();
            return;
        }
        link->send({request, OkReply{}});
    };
    QVERIFY(m_cluster->startNodes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->stages.size(), 3, patienceMs);
    QCOMPARE(m_server->stages[0].state, NodeState::Partitioning);
    QCOMPARE(m_server->stages[1].state, NodeState::SelfInstall);
    QCOMPARE(m_server->stages[2], m_server->stages[1]);
    QCOMPARE(m_server->greetings, QList({NodeState::Netbooted, NodeState::Partitioning}));
    QVERIFY(m_server->failures.isEmpty());
}

void TestServerTrouble::aStageThatCannotFollow()
{
    m_server->answer = [](Link *link, quint32 request, const StageReport &stage) {
        if (stage.state == NodeState::SelfInstall)
            refuse(link, request, "stage.out-of-order");
        else
            link->send({request, OkReply{}});
    };
    QVERIFY(m_cluster->startNodes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->failures.size(), 1, patienceMs);
    QCOMPARE(m_server->failures[0].deployment, 1);
    QCOMPARE(m_server->failures[0].failure.stage, NodeState::SelfInstall);
    QCOMPARE(m_server->failures[0].failure.code, QByteArray("stage.out-of-order"));
}

// The next order comes before the answer to the report that the one before had sent.
void TestServerTrouble::anAnswerToAnEarlierOrder()
{
    quint32 early = 0;
    m_server->answer = [&early](Link *link, quint32 request, const StageReport &stage) {
        if (stage.deployment == 1) {
            early = request;
            link->send({0, OrderMessage{orderFor(2)}});
            return;
        }
        if (early != 0)
            refuse(link, std::exchange(early, 0), "deployment.not-open");
        link->send({request, OkReply{}});
    };
    QVERIFY(m_cluster->startNodes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->stages.size(), 3, patienceMs);
    QCOMPARE(m_server->stages[1].deployment, 2);
    QCOMPARE(m_server->stages[1].state, NodeState::Partitioning);
    QCOMPARE(m_server->stages[2].deployment, 2);
    QCOMPARE(m_server->stages[2].state, NodeState::SelfInstall);
    QCOMPARE(m_server->greetings.size(), 1);
}

// Between the last stage of Blancmange's installation and the next greeting nobody listens to the old connection.
void TestServerTrouble::ordersWhileTheMachineRestarts()
{
    m_server->answer = [this](Link *link, quint32 request, const StageReport &) {
        link->send({request, OkReply{}});
        m_server->flood(true);
    };
    QVERIFY(m_cluster->startNodes());
    QTRY_VERIFY_WITH_TIMEOUT(m_server->greetings.size() > 1, patienceMs);
    m_server->flood(false);
    QCOMPARE(m_server->greetings[1], NodeState::Blancmange);
    QVERIFY(m_server->failures.isEmpty());
    QVERIFY(m_cluster->stopNodes());
}

void TestServerTrouble::ordersWhileTheAgentEnds()
{
    m_server->answer = [this](Link *link, quint32 request, const StageReport &) {
        if (m_server->stages.size() == 2)
            m_server->flood(true); // The node is in Reporting, and stays there.
        else
            link->send({request, OkReply{}});
    };
    QVERIFY(m_cluster->startNodes());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->stages.size(), 2, patienceMs);
    QVERIFY(m_cluster->stopNodes());
}

QTEST_GUILESS_MAIN(TestServerTrouble)
#include "server_trouble_test.moc"
