// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/domain/limits.h"
#include "daemon/store/sql_store.h"
#include "daemon/store/store_thread.h"
#include "tests/support/postgres_server.h"

#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

ChangeSet everything()
{
    ChangeSet changes;
    NodeFacts node{u"n1"_s,
                   NodeState::Failed,
                   5,
                   6,
                   u"10.0.0.1"_s,
                   3,
                   true,
                   *ImageId::parse(u"a-b-1-2"_s),
                   QByteArray(32, '\xf0'),
                   true,
                   {NodeState::Installing, "image.bad", u"why: \"é\""_s, {u"1"_s, u"2"_s}}};
    node.keyKept = true;
    node.enrolUntil = 12;
    node.secretsFrom = 7;
    changes.nodes.insert(node.name, node);
    Job job{u"j.1"_s, u"capt"_s, u"a-b"_s, node.image, {u"n1"_s, u"n2"_s}, JobState::Active, 10, 20, 0};
    job.byOperator = true;
    changes.jobs.insert(job.id, job);
    for (const DeploymentId id : {7, 8}) {
        Deployment one{id,
                       job.id,
                       u"n%1"_s.arg(id - 6),
                       node.image,
                       node.digest,
                       QByteArray(16, '\1'),
                       id == 7 ? DeploymentState::Open : DeploymentState::Failed,
                       2,
                       10,
                       0,
                       {}};
        one.orderedAt = 11;
        one.taken = id == 8;
        one.failures = 1;
        one.powerCycles = 2;
        changes.deployments.insert(id, one);
    }
    for (const Permission &one : {Permission{u"n2"_s, 0, u"QM\"1"_s, u"operator anna"_s, 9, 99},
                                  Permission{u"n2"_s, 7, u"QM2"_s, u"operator anna"_s, 9, 0}})
        changes.permissions.insert({one.node, one.deployment}, one);
    changes.holds.insert(u"n1"_s, Hold{u"n1"_s, job.id, u"slurm"_s, 4, 0});
    changes.events = {{1, 5, u"n1"_s, job.id, 7, "state", u"a"_s, u"b"_s, 3, u"r"_s, u"node n1"_s},
                      {2, 6, {}, job.id, 0, "job", {}, u"active"_s, 0, {}, u"capt"_s}};
    return changes;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void whatWasCommittedIsThereAgain();
    void aSecondDaemonIsRefused();
    void aNewerSchemaIsRefused();
    void finishedJobsAreNotLoaded();
    void eventsAreFound();
    void aBadRowIsNamed();
    void aTextMayHoldAnything();
    void aLongListOfNodesIsKeptFolded();
    void aJobOfAnEarlierVersionIsCounted();
    void whatIsTooLongIsCutWhenItIsRead();
    void theThreadAnswersInOrder();

private:
    QTemporaryDir m_folder;
    PostgresServer m_server;
    QString m_where; ///< a new database for each test
    int m_files = 0;
};

void TestStore::initTestCase_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("SQLite") << false;
    QTest::newRow("PostgreSQL") << true;
}

void TestStore::initTestCase()
{
    QVERIFY2(m_server.start(), qPrintable(m_server.trouble()));
}

void TestStore::init()
{
    QFETCH_GLOBAL(bool, isServer);
    m_where = isServer ? m_server.newDatabase() : m_folder.filePath(u"state%1.db"_s.arg(++m_files));
}

void TestStore::whatWasCommittedIsThereAgain()
{
    const ChangeSet changes = everything();
    {
        SqlStore store;
        QVERIFY(store.open(m_where));
        QVERIFY(store.commit(changes));
        QVERIFY(store.commit(changes)); // The same again changes nothing.
    }
    SqlStore store;
    QVERIFY(store.open(m_where));
    const auto snapshot = store.load();
    QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().text));
    QCOMPARE(snapshot->nodes, changes.nodes.values());
    QCOMPARE(snapshot->jobs, changes.jobs.values());
    QCOMPARE(snapshot->deployments, changes.deployments.values());
    QCOMPARE(snapshot->permissions.size(), 2);
    for (const Permission &one : snapshot->permissions)
        QCOMPARE(one, changes.permissions.value({one.node, one.deployment}).value());
    QCOMPARE(snapshot->holds, QList<Hold>{changes.holds.first().value()});
    QCOMPARE(snapshot->lastDeployment, 8);
    QCOMPARE(snapshot->lastEvent, 2);
    ChangeSet used;
    used.permissions.insert({u"n2"_s, 7}, std::nullopt);
    used.holds.insert(u"n1"_s, std::nullopt);
    QVERIFY(store.commit(used));
    QCOMPARE(store.load()->permissions.size(), 1);
    QVERIFY(store.load()->holds.isEmpty());
}

void TestStore::aSecondDaemonIsRefused()
{
    SqlStore first;
    QVERIFY(first.open(m_where));
    QVERIFY(first.commit(everything()));
    SqlStore second;
    const Status opened = second.open(m_where);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, QByteArray("store.in-use"));
}

void TestStore::aNewerSchemaIsRefused()
{
    {
        Database database;
        QVERIFY(database.open(m_where));
        QVERIFY(database.run(u"INSERT INTO schema_version (version) VALUES (?)"_s, {Database::newestVersion() + 1}));
    }
    SqlStore store;
    QCOMPARE(store.open(m_where).error().code, QByteArray("store.too-new"));
}

void TestStore::finishedJobsAreNotLoaded()
{
    SqlStore store;
    QVERIFY(store.open(m_where));
    ChangeSet changes = everything();
    changes.jobs[u"j.1"_s].state = JobState::Done;
    QVERIFY(store.commit(changes));
    const auto snapshot = store.load();
    QVERIFY(snapshot->jobs.isEmpty());
    QVERIFY(snapshot->deployments.isEmpty());
    QCOMPARE(snapshot->lastDeployment, 8);
    QCOMPARE(store.jobs({10, false, true})->size(), 1);
    QCOMPARE(store.jobs({10, true, true})->size(), 0);
    QCOMPARE(store.deploymentsOf(u"n2"_s, 10)->size(), 1);
    const auto record = store.job(u"j.1"_s);
    QVERIFY(record && record->job.state == JobState::Done);
    QCOMPARE(record->deployments, changes.deployments.values());
    QCOMPARE(store.job(u"j.2"_s).error().code, QByteArray("job.unknown"));
}

void TestStore::eventsAreFound()
{
    SqlStore store;
    QVERIFY(store.open(m_where));
    ChangeSet changes;
    for (qint64 id = 1; id <= 50; ++id) {
        changes.events.append({id, id, u"n%1"_s.arg(id % 2), u"j"_s, id % 5, "state", {}, {}, 0, {}, {}});
    }
    QVERIFY(store.commit(changes));
    QCOMPARE(store.events({-1, {}, {}, 0, 3, {}})->first().id, 48);
    QCOMPARE(store.events({10, {}, {}, 0, 3, {}})->last().id, 13);
    QCOMPARE(store.events({-1, u"n1"_s, {}, 0, 100, {}})->size(), 25);
    QCOMPARE(store.events({-1, {}, u"other"_s, 0, 100, {}})->size(), 0);
    QCOMPARE(store.events({-1, {}, {}, 2, 100, {}})->size(), 10);
    QCOMPARE(store.events({-1, {}, {}, 0, 100, {u"capture"_s}})->size(), 0);
    QCOMPARE(store.events({-1, {}, {}, 0, 100, {u"capture"_s, u"state"_s}})->size(), 50);
}

void TestStore::aBadRowIsNamed()
{
    {
        SqlStore store;
        QVERIFY(store.open(m_where));
        QVERIFY(store.commit(everything()));
    }
    {
        Database database;
        QVERIFY(database.open(m_where));
        QVERIFY(database.run(u"UPDATE nodes SET state = 'flying'"_s));
    }
    SqlStore store;
    QVERIFY(store.open(m_where));
    const auto snapshot = store.load();
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().code, QByteArray("store.bad-row"));
    QVERIFY(snapshot.error().text.contains(u"nodes"_s) && snapshot.error().text.contains(u"n1"_s));
}

// What nodes report is not ours; PostgreSQL takes no NUL in a text.
void TestStore::aTextMayHoldAnything()
{
    SqlStore store;
    const Status opened = store.open(m_where);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().text));
    ChangeSet changes = everything();
    const QString odd = u"a"_s + QChar(u'\0') + u"b\u001b'\"\\;--"_s + QString::fromUcs4(U"\U0001F427") + QChar(0xd800);
    changes.nodes[u"n1"_s].failure.reason = odd;
    const Status done = store.commit(changes);
    QVERIFY2(done, done ? "" : qPrintable(done.error().text));
    const QString kept = store.load()->nodes.first().failure.reason;
    QVERIFY(kept.startsWith(u"a\ufffdb\u001b'\"\\;--"_s));
}

void TestStore::aLongListOfNodesIsKeptFolded()
{
    QStringList names;
    for (int i = 1; i <= 2'000; ++i)
        names.append(u"n%1"_s.arg(i, 4, 10, QLatin1Char('0')));
    ChangeSet changes = everything();
    changes.jobs[u"j.1"_s].nodes = names;
    changes.jobs[u"j.1"_s].counts = {2'000, 5, 1'990, 5};
    {
        SqlStore store;
        QVERIFY(store.open(m_where));
        QVERIFY(store.commit(changes));
        QCOMPARE(store.load()->jobs.first().nodes, names);
        const auto brief = store.jobs({10, false, false});
        QVERIFY(brief);
        QVERIFY(brief->first().nodes.isEmpty());
        QCOMPARE(brief->first().hosts, u"n[0001-2000]"_s);
        QCOMPARE(brief->first().counts, (JobCounts{2'000, 5, 1'990, 5}));
    }
    Database database;
    QVERIFY(database.open(m_where));
    auto query = database.run(u"SELECT nodes FROM jobs"_s);
    QVERIFY(query && query->next());
    QCOMPARE(query->value(0).toString(), u"n[0001-2000]"_s);
}

// The list in lines, as it was kept before, and no counts.
void TestStore::aJobOfAnEarlierVersionIsCounted()
{
    ChangeSet changes = everything();
    Job &job = changes.jobs[u"j.1"_s];
    job.state = JobState::Failed;
    job.createdAt = 0;
    QStringList names;
    for (int i = 1; i <= 100; ++i)
        names.append(u"n%1"_s.arg(i));
    {
        SqlStore store;
        QVERIFY(store.open(m_where));
        QVERIFY(store.commit(changes));
    }
    {
        Database database;
        QVERIFY(database.open(m_where));
        QVERIFY(database.run(u"UPDATE jobs SET nodes = ?"_s, {names.join(u'\n')}));
        QVERIFY(database.run(u"UPDATE deployments SET job = 'j.1', state = 'failed', created_at = 1"_s));
        for (const char *column : {"node_count", "open_count", "done_count", "failed_count"})
            QVERIFY(database.run(u"ALTER TABLE jobs DROP COLUMN "_s + QLatin1StringView(column)));
        QFile migration(u":/cid/store/0004"_s);
        QVERIFY(migration.open(QIODevice::ReadOnly));
        const QStringList statements = QString::fromUtf8(migration.readAll()).split(u';', Qt::SkipEmptyParts);
        for (const QString &statement : statements) {
            if (!statement.trimmed().isEmpty())
                QVERIFY2(database.run(statement), qPrintable(statement));
        }
    }
    SqlStore store;
    QVERIFY(store.open(m_where));
    const auto jobs = store.jobs({10, false, false});
    const int failed = static_cast<int>(changes.deployments.size());
    QCOMPARE(jobs->first().counts, (JobCounts{100, 0, 100 - failed, failed}));
    QCOMPARE(jobs->first().hosts, u"n[1-100]"_s);
    QCOMPARE(store.job(u"j.1"_s)->job.nodes, names);
}

// Written by a version that clamped nothing.
void TestStore::whatIsTooLongIsCutWhenItIsRead()
{
    SqlStore store;
    QVERIFY(store.open(m_where));
    ChangeSet changes = everything();
    const Failure failure{NodeState::Installing, QByteArray(5'000, 'c'), QString(50'000, u'\u20ac'),
                          QStringList(200, QString(5'000, u'l'))};
    changes.nodes[u"n1"_s].failure = failure;
    changes.nodes[u"n1"_s].address = QString(10'000, u'a');
    changes.deployments.first().failure = failure;
    changes.events.first().reason = QString(100'000, u'r');
    QVERIFY(store.commit(changes));
    const auto snapshot = store.load();
    QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().text));
    const NodeFacts &node = snapshot->nodes.first();
    QVERIFY(node.failure.code.size() <= domain::maxCode && node.address.size() <= domain::maxName);
    QVERIFY(node.failure.reason.toUtf8().size() <= domain::maxText);
    QVERIFY(node.failure.log.join(u'\n').size() <= domain::maxFailureLog);
    QVERIFY(snapshot->deployments.first().failure.log.join(u'\n').size() <= domain::maxFailureLog);
    QVERIFY(store.events({-1, {}, {}, 0, 100, {}})->first().reason.size() <= domain::maxText);
}

void TestStore::theThreadAnswersInOrder()
{
    StoreThread thread;
    QVERIFY(!thread.open(m_folder.filePath(u"no/such/folder"_s)));
    QVERIFY(thread.open(m_where));
    QList<int> answers;
    for (int i = 0; i < 20; ++i) {
        ChangeSet changes;
        changes.events.append({i + 1, 0, {}, {}, 0, "test", {}, {}, 0, {}, {}});
        thread.commit(changes, [&answers, i](const Status &status) { answers.append(status ? i : -1); });
    }
    qsizetype found = -1;
    thread.read([&found](StateStore &store) -> StoreClient::Answer {
        const qsizetype count = store.events({-1, {}, {}, 0, 100, {}})->size();
        return [&found, count] { found = count; };
    });
    QTRY_COMPARE(found, 20);
    QCOMPARE(answers.size(), 20);
    QVERIFY(std::is_sorted(answers.begin(), answers.end()) && answers.first() == 0);
}

QTEST_GUILESS_MAIN(TestStore)
#include "store_test.moc"
