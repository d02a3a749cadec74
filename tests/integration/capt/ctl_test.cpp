// SPDX-License-Identifier: GPL-3.0-or-later
// cidctl against a real cidd: every verb in every format.
#include "tests/support/cluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestCtl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyVerbAnswers_data();
    void everyVerbAnswers();
    void mistakes_data();
    void mistakes();
    void jsonIsJson();
    void theSlotsOfANodeAreShown();
    void followingGoesOnAfterARestart();
    void aNewMachineIsAdopted();
    void helpNamesEveryVerb();

private:
    Cluster m_cluster;
};

void TestCtl::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n[node \"x9\"]\n"
                            "mac = 52:54:00:00:00:09\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    for (int i = 1; i <= 3; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.ctl(
        {u"deploy"_s, u"-n"_s, u"n[1-2]"_s, u"-i"_s, u"tree"_s, u"--job"_s, u"one"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

void TestCtl::everyVerbAnswers_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QString &call, const QByteArray &says) {
        QTest::newRow(qPrintable(call)) << call << says;
    };
    row(u"nodes"_s, "running");
    row(u"nodes n1"_s, "tree-1-1");
    row(u"nodes -o csv"_s, "node,state,since,image");
    row(u"node show n1"_s, "rebooting(2) > running");
    row(u"node show n1 -o json"_s, "\"timeline\"");
    row(u"discovered"_s, "52:54:00:00:00:03");
    row(u"images"_s, "tree-1-1");
    row(u"images -o csv"_s, "tree-1-1,true,linux");
    row(u"jobs"_s, "n[1-2]");
    row(u"jobs --active -o json"_s, "[");
    row(u"events"_s, "installing > configuring");
    row(u"events --node n2 --limit 500"_s, "n2");
    row(u"plan -n x9,n1 -i tree"_s, "nothing");
    row(u"deploy -n x9 -i tree --dry-run"_s, "x9");
    row(u"deploy -n n[1-2] -i tree"_s, "job ctl-");
    row(u"node wipe n1 --serial X --dry-run"_s, "X");
    row(u"node wipe n1 --serial X --yes"_s, {});
    row(u"permissions"_s, "an operator's next one");
    row(u"permissions -o json"_s, "\"X\"");
    row(u"permissions withdraw n1 --yes"_s, {});
    row(u"holds"_s, "NODE");
    row(u"node reenrol n1 --dry-run"_s, "n1");
    row(u"node trust n1 --dry-run"_s, "n1");
    row(u"node adopt --as n9 --dry-run"_s, "n9");
    row(u"reload"_s, {});
    row(u"config check"_s, "right");
    row(u"--version"_s, "cidctl");
}

void TestCtl::everyVerbAnswers()
{
    QFETCH(QString, call);
    QFETCH(QByteArray, says);
    const Ran ran = m_cluster.ctl(call.split(u' '));
    QVERIFY2(ran.code == 0, QByteArray::number(ran.code) + ran.out + ran.err);
    if (says == "\"timeline\"") // the JSON of one node is an object with its events
        QVERIFY(!QJsonDocument::fromJson(ran.out)[u"events"_s].toArray().isEmpty());
    else
        QVERIFY2(ran.out.contains(says), ran.out.constData());
}

void TestCtl::mistakes_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const QString &call, int code, const QByteArray &says) {
        QTest::newRow(qPrintable(call)) << call << code << says;
    };
    row(u"node"_s, 2, "nodes");
    row(u"nodse"_s, 2, "nodes");
    row(u"nodes q7"_s, 2, "q7");
    row(u"nodes -o xml"_s, 2, "xml");
    row(u"node show"_s, 2, "usage");
    row(u"node show q7"_s, 2, "q7");
    row(u"deploy -n x9 -i tree"_s, 2, "--yes");
    row(u"cancel nothing --yes"_s, 2, "nothing");
    row(u"node wipe n1"_s, 2, "--serial");
    row(u"node wipe n1 --serial X --for never"_s, 2, "--for");
    row(u"permissions withdraw n2 --yes"_s, 2, "n2");
    row(u"holds release n2 --yes"_s, 2, "n2");
    row(u"jobs --nothing"_s, 2, "nothing");
}

void TestCtl::mistakes()
{
    QFETCH(QString, call);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const Ran ran = m_cluster.ctl(call.split(u' '));
    QVERIFY2(ran.code == code, QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY2(ran.err.contains(says), ran.err.constData());
}

void TestCtl::jsonIsJson()
{
    for (const QString &verb : {u"nodes"_s, u"images"_s, u"jobs"_s, u"events"_s, u"discovered"_s}) {
        QJsonParseError error;
        const Ran ran = m_cluster.ctl({verb, u"-o"_s, u"json"_s});
        const QJsonDocument document = QJsonDocument::fromJson(ran.out, &error);
        QVERIFY2(error.error == QJsonParseError::NoError && document.isArray(), qPrintable(verb));
        QVERIFY2(!document.array().isEmpty(), qPrintable(verb));
    }
}

void TestCtl::theSlotsOfANodeAreShown()
{
    const Ran text = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s});
    QVERIFY2(text.out.contains("tree-1-1  runs  starts next\n"), text.out.constData());
    const Ran json = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s, u"-o"_s, u"json"_s});
    const QJsonArray found = QJsonDocument::fromJson(json.out)[u"slots"_s].toArray();
    QVERIFY2(found.size() > 1, json.out.constData());
    int running = 0;
    for (const QJsonValue &slot : found) {
        const bool isRunning = slot[u"runs"_s].toBool();
        running += isRunning ? 1 : 0;
        QCOMPARE(slot[u"state"_s].toString(), isRunning ? u"whole"_s : u"empty"_s);
        QCOMPARE(slot[u"image"_s].toString(), isRunning ? u"tree-1-1"_s : QString());
        QVERIFY(slot[u"partition"_s].toInt() > 4 && slot[u"size"_s].toDouble() > 0);
    }
    QCOMPARE(running, 1);
}

void TestCtl::followingGoesOnAfterARestart()
{
    const auto events = m_cluster.begin(u"capt/cidctl"_s, {u"events"_s, u"-f"_s, u"-o"_s, u"csv"_s});
    QByteArray said;
    QTRY_VERIFY(Cluster::heard(*events, said).contains("running"));
    QVERIFY(m_cluster.stopServer());
    QVERIFY(m_cluster.startServer());
    QCOMPARE(m_cluster.ctl({u"deploy"_s, u"-n"_s, u"x9"_s, u"-i"_s, u"tree"_s, u"--job"_s, u"later"_s, u"-y"_s}).code,
             0);
    QTRY_VERIFY_WITH_TIMEOUT(Cluster::heard(*events, said).contains("later"), 40'000);
    QCOMPARE(said.count("time,node,what"), 1);
    events->kill();
    events->waitForFinished();
    QCOMPARE(m_cluster.ctl({u"cancel"_s, u"later"_s, u"-y"_s}).code, 0);
}

void TestCtl::aNewMachineIsAdopted()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"discovered"_s}).out.contains("00:03"), 40'000);
    const Ran adopted = m_cluster.ctl({u"node"_s, u"adopt"_s, u"--as"_s, u"n3"_s, u"--yes"_s});
    QVERIFY2(adopted.code == 0, adopted.err.constData());
    const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n3"_s, u"-i"_s, u"tree"_s, u"-y"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

void TestCtl::helpNamesEveryVerb()
{
    const Ran ran = m_cluster.ctl({u"--help"_s});
    for (const char *verb : {"nodes", "node show", "node adopt", "discovered", "images", "deploy", "plan", "cancel",
                             "jobs", "events", "reload", "config check"})
        QVERIFY2(ran.out.contains(QByteArray("  ") + verb + ' '), verb);
    QVERIFY(m_cluster.ctl({u"events"_s, u"--help"_s}).out.contains("--follow"));
}

QTEST_GUILESS_MAIN(TestCtl)
#include "ctl_test.moc"
