// SPDX-License-Identifier: GPL-3.0-or-later
// cidcapt as a scheduler calls it: host lists, exit codes, signals, jobs that meet on a node.
#include "tests/support/cluster.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

using namespace cid;
using namespace Qt::StringLiterals;

class TestCapt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void moabsLineTakesEveryHostList_data();
    void moabsLineTakesEveryHostList();
    void exitCodes_data();
    void exitCodes();
    void aNodeThatFailsIsNamed();
    void aMissedDeadlineIsFive();
    void aServerThatIsDownIsThree();
    void aWrongKeyIsRefused();
    void theSchedulersUserNeedsTheKeysGroup();
    void aKilledCallIsFoundAgain();
    void howAJobEndedIsToldAfterARestart();
    void aSignalDetachesOrCancels();
    void theSecondJobOfANodeWaits();
    void cleanupTestCase();

private:
    [[nodiscard]] QString stateOf(const QString &job) const;
    [[nodiscard]] std::unique_ptr<QProcess> beginWaiting(const QString &job, const QStringList &more = {}) const;
    Cluster m_cluster;
};

void TestCapt::initTestCase()
{
    QVERIFY(m_cluster.configure("key_group = daemon\nretries = 1\n"));
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node \"n[1-9]\"]\nmac = 52:54:00:00:00:[01-09]\n"
                            "[node \"mac1\"]\nmac = 52:54:00:00:00:0a\nkind = darwin\n"
                            "[node \"own1\"]\nmac = 52:54:00:00:00:0b\ndeploy = never\n"
                            "[node \"arm1\"]\nmac = 52:54:00:00:00:0c\narch = aarch64\n"));
    QVERIFY(m_cluster.write(u"image_db"_s,
                            "[image \"tree\"]\ncurrent = 1-1\narch = x86_64\n[image \"broken\"]\ncurrent = 1-1\n"
                            "[image \"other\"]\ncurrent = 1-1\n"));
    // The one that will be broken has content of its own: what the others have a node takes from their slots.
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "broken"));
    QVERIFY(m_cluster.pack(u"broken-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    for (const QString &image : {u"tree-1-1"_s, u"other-1-1"_s})
        QVERIFY(m_cluster.pack(image, u"root"_s));
    for (int i = 1; i <= 3; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
}

QString TestCapt::stateOf(const QString &job) const
{
    const Ran ran = m_cluster.ctl({u"jobs"_s, u"-o"_s, u"json"_s});
    const QJsonArray all = QJsonDocument::fromJson(ran.out).array();
    for (const auto &one : all) {
        if (one[u"job"_s].toString() == job)
            return one[u"state"_s].toString();
    }
    return {};
}

// A job for a node that is switched off.
std::unique_ptr<QProcess> TestCapt::beginWaiting(const QString &job, const QStringList &more) const
{
    auto capt =
        m_cluster.begin(u"capt/cidcapt"_s, QStringList{u"-j"_s, job, u"-n"_s, u"n9"_s, u"-i"_s, u"tree"_s} + more);
    QByteArray said;
    const bool isAccepted = QTest::qWaitFor(
        [&] {
            said += capt->readAllStandardOutput();
            return said.contains("job " + job.toUtf8());
        },
        20'000);
    if (!isAccepted)
        qWarning("%s%s", said.constData(), capt->readAllStandardError().constData());
    return isAccepted ? std::move(capt) : nullptr;
}

void TestCapt::moabsLineTakesEveryHostList_data()
{
    QTest::addColumn<QString>("hosts");
    QTest::addColumn<int>("count");
    QTest::newRow("a range") << u"n[1-3]"_s << 3;
    QTest::newRow("commas") << u"n1,n2,n3"_s << 3;
    QTest::newRow("colons") << u"n1:n2"_s << 2;
    QTest::newRow("plus signs") << u"n1+n2+n3"_s << 3;
    QTest::newRow("blanks") << u"n1 n2 n3"_s << 3;
    QTest::newRow("processors with ppn") << u"n1:ppn=4+n2:ppn=4"_s << 2;
    QTest::newRow("processors behind a colon") << u"n1:4,n3:4"_s << 2;
    QTest::newRow("Torque's exec_host") << u"n1/0+n1/1+n2/0"_s << 2;
    QTest::newRow("PBS's exec_host") << u"n1/0*4+n2/0*4"_s << 2;
    QTest::newRow("a difference") << u"n[1-3]!n2"_s << 2;
    QTest::newRow("one node") << u"n3"_s << 1;
}

void TestCapt::moabsLineTakesEveryHostList()
{
    QFETCH(QString, hosts);
    QFETCH(int, count);
    QProcess moab;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"JOBID"_s, u"moab."_s + QString::number(qHash(hosts)));
    environment.insert(u"HOSTLIST"_s, hosts);
    moab.setProcessEnvironment(environment);
    moab.start(QStringLiteral(CID_SOURCE_DIR "/tests/integration/capt/moab"),
               {QStringLiteral(CID_BINARY_DIR "/capt/cidcapt"), m_cluster.path(),
                u"/usr/local/sbin/cidcapt -j $JOBID -n $HOSTLIST -i tree"_s});
    const Ran ran = Cluster::ended(moab);
    QVERIFY2(ran.code == 0, (ran.out + ran.err).constData());
    QVERIFY2(ran.out.contains(QByteArray::number(count) + " node(s) run tree-1-1"), ran.out.constData());
}

void TestCapt::exitCodes_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QString &call, int code, const QByteArray &says) {
        QTest::newRow(name) << call.split(u' ') << code << says;
    };
    row("what runs already", u"-j a -n n1 -i tree"_s, 0, {});
    row("a full name", u"-j b -n n1 -i tree-1-1"_s, 0, {});
    row("quiet", u"-j c -n n1 -i tree --quiet"_s, 0, {});
    row("OpenPBS's success", u"-j d -n n1 -i tree --exit-codes openpbs"_s, 1, {});
    row("no job", u"-n n1 -i tree"_s, 2, "-j is missing");
    row("an unknown option", u"-j e -n n1 -i tree --wait"_s, 2, "wait");
    row("an unknown node", u"-j f -n n77 -i tree"_s, 2, "n77");
    row("an unknown image", u"-j g -n n1 -i nothing"_s, 2, "nothing");
    row("an unknown version", u"-j g -n n1 -i tree-9-9"_s, 2, "tree-9-9");
    row("an empty list", u"-j h -n , -i tree"_s, 2, "name");
    row("a list that stops", u"-j i -n n[1- -i tree"_s, 2, "column 2");
    row("a bad image name", u"-j j -n n1 -i ../x"_s, 2, "../x");
    row("a bad time", u"-j k -n n1 -i tree --timeout soon"_s, 2, "soon");
    row("a bad dialect", u"-j k -n n1 -i tree --exit-codes lsf"_s, 2, "lsf");
    row("a kind that does not fit", u"-j l -n mac1 -i tree"_s, 4, "darwin");
    row("an architecture that does not fit", u"-j l -n arm1 -i tree"_s, 4, "aarch64");
    row("a node that is not for schedulers", u"-j m -n own1 -i tree"_s, 4, "own1");
    row("a refusal that Torque must not requeue", u"-j n -n own1 -i tree --exit-codes torque"_s, 1, "own1");
    row("a missing configuration", u"-j o -n n1 -i tree --config /nowhere/cid.conf"_s, 2, "/nowhere/cid.conf");
}

void TestCapt::exitCodes()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const Ran ran = m_cluster.capt(arguments);
    QVERIFY2(ran.code == code, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY2(ran.err.contains(says), ran.err.constData());
    QCOMPARE(ran.err.isEmpty(), says.isEmpty());
    if (arguments.contains(u"--quiet"_s))
        QCOMPARE(ran.out, QByteArray());
}

void TestCapt::aNodeThatFailsIsNamed()
{
    QFile image(m_cluster.path(u"images/broken-1-1.gz"_s));
    QVERIFY(image.open(QIODevice::ReadWrite));
    QVERIFY(image.seek(image.size() / 2));
    QCOMPARE(image.write("XXXX"), 4);
    image.close();
    const Ran ran = m_cluster.capt({u"-j"_s, u"fail"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"broken"_s});
    QVERIFY2(ran.code == 1, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY2(ran.err.contains("n2: failed in installing: "), ran.err.constData());
    QVERIFY2(ran.err.contains("chunk"), ran.err.constData());
    // The node is not lost: the next job takes it back.
    QCOMPARE(m_cluster.capt({u"-j"_s, u"mend"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"tree"_s}).code, 0);
}

void TestCapt::aMissedDeadlineIsFive()
{
    // Long enough for a disk that is busy with something else when cidd writes the job down.
    const Ran ran =
        m_cluster.capt({u"-j"_s, u"late"_s, u"-n"_s, u"n[1,8]"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"8s"_s});
    QVERIFY2(ran.code == 5, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY2(ran.err.contains("n8"), ran.err.constData());
    QVERIFY2(!ran.err.contains("n1:"), ran.err.constData());
}

void TestCapt::aServerThatIsDownIsThree()
{
    QElapsedTimer timer;
    timer.start();
    const Ran ran = m_cluster.capt({u"-j"_s, u"down"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--server"_s,
                                    u"127.0.0.1:1"_s, u"--timeout"_s, u"3s"_s});
    QVERIFY2(ran.code == 3, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY2(timer.elapsed() >= 2'900, "it did not try until the deadline");
    QVERIFY2(ran.err.contains("127.0.0.1"), ran.err.constData());
}

void TestCapt::aWrongKeyIsRefused()
{
    QDir(m_cluster.path()).mkpath(u"wrong"_s);
    QFile conf(m_cluster.path(u"cid.conf"_s));
    QVERIFY(conf.open(QIODevice::ReadOnly));
    QVERIFY(m_cluster.write(u"wrong/cid.conf"_s, conf.readAll()));
    QVERIFY(m_cluster.write(u"wrong/capt_key"_s, QByteArray(64, 'a') + '\n'));
    const QString key = m_cluster.path(u"wrong/capt_key"_s);
    const QStringList call{u"-j"_s, u"x"_s,    u"-n"_s,       u"n1"_s,
                           u"-i"_s, u"tree"_s, u"--config"_s, m_cluster.path(u"wrong/cid.conf"_s)};
    const Ran unsafe = m_cluster.capt(call);
    QVERIFY2(unsafe.code == 2 && unsafe.err.contains("capt_key"), unsafe.err.constData());
    QVERIFY(QFile::setPermissions(key, QFile::ReadOwner));
    const Ran wrong = m_cluster.capt(call);
    QVERIFY2(wrong.code == 4, QByteArray::number(wrong.code) + wrong.err);
}

void TestCapt::theSchedulersUserNeedsTheKeysGroup()
{
    const auto asNobody = [this](const QStringList &groups) {
        QProcess setpriv;
        setpriv.setWorkingDirectory(u"/"_s);
        setpriv.start(u"setpriv"_s,
                      QStringList{u"--reuid=65534"_s, u"--regid=65534"_s} + groups
                          + QStringList{QStringLiteral(CID_BINARY_DIR "/capt/cidcapt"), u"--config"_s,
                                        m_cluster.path(u"cid.conf"_s), u"-j"_s, u"user"_s, u"-n"_s, u"n1"_s, u"-i"_s,
                                        u"tree"_s});
        return Cluster::ended(setpriv);
    };
    // A build below /root cannot be read by others.
    const Ran probe = asNobody({u"--groups=daemon"_s});
    if (probe.code == 127)
        QSKIP("the build's folder is closed to other users");
    QVERIFY2(probe.code == 0, QByteArray::number(probe.code) + probe.err);
    const Ran outside = asNobody({u"--clear-groups"_s});
    QVERIFY2(outside.code == 2 && outside.err.contains("capt_key"), outside.err.constData());
}

void TestCapt::aKilledCallIsFoundAgain()
{
    const auto first = beginWaiting(u"again"_s);
    QVERIFY(first);
    first->kill();
    QVERIFY(first->waitForFinished());
    QCOMPARE(stateOf(u"again"_s), u"active"_s);
    const auto second = beginWaiting(u"again"_s);
    QVERIFY(second);
    // The same id for something else is refused.
    const Ran other = m_cluster.capt({u"-j"_s, u"again"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(other.code == 4, QByteArray::number(other.code) + other.err);
    QCOMPARE(m_cluster.ctl({u"cancel"_s, u"again"_s, u"--yes"_s}).code, 0);
    QCOMPARE(Cluster::ended(*second).code, 1);
    QCOMPARE(stateOf(u"again"_s), u"cancelled"_s);
}

// cidcapt does not hear that its job ends, and the cidd that it finds again did not run it.
void TestCapt::howAJobEndedIsToldAfterARestart()
{
    const auto capt = beginWaiting(u"ended.1"_s);
    QVERIFY(capt);
    const pid_t pid = static_cast<pid_t>(capt->processId());
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    const auto restart = [this] { return m_cluster.stopServer() && m_cluster.startServer(); };
    const bool isRestarted = restart();
    const Ran cancelled = m_cluster.ctl({u"cancel"_s, u"ended.1"_s, u"--yes"_s});
    const bool isRestartedAgain = restart();
    QCOMPARE(::kill(pid, SIGCONT), 0);
    QVERIFY2(cancelled.code == 0 && isRestarted && isRestartedAgain, cancelled.err);
    const Ran ran = Cluster::ended(*capt);
    QVERIFY2(ran.code == 1 && ran.err.contains("The job was cancelled"), ran.out + ran.err);
}

void TestCapt::aSignalDetachesOrCancels()
{
    const auto detached = beginWaiting(u"leave"_s);
    QVERIFY(detached);
    detached->terminate();
    const Ran left = Cluster::ended(*detached);
    QCOMPARE(left.code, 128 + SIGTERM);
    QVERIFY2(left.err.contains("goes on"), left.err.constData());
    QCOMPARE(stateOf(u"leave"_s), u"active"_s);
    const auto again = beginWaiting(u"leave"_s, {u"--on-signal"_s, u"cancel"_s});
    QVERIFY(again);
    again->terminate();
    QCOMPARE(Cluster::ended(*again).code, 128 + SIGTERM);
    QCOMPARE(stateOf(u"leave"_s), u"cancelled"_s);
}

void TestCapt::theSecondJobOfANodeWaits()
{
    const auto first = beginWaiting(u"first"_s);
    QVERIFY(first);
    const auto second =
        m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"second"_s, u"-n"_s, u"n9"_s, u"-i"_s, u"other"_s});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT(Cluster::heard(*second, said).contains("n9: queued"), 20'000);
    // The first one ends, the node comes up: the second has its turn.
    QCOMPARE(m_cluster.ctl({u"cancel"_s, u"first"_s, u"-y"_s}).code, 0);
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.addMachine(u"n9"_s, "52:54:00:00:00:09"));
    QVERIFY(m_cluster.startNodes());
    const Ran ran = Cluster::ended(*second);
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    QCOMPARE(Cluster::ended(*first).code, 1);
}

void TestCapt::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestCapt)
#include "capt_test.moc"
