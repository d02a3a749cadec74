// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/store/sql_store.h"
#include "daemon/store/store_thread.h"

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
    changes.nodes.insert(node.name, node);
    Job job{u"j.1"_s, u"capt"_s, u"a-b"_s, node.image, {u"n1"_s, u"n2"_s}, JobState::Active, 10, 20, 0};
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
        changes.deployments.insert(id, one);
    }
    changes.wipes.insert(u"n2"_s, {u"n2"_s, u"QM\"1"_s, u"operator"_s, 9});
    changes.events = {{1, 5, u"n1"_s, job.id, 7, "state", u"a"_s, u"b"_s, 3, u"r"_s, u"node n1"_s},
                      {2, 6, {}, job.id, 0, "job", {}, u"active"_s, 0, {}, u"capt"_s}};
    return changes;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatWasCommittedIsThereAgain();
    void aSecondDaemonIsRefused();
    void aNewerSchemaIsRefused();
    void finishedJobsAreNotLoaded();
    void eventsAreFound();
    void aBadRowIsNamed();
    void theThreadAnswersInOrder();
};

void TestStore::whatWasCommittedIsThereAgain()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"state.db"_s);
    const ChangeSet changes = everything();
    {
        SqlStore store;
        QVERIFY(store.open(path));
        QVERIFY(store.commit(changes));
        QVERIFY(store.commit(changes)); // The same again changes nothing.
    }
    SqlStore store;
    QVERIFY(store.open(path));
    const auto snapshot = store.load();
    QVERIFY2(snapshot, snapshot ? "" : qPrintable(snapshot.error().text));
    QCOMPARE(snapshot->nodes, changes.nodes.values());
    QCOMPARE(snapshot->jobs, changes.jobs.values());
    QCOMPARE(snapshot->deployments, changes.deployments.values());
    QCOMPARE(snapshot->wipes, changes.wipes.values());
    QCOMPARE(snapshot->lastDeployment, 8);
    QCOMPARE(snapshot->lastEvent, 2);
    ChangeSet used;
    used.wipes.insert(u"n2"_s, {u"n2"_s, {}, {}, 0});
    QVERIFY(store.commit(used));
    QVERIFY(store.load()->wipes.isEmpty());
}

void TestStore::aSecondDaemonIsRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"state.db"_s);
    SqlStore first;
    QVERIFY(first.open(path));
    QVERIFY(first.commit(everything()));
    SqlStore second;
    const Status opened = second.open(path);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, QByteArray("store.in-use"));
}

void TestStore::aNewerSchemaIsRefused()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"state.db"_s);
    {
        Database database;
        QVERIFY(database.open(path));
        QVERIFY(database.run(u"INSERT INTO schema_version (version) VALUES (?)"_s, {Database::newestVersion() + 1}));
    }
    SqlStore store;
    QCOMPARE(store.open(path).error().code, QByteArray("store.too-new"));
}

void TestStore::finishedJobsAreNotLoaded()
{
    const QTemporaryDir folder;
    SqlStore store;
    QVERIFY(store.open(folder.filePath(u"state.db"_s)));
    ChangeSet changes = everything();
    changes.jobs[u"j.1"_s].state = JobState::Done;
    QVERIFY(store.commit(changes));
    const auto snapshot = store.load();
    QVERIFY(snapshot->jobs.isEmpty());
    QVERIFY(snapshot->deployments.isEmpty());
    QCOMPARE(snapshot->lastDeployment, 8);
    QCOMPARE(store.jobs(10, false)->size(), 1);
    QCOMPARE(store.jobs(10, true)->size(), 0);
    QCOMPARE(store.deploymentsOf(u"n2"_s, 10)->size(), 1);
}

void TestStore::eventsAreFound()
{
    const QTemporaryDir folder;
    SqlStore store;
    QVERIFY(store.open(folder.filePath(u"state.db"_s)));
    ChangeSet changes;
    for (qint64 id = 1; id <= 50; ++id) {
        changes.events.append({id, id, u"n%1"_s.arg(id % 2), u"j"_s, id % 5, "state", {}, {}, 0, {}, {}});
    }
    QVERIFY(store.commit(changes));
    QCOMPARE(store.events({-1, {}, {}, 0, 3})->first().id, 48);
    QCOMPARE(store.events({10, {}, {}, 0, 3})->last().id, 13);
    QCOMPARE(store.events({-1, u"n1"_s, {}, 0, 100})->size(), 25);
    QCOMPARE(store.events({-1, {}, u"other"_s, 0, 100})->size(), 0);
    QCOMPARE(store.events({-1, {}, {}, 2, 100})->size(), 10);
}

void TestStore::aBadRowIsNamed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"state.db"_s);
    {
        SqlStore store;
        QVERIFY(store.open(path));
        QVERIFY(store.commit(everything()));
    }
    {
        Database database;
        QVERIFY(database.open(path));
        QVERIFY(database.run(u"UPDATE nodes SET state = 'flying'"_s));
    }
    SqlStore store;
    QVERIFY(store.open(path));
    const auto snapshot = store.load();
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().code, QByteArray("store.bad-row"));
    QVERIFY(snapshot.error().text.contains(u"nodes"_s) && snapshot.error().text.contains(u"n1"_s));
}

void TestStore::theThreadAnswersInOrder()
{
    const QTemporaryDir folder;
    StoreThread thread;
    QVERIFY(!thread.open(folder.filePath(u"no/such/folder"_s)));
    QVERIFY(thread.open(folder.filePath(u"state.db"_s)));
    QList<int> answers;
    for (int i = 0; i < 20; ++i) {
        ChangeSet changes;
        changes.events.append({i + 1, 0, {}, {}, 0, "test", {}, {}, 0, {}, {}});
        thread.commit(changes, [&answers, i](const Status &status) { answers.append(status ? i : -1); });
    }
    qsizetype found = -1;
    thread.read([&found](StateStore &store) -> StoreClient::Answer {
        const qsizetype count = store.events({-1, {}, {}, 0, 100})->size();
        return [&found, count] { found = count; };
    });
    QTRY_COMPARE(found, 20);
    QCOMPARE(answers.size(), 20);
    QVERIFY(std::is_sorted(answers.begin(), answers.end()) && answers.first() == 0);
}

QTEST_GUILESS_MAIN(TestStore)
#include "store_test.moc"
