// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of cidd, and of the nodes, at random moments between jobs, cancels, reinstallations and permissions to wipe:
// no permission outlives its deployment, none is left by a request that was refused, and every node gets to an end.
#include "tests/support/cluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

bool isLong()
{
    return qEnvironmentVariableIntValue("NOTP_TEST_LONG") == 1;
}

QString nodeName(int number)
{
    return u"n%1"_s.arg(number, 3, 10, QLatin1Char('0'));
}

} // namespace

class TestCrashOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void noPermissionOutlivesItsDeployment();

private:
    void act();
    void ask(const QStringList &arguments);
    void killSomething();
    void checkStore(bool isOver);
    [[nodiscard]] QString someNode() { return nodeName(1 + static_cast<int>(m_random.bounded(m_size))); }
    [[nodiscard]] QString serialOf(const QString &node) const { return u"DISK-"_s + node; }

    const quint32 m_size = isLong() ? 500 : 40;
    const int m_kills = isLong() ? 200 : 8;
    Cluster m_cluster;
    std::vector<std::unique_ptr<QProcess>> m_asked;
    QRandomGenerator m_random;
    int m_jobs = 0;
    int m_permissionsSeen = 0;
};

void TestCrashOrders::initTestCase()
{
    const quint32 seed = qEnvironmentVariableIsSet("NOTP_SEED") ? qEnvironmentVariable("NOTP_SEED").toUInt()
                                                                : QRandomGenerator::global()->generate();
    qInfo("seed %u (NOTP_SEED=%u repeats it)", seed, seed);
    m_random.seed(seed);
    QVERIFY(m_cluster.configure("stage_timeout = 60s\nretries = 3\norder_timeout = 60s\n"));
    QByteArray nodes;
    for (int i = 1; i <= static_cast<int>(m_size); ++i) {
        const QByteArray mac = "52:54:00:00:" + QByteArray::number(i / 256, 16).rightJustified(2, '0') + ':'
            + QByteArray::number(i % 256, 16).rightJustified(2, '0');
        nodes += "[node \"" + nodeName(i).toUtf8() + "\"]\nmac = " + mac + '\n';
        QVERIFY(m_cluster.write(u"nodes/%1/machine.conf"_s.arg(nodeName(i)),
                                "[machine]\nmac = " + mac + "\nserial = " + serialOf(nodeName(i)).toUtf8() + '\n'));
    }
    QVERIFY(m_cluster.write(u"node_db"_s, nodes));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"a\"]\ncurrent = 1-1\n[image \"b\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "a"));
    QVERIFY(m_cluster.pack(u"a-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "b"));
    QVERIFY(m_cluster.pack(u"b-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
}

// What is refused is as good a case as what is taken: nobody waits for an answer.
void TestCrashOrders::ask(const QStringList &arguments)
{
    m_asked.push_back(m_cluster.begin(arguments.first(), arguments.mid(1)));
    std::erase_if(m_asked, [](const auto &process) { return process->state() == QProcess::NotRunning; });
}

void TestCrashOrders::act()
{
    const QString node = someNode();
    const QString image = m_random.bounded(2) == 0 ? u"a"_s : u"b"_s;
    const QString job = u"job.%1"_s.arg(m_random.bounded(2) == 0 ? ++m_jobs : std::max(1, m_jobs));
    switch (m_random.bounded(6)) {
    case 0:
        ask({u"capt/cidcapt"_s, u"-q"_s, u"-j"_s, job, u"-n"_s, u"n[001-%1]"_s.arg(m_size), u"-i"_s, image,
             u"--timeout"_s, u"5min"_s});
        break;
    case 1:
        ask({u"capt/cidctl"_s, u"cancel"_s, job});
        break;
    case 2:
        ask({u"capt/cidctl"_s, u"reinstall"_s, node, u"--serial"_s, serialOf(node), u"-i"_s, image, u"--take"_s,
             u"-y"_s});
        break;
    case 3: // The name of another disk arms nothing, and the permission ends with the deployment all the same.
        ask({u"capt/cidctl"_s, u"reinstall"_s, node, u"--serial"_s, u"DISK-other"_s, u"-i"_s, image, u"-y"_s});
        break;
    case 4:
        ask({u"capt/cidctl"_s, u"node"_s, u"wipe"_s, node, u"--serial"_s, serialOf(node), u"-y"_s});
        break;
    default:
        ask({u"capt/cidcapt"_s, u"--release"_s, u"-j"_s, job});
        break;
    }
}

void TestCrashOrders::killSomething()
{
    if (m_random.bounded(4) == 0) {
        m_cluster.killNodes();
        QVERIFY(m_cluster.startNodes());
        return;
    }
    m_cluster.killServer();
    checkStore(false);
    QVERIFY(m_cluster.startServer());
}

// Nobody writes: cidd was killed.
void TestCrashOrders::checkStore(bool isOver)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"check"_s);
        database.setDatabaseName(m_cluster.path(u"state/state.db"_s));
        QVERIFY2(database.open(), qPrintable(database.lastError().text()));
        QSqlQuery query(database);
        QVERIFY(query.exec(u"SELECT p.node, p.deployment, p.ends_at, d.state, d.node FROM permissions p "
                           "LEFT JOIN deployments d ON d.id = p.deployment"_s));
        while (query.next()) {
            ++m_permissionsSeen;
            const QString whose = query.value(0).toString() + u", deployment "_s + query.value(1).toString();
            if (query.value(1).toLongLong() == 0) {
                QVERIFY2(query.value(2).toLongLong() > 0, qPrintable(whose + u": without an end"_s));
                continue;
            }
            const QString state = query.value(3).toString();
            QVERIFY2(!isOver && (state == u"open"_s || state == u"queued"_s), qPrintable(whose + u" is "_s + state));
            QCOMPARE(query.value(4).toString(), query.value(0).toString());
        }
        QVERIFY(query.exec(u"SELECT h.node, h.job, j.state FROM holds h LEFT JOIN jobs j ON j.id = h.job AND j.owner = "
                           "h.owner"_s));
        while (query.next())
            QVERIFY2(!query.value(2).isNull(), qPrintable(query.value(0).toString() + u" is held by no job"_s));
        QVERIFY(query.exec(u"SELECT node, count(*) FROM deployments WHERE state = 'open' GROUP BY node"_s));
        while (query.next()) // One deployment of a node is under way; the others wait for it.
            QVERIFY2(query.value(1).toInt() == 1, qPrintable(query.value(0).toString()));
        if (isOver) {
            QVERIFY(query.exec(u"SELECT count(*) FROM deployments WHERE state IN ('queued', 'open')"_s)
                    && query.next());
            QCOMPARE(query.value(0).toInt(), 0);
        }
    }
    QSqlDatabase::removeDatabase(u"check"_s);
}

void TestCrashOrders::noPermissionOutlivesItsDeployment()
{
    for (int i = 0; i < m_kills; ++i) {
        for (quint32 acts = 3 + m_random.bounded(4U); acts > 0; --acts) {
            act();
            QTest::qWait(static_cast<int>(m_random.bounded(300)));
        }
        killSomething();
        if (QTest::currentTestFailed())
            return;
    }
    // Whatever is still asked for comes to an end, by itself.
    const auto activeJobs = [this] {
        const Ran jobs = m_cluster.ctl({u"jobs"_s, u"--active"_s, u"-o"_s, u"json"_s});
        return jobs.code == 0 ? QJsonDocument::fromJson(jobs.out).array().size() : -1;
    };
    QVERIFY2(QTest::qWaitFor([&] { return activeJobs() == 0; }, isLong() ? 900'000 : 330'000),
             m_cluster.ctl({u"jobs"_s, u"--active"_s}).out);
    const Ran ran = m_cluster.ctl({u"nodes"_s, u"-o"_s, u"json"_s});
    const QJsonArray nodes = QJsonDocument::fromJson(ran.out).array();
    QCOMPARE(nodes.size(), static_cast<qsizetype>(m_size));
    for (const auto &node : nodes) {
        const QString state = node[u"state"_s].toString();
        const bool isTold = state == u"running"_s || !node[u"note"_s].toString().isEmpty();
        QVERIFY2(isTold, qPrintable(node[u"node"_s].toString() + u": "_s + state));
    }
    m_asked.clear();
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
    checkStore(true);
    QVERIFY2(m_permissionsSeen > 0, "no permission was ever seen: the test looks at nothing");
}

QTEST_GUILESS_MAIN(TestCrashOrders)
#include "crash_orders_test.moc"
