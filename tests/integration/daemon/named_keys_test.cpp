// SPDX-License-Identifier: GPL-3.0-or-later
// Keys with names: what they prove, what they allow, what the history says, and what SIGHUP does to who holds them.
#include "common/config/key_file.h"
#include "tests/integration/daemon/peer_bench.h"
#include "tests/support/slow_file.h"

#include <QTest>

#include <csignal>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestNamedKeys : public PeerBench
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aNameIsProvedNotTold_data();
    void aNameIsProvedNotTold();
    void aKeyAllowsWhatItsRightsSay_data();
    void aKeyAllowsWhatItsRightsSay();
    void theHistoryNamesTheKeyTheAddressAndTheLabelApart();
    void aSchedulersJobIsNotAnothers();
    void aHoldSurvivesTheServerAndEndsWithARelease();
    void aSchedulerThatNeverReleasesGoesOn();
    void aReinstallationsPermissionEndsWithIt();
    void anOlderClientsWipeBelongsToItsDeployment();
    void aPermissionSurvivesAKilledServerWithItsEnd();
    void programsFindTheirKey_data();
    void programsFindTheirKey();
    void aReloadEndsTheConnectionsOfChangedKeysAlone();
    void aSharedKeyIsRefusedAndNothingChanges();
    void cleanupTestCase();

private:
    [[nodiscard]] Peer holderOf(Role role, const QString &name, const QString &label = u"t"_s) const;
    [[nodiscard]] QByteArray answerTo(Link *link, const Message &question);
    QByteArray m_sections;
};

void TestNamedKeys::initTestCase()
{
    m_sections = "[operator \"anna\"]\n[operator \"watcher\"]\nrights = watch\n[operator \"worker\"]\nrights = deploy\n"
                 "[scheduler \"slurm\"]\n[scheduler \"seeing\"]\nrights = watch deploy\n";
    QVERIFY(m_cluster.configure({}, m_sections));
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-3]\"]\nmac = 52:54:00:00:00:[01-03]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.startServer());
}

PeerBench::Peer TestNamedKeys::holderOf(Role role, const QString &name, const QString &label) const
{
    const auto key = readNamedKey(m_cluster.path(name + u".key"_s), {});
    return {role, key ? key->secret : QByteArray(), label, 0, Channel::Control, {}, name};
}

QByteArray TestNamedKeys::answerTo(Link *link, const Message &question)
{
    const auto codes = codesOf(link, 1, [&](int) { return question; });
    return codes.isEmpty() ? QByteArray() : *codes.begin();
}

void TestNamedKeys::aNameIsProvedNotTold_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isTaken");
    const int operators = static_cast<int>(Role::Operator);
    const int schedulers = static_cast<int>(Role::Capt);
    QTest::newRow("anna's key and her name") << u"anna.key"_s << operators << u"anna"_s << true;
    QTest::newRow("anna's key and another's name") << u"anna.key"_s << operators << u"watcher"_s << false;
    QTest::newRow("anna's key without a name") << u"anna.key"_s << operators << QString() << false;
    QTest::newRow("the unnamed key") << u"operator_key"_s << operators << QString() << true;
    QTest::newRow("the unnamed key and anna's name") << u"operator_key"_s << operators << u"anna"_s << false;
    QTest::newRow("a scheduler's key") << u"slurm.key"_s << schedulers << u"slurm"_s << true;
    QTest::newRow("a scheduler's key as an operator's") << u"slurm.key"_s << operators << u"slurm"_s << false;
    QTest::newRow("an operator's key as a scheduler's") << u"anna.key"_s << schedulers << u"anna"_s << false;
    QTest::newRow("a key as a machine's") << u"key"_s << static_cast<int>(Role::Enrol) << u"anna"_s << false;
    QTest::newRow("a name that nobody has") << u"anna.key"_s << operators << u"nobody"_s << false;
    QTest::newRow("a name that is none") << u"anna.key"_s << operators << u"an/na"_s << false;
}

void TestNamedKeys::aNameIsProvedNotTold()
{
    QFETCH(QString, file);
    QFETCH(int, role);
    QFETCH(QString, name);
    QFETCH(bool, isTaken);
    const QByteArray secret = readKeyFile(m_cluster.path(file), {}).value_or(QByteArray());
    QCOMPARE(secret.size(), 32);
    Link *link = connectAs({static_cast<Role>(role), secret, u"anna"_s, 0, Channel::Control, {}, name});
    QCOMPARE(link != nullptr, isTaken);
    delete link;
}

void TestNamedKeys::aKeyAllowsWhatItsRightsSay_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("watches");
    QTest::addColumn<bool>("deploys");
    QTest::addColumn<bool>("edits");
    QTest::newRow("anna may all") << u"anna"_s << true << true << true;
    QTest::newRow("the watcher sees") << u"watcher"_s << true << false << false;
    QTest::newRow("the worker deploys") << u"worker"_s << false << true << false;
    QTest::newRow("slurm deploys") << u"slurm"_s << false << true << false;
    QTest::newRow("a scheduler that sees") << u"seeing"_s << true << true << false;
}

void TestNamedKeys::aKeyAllowsWhatItsRightsSay()
{
    QFETCH(QString, name);
    QFETCH(bool, watches);
    QFETCH(bool, deploys);
    QFETCH(bool, edits);
    const bool isScheduler = name == u"slurm" || name == u"seeing";
    Link *link = connectAs(holderOf(isScheduler ? Role::Capt : Role::Operator, name));
    QVERIFY(link);
    const QByteArray no = "role.not-allowed";
    QCOMPARE(answerTo(link, ImagesRequest{}) != no, watches);
    QCOMPARE(answerTo(link, JobsRequest{}) != no, watches);
    QCOMPARE(answerTo(link, DeployRequest{u"j-"_s + name, u"n9"_s, u"tree"_s}) != no, deploys);
    QCOMPARE(answerTo(link, CancelJobRequest{u"none"_s}) != no, deploys);
    QCOMPARE(answerTo(link, ReloadRequest{}) != no, edits);
    QCOMPARE(answerTo(link, DocumentRequest{u"node_db"_s, 0}) != no, edits);
    QCOMPARE(answerTo(link, WipeRequest{u"n9"_s, u"X"_s}) != no, edits);
    QCOMPARE(answerTo(link, DeployRequest{u"j-"_s + name, u"n9"_s, u"tree"_s, 0, true}) != no, edits);
    // What is no question of a client is nobody's right.
    QCOMPARE(answerTo(link, NodeReport{}), no);
    delete link;
}

void TestNamedKeys::theHistoryNamesTheKeyTheAddressAndTheLabelApart()
{
    Link *link = connectAs(holderOf(Role::Operator, u"anna"_s, u"operator (10.0.0.1, root)"_s));
    QVERIFY(link);
    QCOMPARE(answerTo(link, ReloadRequest{}), QByteArray("ok"));
    QCOMPARE(answerTo(link, DeployRequest{u"told"_s, u"n3"_s, u"tree"_s}), QByteArray("ok"));
    QCOMPARE(answerTo(link, CancelJobRequest{u"told"_s}), QByteArray("ok"));
    delete link;
    const QByteArray events = m_cluster.ctl({u"events"_s, u"-o"_s, u"json"_s}).out;
    QVERIFY2(events.count("operator anna (127.0.0.1, operator ?10.0.0.1? root?)") >= 3, events);
    QVERIFY(events.contains("\"cancelled\"") && events.contains("\"reloaded\""));
    const QByteArray jobs = m_cluster.ctl({u"jobs"_s, u"-o"_s, u"json"_s}).out;
    QVERIFY2(jobs.contains("\"anna\""), jobs);
}

void TestNamedKeys::aSchedulersJobIsNotAnothers()
{
    Link *slurm = connectAs(holderOf(Role::Capt, u"slurm"_s));
    Link *other = connectAs({Role::Capt, *readKeyFile(m_cluster.path(u"capt_key"_s), {})});
    Link *anna = connectAs(holderOf(Role::Operator, u"anna"_s));
    QVERIFY(slurm && other && anna);
    const DeployRequest wish{u"42"_s, u"n2"_s, u"tree"_s};
    QCOMPARE(answerTo(slurm, wish), QByteArray("ok"));
    QCOMPARE(answerTo(slurm, wish), QByteArray("ok"));
    QCOMPARE(answerTo(other, wish), QByteArray("job.not-yours"));
    QCOMPARE(answerTo(other, CancelJobRequest{u"42"_s}), QByteArray("job.not-yours"));
    QCOMPARE(answerTo(other, WatchJobRequest{u"42"_s}), QByteArray("role.not-allowed"));
    QCOMPARE(answerTo(slurm, CancelJobRequest{u"42"_s}), QByteArray("ok"));
    QCOMPARE(answerTo(slurm, DeployRequest{u"43"_s, u"n2"_s, u"tree"_s}), QByteArray("ok"));
    QCOMPARE(answerTo(anna, CancelJobRequest{u"43"_s}), QByteArray("ok"));
    for (Link *link : {slurm, other, anna})
        delete link;
}

void TestNamedKeys::aHoldSurvivesTheServerAndEndsWithARelease()
{
    Link *slurm = connectAs(holderOf(Role::Capt, u"slurm"_s));
    QVERIFY(slurm);
    QCOMPARE(answerTo(slurm, DeployRequest{u"held"_s, u"n[1-3]"_s, u"tree"_s}), QByteArray("ok"));
    delete slurm;
    m_cluster.killServer();
    QVERIFY(m_cluster.startServer());
    const QByteArray holds = m_cluster.ctl({u"holds"_s}).out;
    QVERIFY2(holds.count("held") == 3 && holds.contains("slurm"), holds);
    QCOMPARE(m_cluster.ctl({u"holds"_s, u"release"_s, u"n3"_s, u"-y"_s}).code, 0);
    QCOMPARE(m_cluster.ctl({u"holds"_s}).out.count("held"), 2);
    const Ran refused = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"-y"_s});
    QVERIFY2(refused.code != 0 && refused.err.contains("holds release n1"), refused.err);
    // Nothing is wrong with another scheduler's job: it may come again later.
    const QStringList other{u"-j"_s, u"other"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s};
    QCOMPARE(m_cluster.capt(other + QStringList{u"--exit-codes"_s, u"torque"_s}).code, 3);
    QVERIFY(m_cluster.ctl({u"plan"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s}).out.contains("job held of slurm"));
    Link *worker = connectAs(holderOf(Role::Operator, u"worker"_s));
    QVERIFY(worker);
    DeployRequest take{u"taken"_s, u"n1"_s, u"tree"_s};
    take.take = true;
    QCOMPARE(answerTo(worker, take), QByteArray("role.not-allowed"));
    delete worker;
    const Ran taken = m_cluster.ctl(
        {u"deploy"_s, u"--take"_s, u"--job"_s, u"taken"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"tree"_s, u"-y"_s});
    QVERIFY2(taken.code == 0, taken.err);
    QCOMPARE(m_cluster.ctl({u"cancel"_s, u"taken"_s, u"-y"_s}).code, 0);
    QCOMPARE(m_cluster.ctl({u"holds"_s}).out.count("held"), 1);
    QCOMPARE(m_cluster.capt({u"--release"_s, u"-j"_s, u"held"_s}).code, 4); // capt_key's holder: not its own
    QCOMPARE(m_cluster.capt({u"--release"_s, u"-j"_s, u"held"_s, u"--key"_s, u"slurm"_s}).code, 0);
    QVERIFY(!m_cluster.ctl({u"holds"_s}).out.contains("held"));
    QCOMPARE(m_cluster.capt({u"--cancel"_s, u"-j"_s, u"held"_s}).code, 4);
    QCOMPARE(m_cluster.capt({u"--cancel"_s, u"-j"_s, u"held"_s, u"--key"_s, u"slurm"_s}).code, 0);
    QCOMPARE(m_cluster.capt({u"--cancel"_s, u"-j"_s, u"held"_s, u"-n"_s, u"n1"_s}).code, 2);
}

void TestNamedKeys::aSchedulerThatNeverReleasesGoesOn()
{
    for (const QString &key : {QString(), u"slurm"_s}) {
        const QByteArray secret = *readKeyFile(m_cluster.path(u"capt_key"_s), {});
        Link *link = connectAs(key.isEmpty() ? Peer{Role::Capt, secret} : holderOf(Role::Capt, key));
        QVERIFY(link);
        for (const char *job : {"first", "second", "third"}) {
            const QString id = QString::fromLatin1(job) + key;
            QCOMPARE(answerTo(link, DeployRequest{id, u"n1"_s, u"tree"_s}), QByteArray("ok"));
            const QByteArray holds = m_cluster.ctl({u"holds"_s, u"-o"_s, u"csv"_s}).out;
            QVERIFY2(holds.contains("n1," + id.toUtf8()), holds);
        }
        for (const char *job : {"first", "second", "third"})
            QCOMPARE(answerTo(link, CancelJobRequest{QString::fromLatin1(job) + key}), QByteArray("ok"));
        delete link;
    }
    QVERIFY(!m_cluster.ctl({u"holds"_s, u"-o"_s, u"csv"_s}).out.contains("n1,"));
}

void TestNamedKeys::aReinstallationsPermissionEndsWithIt()
{
    const QStringList ask{u"reinstall"_s, u"n1"_s, u"--serial"_s, u"QM1"_s, u"-i"_s, u"tree"_s, u"-y"_s};
    const Ran ran = m_cluster.ctl(ask);
    QVERIFY2(ran.code == 0, ran.err);
    QVERIFY(m_cluster.ctl({u"permissions"_s}).out.contains("QM1"));
    const QString job = QString::fromUtf8(ran.out).section(u' ', 1, 1).chopped(1);
    QCOMPARE(m_cluster.ctl({u"cancel"_s, job, u"-y"_s}).code, 0);
    QVERIFY(!m_cluster.ctl({u"permissions"_s}).out.contains("QM1"));
    // One that is refused leaves none either, and who may not wipe allows nothing.
    QVERIFY(m_cluster.ctl({u"reinstall"_s, u"n1"_s, u"--serial"_s, u"QM1"_s, u"-i"_s, u"other"_s, u"-y"_s}).code != 0);
    Link *worker = connectAs(holderOf(Role::Operator, u"worker"_s));
    QVERIFY(worker);
    QCOMPARE(answerTo(worker, DeployRequest{u"w"_s, u"n1"_s, u"tree"_s, 0, false, false, {{u"n1"_s, u"QM1"_s}}}),
             QByteArray("role.not-allowed"));
    delete worker;
    QVERIFY(!m_cluster.ctl({u"permissions"_s}).out.contains("QM1"));
}

void TestNamedKeys::anOlderClientsWipeBelongsToItsDeployment()
{
    Link *anna = connectAs(holderOf(Role::Operator, u"anna"_s));
    QVERIFY(anna);
    QCOMPARE(answerTo(anna, WipeRequest{u"n1"_s, u"QM7"_s}), QByteArray("ok"));
    QVERIFY(m_cluster.ctl({u"permissions"_s}).out.contains("an operator's next one"));
    QCOMPARE(answerTo(anna, DeployRequest{u"older"_s, u"n1"_s, u"tree"_s, 0, true}), QByteArray("ok"));
    const QByteArray given = m_cluster.ctl({u"permissions"_s}).out;
    QVERIFY2(given.contains("QM7") && given.contains("deployment "), given);
    QCOMPARE(answerTo(anna, CancelJobRequest{u"older"_s}), QByteArray("ok"));
    QVERIFY(!m_cluster.ctl({u"permissions"_s}).out.contains("QM7"));
    delete anna;
}

void TestNamedKeys::aPermissionSurvivesAKilledServerWithItsEnd()
{
    const QStringList wipe{u"node"_s, u"wipe"_s, u"n1"_s, u"--serial"_s, u"QM8"_s, u"--for"_s, u"2h"_s, u"-y"_s};
    QCOMPARE(m_cluster.ctl(wipe).code, 0);
    const QStringList list{u"permissions"_s, u"-o"_s, u"json"_s};
    const QByteArray before = m_cluster.ctl(list).out;
    QVERIFY2(before.contains("QM8"), before);
    m_cluster.killServer();
    QVERIFY(m_cluster.startServer());
    QCOMPARE(m_cluster.ctl(list).out, before);
    QCOMPARE(m_cluster.ctl({u"permissions"_s, u"withdraw"_s, u"n[1-3]"_s, u"-y"_s}).code, 0);
    QVERIFY(!m_cluster.ctl(list).out.contains("QM8"));
    const QByteArray events = m_cluster.ctl({u"events"_s, u"-o"_s, u"json"_s}).out;
    QVERIFY2(events.contains("\"withdrawn\"") && events.contains("\"allowed\""), events);
}

void TestNamedKeys::programsFindTheirKey_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("author");
    QTest::newRow("the unnamed key") << QStringList{} << QByteArray("operator (127.0.0.1");
    QTest::newRow("by the section's name")
        << QStringList{u"--key"_s, u"anna"_s} << QByteArray("operator anna (127.0.0.1");
    QTest::newRow("by the file, which says its name")
        << QStringList{u"--key-file"_s, u"anna.key"_s} << QByteArray("operator anna (127.0.0.1");
    QTest::newRow("a section that is not there") << QStringList{u"--key"_s, u"nobody"_s} << QByteArray();
    QTest::newRow("a scheduler's section") << QStringList{u"--key"_s, u"slurm"_s} << QByteArray();
}

void TestNamedKeys::programsFindTheirKey()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, author);
    const Ran ran = m_cluster.ctl(QStringList{u"reload"_s} + arguments);
    QCOMPARE(ran.code == 0, !author.isEmpty());
    if (!author.isEmpty()) {
        const QByteArray events = m_cluster.ctl({u"events"_s, u"--limit"_s, u"1"_s, u"-o"_s, u"json"_s}).out;
        QVERIFY2(events.contains(author), events);
    }
}

void TestNamedKeys::aReloadEndsTheConnectionsOfChangedKeysAlone()
{
    Link *removed = connectAs(holderOf(Role::Capt, u"slurm"_s));
    Link *replaced = connectAs(holderOf(Role::Operator, u"anna"_s));
    Link *narrowed = connectAs(holderOf(Role::Capt, u"seeing"_s));
    Link *kept = connectAs(holderOf(Role::Operator, u"watcher"_s));
    Link *unnamed = connectAs({Role::Operator, *readKeyFile(m_cluster.path(u"operator_key"_s), {})});
    QVERIFY(removed && replaced && narrowed && kept && unnamed);
    const QPointer<Link> gone[] = {removed, replaced, narrowed};
    const Peer before = holderOf(Role::Operator, u"anna"_s);
    QFile conf(m_cluster.path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    QByteArray text = conf.readAll();
    text.replace("[scheduler \"slurm\"]\n", "").replace("rights = watch deploy", "rights = deploy");
    QVERIFY(m_cluster.write(u"cid.conf"_s, text));
    QVERIFY(QFile::remove(m_cluster.path(u"anna.key"_s)));
    QVERIFY(writeSecretFile(m_cluster.path(u"anna.key"_s), formatNamedKey({u"anna"_s, QByteArray(32, 'a')}), {}));
    // A disk that answers late keeps nobody in.
    const QString manifest = m_cluster.path(u"images/tree-1-1.manifest"_s);
    QVERIFY(QFile::copy(manifest, manifest + u".new"_s) && QFile::remove(manifest));
    QVERIFY(QFile::rename(manifest + u".new"_s, manifest));
    SlowFile slow(manifest);
    QVERIFY(slow.isHeld());
    m_cluster.signalServer(SIGHUP);
    for (const QPointer<Link> &link : gone)
        QTRY_VERIFY(!link || !link->isOpen());
    QTRY_VERIFY(slow.isWanted());
    slow.letGo();
    QCOMPARE(answerTo(kept, ImagesRequest{}), QByteArray("ok"));
    QCOMPARE(answerTo(unnamed, ImagesRequest{}), QByteArray("ok"));
    QVERIFY(!connectAs(before));
    QVERIFY(connectAs(holderOf(Role::Operator, u"anna"_s)));
    QVERIFY(!connectAs(holderOf(Role::Capt, u"slurm"_s)));
    delete kept;
    delete unnamed;
}

void TestNamedKeys::aSharedKeyIsRefusedAndNothingChanges()
{
    Link *anna = connectAs(holderOf(Role::Operator, u"anna"_s));
    QVERIFY(anna);
    QFile conf(m_cluster.path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    const QByteArray text = conf.readAll();
    QVERIFY(m_cluster.write(u"cid.conf"_s, text + "[operator \"zoe\"]\nkey = operator_key\n"));
    QCOMPARE(answerTo(anna, ReloadRequest{}), QByteArray("key.shared"));
    QVERIFY(m_cluster.write(u"cid.conf"_s, text));
    QCOMPARE(answerTo(anna, ReloadRequest{}), QByteArray("ok"));
    delete anna;
}

void TestNamedKeys::cleanupTestCase()
{
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestNamedKeys)
#include "named_keys_test.moc"
