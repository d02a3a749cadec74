// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 at random moments while fifty nodes are being provisioned: nothing that was acknowledged is lost or done
// twice.
#include "common/client/cid_client.h"
#include "tests/support/cluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr int clusterSize = 50;

bool isLong()
{
    return qEnvironmentVariableIntValue("NOTP_TEST_LONG") == 1;
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theServerIsKilled();
    void theNodesAreKilled();

private:
    void killOften(const std::function<void()> &kill, const std::function<bool()> &start);
    void beginJob();
    void finishJobs();
    void checkNodes();
    void checkHistory();

    std::unique_ptr<Cluster> m_cluster;
    std::unique_ptr<CidClient> m_client;
    std::unique_ptr<QProcess> m_capt;
    QMap<qint64, Event> m_heard; ///< told by cidd, so it must be in the store for ever
    qint64 m_last = 0;
    int m_jobs = 0;
    QRandomGenerator m_random;
};

void TestCrash::init()
{
    const quint32 seed = qEnvironmentVariableIsSet("NOTP_SEED") ? qEnvironmentVariable("NOTP_SEED").toUInt()
                                                                : QRandomGenerator::global()->generate();
    qInfo("seed %u (NOTP_SEED=%u repeats it)", seed, seed);
    m_random.seed(seed);
    m_heard.clear();
    m_last = 0;
    m_jobs = 0;
    m_cluster = std::make_unique<Cluster>();
    QVERIFY(m_cluster->configure("stage_timeout = 60s\nretries = 3\n"));
    QVERIFY(m_cluster->write(u"node_db"_s, "[node \"n[01-50]\"]\nmac = 52:54:00:00:00:[01-32]\n"));
    QVERIFY(m_cluster->write(u"image_db"_s, "[image \"a\"]\ncurrent = 1-1\n[image \"b\"]\ncurrent = 1-1\n"));
    for (int i = 0; i < 100; ++i)
        QVERIFY(m_cluster->write(u"root/usr/%1"_s.arg(i), QByteArray(1'000, static_cast<char>('a' + i % 26))));
    QVERIFY(m_cluster->pack(u"a-1-1"_s, u"root"_s));
    QVERIFY(m_cluster->write(u"root/etc/motd"_s, "b"));
    QVERIFY(m_cluster->pack(u"b-1-1"_s, u"root"_s));
    for (int i = 1; i <= clusterSize; ++i) {
        const QString number = u"%1"_s.arg(i, 2, 10, QLatin1Char('0'));
        QVERIFY(m_cluster->addMachine(u"n"_s + number,
                                      "52:54:00:00:00:" + QByteArray::number(i, 16).rightJustified(2, '0')));
    }
    QVERIFY(m_cluster->startServer());
    QVERIFY(m_cluster->startNodes());
    m_client = std::make_unique<CidClient>(*loadCidConf(m_cluster->path(u"cid.conf"_s)), ClientRole::Operator);
    connect(m_client.get(), &CidClient::connected, this, [this] {
        m_client->follow<EventsReply>(EventsRequest{m_last, {}, {}, 500, true, {}},
                                      [this](const Result<EventsReply> &reply) {
                                          for (const Event &event : reply ? reply->events : QList<Event>()) {
                                              m_heard.insert(event.id, event);
                                              m_last = std::max(m_last, event.id);
                                          }
                                          return reply.has_value();
                                      });
    });
    QVERIFY(m_client->start());
}

void TestCrash::cleanup()
{
    m_client.reset();
    m_capt.reset();
    m_cluster.reset();
}

void TestCrash::beginJob()
{
    ++m_jobs;
    m_capt = m_cluster->begin(u"capt/cidcapt"_s,
                              {u"-q"_s, u"-j"_s, u"job.%1"_s.arg(m_jobs), u"-n"_s, u"n[01-50]"_s, u"-i"_s,
                               m_jobs % 2 == 1 ? u"a"_s : u"b"_s, u"--timeout"_s, u"5min"_s});
    QVERIFY(m_capt->waitForStarted());
}

void TestCrash::killOften(const std::function<void()> &kill, const std::function<bool()> &start)
{
    const int kills = isLong() ? 200 : 20;
    beginJob();
    for (int i = 0; i < kills; ++i) {
        QTest::qWait(m_random.bounded(1'200));
        kill();
        QTest::qWait(m_random.bounded(100));
        QVERIFY(start());
        if (m_capt->state() == QProcess::NotRunning)
            beginJob();
    }
    finishJobs();
}

void TestCrash::finishJobs()
{
    QVERIFY2(QTest::qWaitFor([this] { return m_capt->state() == QProcess::NotRunning; }, 330'000),
             m_cluster->ctl({u"nodes"_s}).out);
    qInfo("%d jobs, the last ended with %d; %lld events heard", m_jobs, m_capt->exitCode(),
          static_cast<long long>(m_heard.size()));
    // 1 is a node that failed for a reason: allowed. Anything else is not.
    QVERIFY2(m_capt->exitCode() == 0 || m_capt->exitCode() == 1,
             m_capt->readAllStandardError() + m_cluster->ctl({u"nodes"_s}).out);
}

void TestCrash::checkNodes()
{
    const Ran ran = m_cluster->ctl({u"nodes"_s, u"-o"_s, u"json"_s});
    const QJsonArray nodes = QJsonDocument::fromJson(ran.out).array();
    QCOMPARE(nodes.size(), clusterSize);
    for (const auto &node : nodes) {
        const QString name = node[u"node"_s].toString();
        const QString state = node[u"state"_s].toString();
        const bool isFailed = state == u"failed"_s && !node[u"note"_s].toString().isEmpty();
        QVERIFY2(state == u"running"_s || isFailed, m_cluster->ctl({u"node"_s, u"show"_s, name}).out);
    }
    const Ran jobs = m_cluster->ctl({u"jobs"_s, u"--active"_s, u"-o"_s, u"json"_s});
    QCOMPARE(QJsonDocument::fromJson(jobs.out).array().size(), 0);
}

// The history in the store is one unbroken chain for each node, and holds all that was ever told.
void TestCrash::checkHistory()
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"check"_s);
        database.setDatabaseName(m_cluster->path(u"state/state.db"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"SELECT id, node, what, from_state, to_state, deployment FROM events ORDER BY id"_s));
        QHash<QString, QString> state;
        QMap<qint64, Event> heard = m_heard;
        while (query.next()) {
            const QString node = query.value(1).toString();
            const Event told = heard.take(query.value(0).toLongLong());
            if (told.id > 0) {
                QCOMPARE(told.node, node);
                QCOMPARE(told.to, query.value(4).toString());
                QCOMPARE(told.deployment, query.value(5).toLongLong());
            }
            if (query.value(2).toString() != u"state"_s)
                continue;
            QCOMPARE(query.value(3).toString(), state.value(node, u"unknown"_s));
            state[node] = query.value(4).toString();
        }
        QVERIFY2(heard.isEmpty(), "something that was told is not in the store");
        QVERIFY(query.exec(u"SELECT count(*) FROM deployments WHERE state IN ('queued', 'open')"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 0);
        QVERIFY(query.exec(u"SELECT name, state FROM nodes"_s));
        while (query.next())
            QCOMPARE(query.value(1).toString(), state.value(query.value(0).toString(), u"unknown"_s));
    }
    QSqlDatabase::removeDatabase(u"check"_s);
}

void TestCrash::theServerIsKilled()
{
    killOften([this] { m_cluster->killServer(); }, [this] { return m_cluster->startServer(); });
    checkNodes();
    QVERIFY(m_cluster->stopNodes());
    QVERIFY(m_cluster->stopServer());
    checkHistory();
}

void TestCrash::theNodesAreKilled()
{
    killOften([this] { m_cluster->killNodes(); }, [this] { return m_cluster->startNodes(); });
    checkNodes();
    QVERIFY(m_cluster->stopNodes());
    QVERIFY(m_cluster->stopServer());
    checkHistory();
}

QTEST_GUILESS_MAIN(TestCrash)
#include "crash_test.moc"
