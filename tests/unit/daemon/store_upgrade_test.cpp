// SPDX-License-Identifier: GPL-3.0-or-later
// What the state of an earlier cidd becomes.
#include "daemon/store/sql_store.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

// The state of a cidd that knew no end of a permission, and not who asked for a job: what an operator asked for after
// the word on its disk, a scheduler before and after it; and a word alone.
QStringList olderPermissions()
{
    const QString job =
        u"INSERT INTO jobs (id, owner, image, resolved, nodes, state, created_at, deadline, finished_at) "
        "VALUES ('%1', '%2', 'a-b', 'a-b-1-1', '%3', 'active', %4, 9000, 0)"_s;
    const QString open =
        u"INSERT INTO deployments (id, job, node, image, digest, nonce, state, attempt, created_at, "
        "finished_at, failure_stage, failure_code, failure_reason, failure_log) VALUES (%1, '%2', '%3', "
        "'a-b-1-1', '00', '00', 'open', 1, %4, 0, 'unknown', '', '', '')"_s;
    const QString order = u"INSERT INTO orders VALUES ('%1', 'QM1', 'operator', 1000)"_s;
    QStringList statements{u"DROP TABLE permissions"_s,
                           u"DROP TABLE holds"_s,
                           u"ALTER TABLE jobs DROP COLUMN by_operator"_s,
                           u"ALTER TABLE nodes DROP COLUMN key_kept"_s,
                           u"ALTER TABLE nodes DROP COLUMN enrol_until"_s,
                           u"ALTER TABLE nodes DROP COLUMN secrets_from"_s,
                           u"ALTER TABLE deployments DROP COLUMN power_cycles"_s,
                           u"DELETE FROM schema_version WHERE version >= 6"_s,
                           u"CREATE TABLE orders (node TEXT PRIMARY KEY, disk_serial TEXT NOT NULL, who TEXT NOT NULL, "
                           "created_at BIGINT NOT NULL)"_s,
                           job.arg(u"op"_s, u"operator"_s, u"n1"_s).arg(2000),
                           open.arg(1).arg(u"op"_s, u"n1"_s).arg(2000),
                           job.arg(u"waits"_s, u"capt"_s, u"n2"_s).arg(500),
                           open.arg(2).arg(u"waits"_s, u"n2"_s).arg(500),
                           job.arg(u"later"_s, u"capt"_s, u"n3"_s).arg(3000),
                           open.arg(3).arg(u"later"_s, u"n3"_s).arg(3000)};
    for (const QString &node : {u"n1"_s, u"n2"_s, u"n3"_s, u"n4"_s})
        statements.append(order.arg(node));
    return statements;
}

} // namespace

class TestStoreUpgrade : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void anOlderPermissionGetsItsDeploymentOrAnEnd();

private:
    QTemporaryDir m_folder;
    PostgresServer m_server;
    QString m_where; ///< a new database for each test
    int m_files = 0;
};

void TestStoreUpgrade::initTestCase_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("SQLite") << false;
    QTest::newRow("PostgreSQL") << true;
}

void TestStoreUpgrade::initTestCase()
{
    QVERIFY2(m_server.start(), qPrintable(m_server.trouble()));
}

void TestStoreUpgrade::init()
{
    QFETCH_GLOBAL(bool, isServer);
    m_where = isServer ? m_server.newDatabase() : m_folder.filePath(u"state%1.db"_s.arg(++m_files));
}

void TestStoreUpgrade::anOlderPermissionGetsItsDeploymentOrAnEnd()
{
    {
        SqlStore store;
        QVERIFY(store.open(m_where));
        ChangeSet nodes;
        NodeFacts ran;
        ran.name = u"n1"_s;
        ran.state = NodeState::Lost;
        ran.epoch = 3;
        ran.image = *ImageId::parse(u"a-b-1-2"_s);
        NodeFacts fresh;
        fresh.name = u"n2"_s;
        fresh.state = NodeState::Netbooted;
        fresh.epoch = 1;
        nodes.nodes = {{ran.name, ran}, {fresh.name, fresh}};
        QVERIFY(store.commit(nodes));
    }
    {
        Database database;
        QVERIFY(database.open(m_where));
        const QStringList statements = olderPermissions();
        for (const QString &sql : statements) {
            const auto done = database.run(sql);
            QVERIFY2(done, qPrintable(sql + (done ? QString() : done.error().text)));
        }
    }
    SqlStore store;
    const Status opened = store.open(m_where);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text));
    const auto snapshot = store.load();
    QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().text));
    const auto given = [](const QString &node, DeploymentId deployment) {
        return Permission{node, deployment, u"QM1"_s, u"operator"_s, 1000, deployment == 0 ? 86'401'000 : 0};
    };
    QCOMPARE(snapshot->permissions,
             (QList<Permission>{given(u"n1"_s, 1), given(u"n2"_s, 2), given(u"n3"_s, 0), given(u"n4"_s, 0)}));
    QCOMPARE(snapshot->jobs.size(), 3);
    for (const Job &one : snapshot->jobs)
        QCOMPARE(one.byOperator, one.id == u"op");
    // It ran an image: so its key was on its disk.
    QCOMPARE(snapshot->nodes.size(), 2);
    QVERIFY(snapshot->nodes[0].keyKept && !snapshot->nodes[1].keyKept);
    QCOMPARE(snapshot->nodes[0].enrolUntil, 0);
    QVERIFY(snapshot->nodes[0].secretsFrom == 1 && snapshot->nodes[1].secretsFrom == 0);
}

QTEST_GUILESS_MAIN(TestStoreUpgrade)
#include "store_upgrade_test.moc"
