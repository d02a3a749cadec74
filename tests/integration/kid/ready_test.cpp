// SPDX-License-Identifier: GPL-3.0-or-later
// A whole notP whose images say when a node is ready: cidcapt ends with 0 only then.
#include "tests/support/cluster.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestReady : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aJobBeginsWhenTheNodeIsReady();
    void aNodeThatStartsAnewHasToBeReadyAnew();
    void aServerThatComesBackBelievesTheAgent();
    void aNodeThatIsNotReadyInTimeFailsTheJobWithTheReason();
    void cleanupTestCase();

private:
    [[nodiscard]] QByteArray stateOf(const QString &node);
    [[nodiscard]] bool becomes(const QByteArray &state);
    [[nodiscard]] bool writeDatabase(const QByteArray &within);
    [[nodiscard]] bool setReady(bool isReady);

    Cluster m_cluster;
    QTcpServer m_service;
};

QByteArray TestReady::stateOf(const QString &node)
{
    const QByteArray out = m_cluster.ctl({u"nodes"_s, u"-o"_s, u"json"_s}).out;
    const QJsonArray rows = QJsonDocument::fromJson(out).array();
    for (const auto &row : rows) {
        if (row[u"node"_s].toString() == node)
            return row[u"state"_s].toString().toUtf8();
    }
    return out;
}

bool TestReady::becomes(const QByteArray &state)
{
    return QTest::qWaitFor([&] { return stateOf(u"n1"_s) == state; }, 60'000);
}

bool TestReady::writeDatabase(const QByteArray &within)
{
    const QByteArray check = QFile::encodeName(m_cluster.path(u"check"_s));
    return m_cluster.write(u"image_db"_s,
                           "[image \"tree\"]\ncurrent = 1-1\nready = " + check + "\nready = port:"
                               + QByteArray::number(m_service.serverPort()) + "\nready_within = " + within + '\n');
}

bool TestReady::setReady(bool isReady)
{
    const QString flag = m_cluster.path(u"flag"_s);
    return isReady ? m_cluster.write(u"flag"_s, {}) : !QFile::exists(flag) || QFile::remove(flag);
}

void TestReady::initTestCase()
{
    QVERIFY(m_service.listen(QHostAddress::LocalHost));
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\n"));
    QVERIFY(m_cluster.write(u"check"_s,
                            "#!/bin/sh\ntest -e " + QFile::encodeName(m_cluster.path(u"flag"_s))
                                + " || { echo 'scratch is not mounted'; exit 1; }\n"));
    QVERIFY(QFile::setPermissions(m_cluster.path(u"check"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(writeDatabase("90s"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
}

void TestReady::aJobBeginsWhenTheNodeIsReady()
{
    const auto capt = m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"first"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QByteArray said;
    const bool isTold = QTest::qWaitFor([&] { return Cluster::heard(*capt, said).contains("n1: starting"); }, 60'000);
    QVERIFY2(isTold, said + m_cluster.log(u"cidd"_s) + m_cluster.log(u"cidkid"_s));
    const auto isShown = [this] {
        return m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s}).out.contains("scratch is not mounted");
    };
    QVERIFY(QTest::qWaitFor(isShown, 30'000));
    QCOMPARE(capt->state(), QProcess::Running);
    QVERIFY(!said.contains("n1: running"));
    QVERIFY(setReady(true));
    const Ran ran = Cluster::ended(*capt, 60'000);
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    QCOMPARE(stateOf(u"n1"_s), QByteArray("running"));
}

void TestReady::aNodeThatStartsAnewHasToBeReadyAnew()
{
    QVERIFY(setReady(false));
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.startNodes());
    QVERIFY(becomes("starting"));
    // A job for what it starts already has it when it is ready, and nothing is installed.
    const auto capt = m_cluster.begin(u"capt/cidcapt"_s, {u"-j"_s, u"same"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QByteArray said;
    QVERIFY(QTest::qWaitFor([&] { return !Cluster::heard(*capt, said).isEmpty(); }, 30'000));
    QVERIFY(setReady(true));
    const Ran ran = Cluster::ended(*capt, 60'000);
    said += ran.out;
    QVERIFY2(ran.code == 0, said + ran.err);
    QVERIFY2(!said.contains("armed") && !said.contains("installing"), said);
}

void TestReady::aServerThatComesBackBelievesTheAgent()
{
    // cidd dies and comes back: the agent knows that its image passed, and nobody looks again.
    QVERIFY(setReady(false));
    m_cluster.killServer();
    QVERIFY(m_cluster.startServer());
    // It reported since, and stayed what it was.
    const auto hasReported = [this] {
        const QByteArray show = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s}).out;
        return !show.isEmpty() && !show.contains("not heard of since cidd started");
    };
    QVERIFY(QTest::qWaitFor(hasReported, 30'000));
    QCOMPARE(stateOf(u"n1"_s), QByteArray("running"));
    QVERIFY(setReady(true));
}

void TestReady::aNodeThatIsNotReadyInTimeFailsTheJobWithTheReason()
{
    QVERIFY(writeDatabase("3s"));
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    m_service.close();
    const Ran ran = m_cluster.capt({u"-j"_s, u"late"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(ran.code == 0, "it runs already, and was ready when it came");
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.startNodes());
    QVERIFY2(becomes("failed"), m_cluster.log(u"cidkid"_s));
    const QByteArray show = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s}).out;
    QVERIFY2(show.contains("nothing listens on port"), show);
    const Ran again = m_cluster.capt({u"-j"_s, u"again"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s});
    QVERIFY2(again.code == 1, again.out + again.err);
    QVERIFY2(again.err.contains("tree-1-1 started and is not ready: nothing listens on port"), again.err);
}

void TestReady::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
}

QTEST_GUILESS_MAIN(TestReady)
#include "ready_test.moc"
