// SPDX-License-Identifier: GPL-3.0-or-later
// From a request to running images: cidd, cidkid with folders that pretend to be machines, and a scheduler's call.
#include "tests/support/cluster.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aJobBringsItsNodesIntoTheImage();
    void aNodeThatDoesNotAnswerIsNotAlreadyRight();
    void cleanupTestCase();

private:
    int capt(const QString &job, const QString &hosts, const QString &image, const QString &timeout = u"60s"_s);
    QByteArray fileOf(const QString &node, const QString &name) const;
    Cluster m_cluster;
};

// The file in the root that the node runs: the slot with that content, whichever partition it is.
QByteArray TestAgent::fileOf(const QString &node, const QString &name) const
{
    const QDir disk(m_cluster.path(u"nodes/%1/disk"_s.arg(node)));
    for (const QString &partition : disk.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(disk.filePath(partition + u'/' + name));
        if (file.open(QIODevice::ReadOnly))
            return file.readAll();
    }
    return {};
}

int TestAgent::capt(const QString &job, const QString &hosts, const QString &image, const QString &timeout)
{
    const Ran ran = m_cluster.capt({u"-j"_s, job, u"-n"_s, hosts, u"-i"_s, image, u"--timeout"_s, timeout});
    if (ran.code != 0)
        qWarning("%s%s", ran.out.constData(), ran.err.constData());
    return ran.code;
}

void TestAgent::aJobBringsItsNodesIntoTheImage()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-4]\"]\nmac = 52:54:00:00:00:[01-04]\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.write(u"root/usr/large"_s, QByteArray(3'000'000, 'x')));
    QVERIFY(m_cluster.write(u"overlays/node/n2/etc/hello.in"_s, "I am @NODE@\n"));
    QVERIFY(m_cluster.write(u"overlays/secret/node/n2/etc/keytab"_s, "of n2\n"));
    QVERIFY(m_cluster.write(u"overlays/secret/node/n3/etc/keytab"_s, "of n3\n"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "two"));
    QVERIFY(m_cluster.pack(u"other-1-1"_s, u"root"_s));
    for (int i = 1; i <= 4; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    QCOMPARE(capt(u"demo.1"_s, u"n[1-4]"_s, u"tree"_s), 0);
    QCOMPARE(fileOf(u"n1"_s, u"etc/motd"_s), QByteArray("one"));
    QCOMPARE(fileOf(u"n2"_s, u"etc/hello"_s), QByteArray("I am n2\n"));
    // Its key is new: what is secret comes with the next job, and somebody has to know.
    QVERIFY(fileOf(u"n2"_s, u"etc/keytab"_s).isEmpty() && fileOf(u"n3"_s, u"etc/keytab"_s).isEmpty());
    QVERIFY(m_cluster.ctl({u"events"_s, u"--node"_s, u"n2"_s}).out.contains("secrets-withheld"));
    QVERIFY(!m_cluster.ctl({u"events"_s, u"--node"_s, u"n1"_s}).out.contains("secrets-withheld"));
    QVERIFY(fileOf(u"n2"_s, u"etc/ssh/ssh_host_ed25519_key"_s).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    QCOMPARE(capt(u"demo.2"_s, u"n1:ppn=2+n2:ppn=2"_s, u"other"_s), 0);
    QCOMPARE(fileOf(u"n2"_s, u"etc/keytab"_s), QByteArray("of n2\n"));
    QCOMPARE(capt(u"demo.3"_s, u"n3,n4"_s, u"tree-1-1"_s), 0);
    QVERIFY(m_cluster.log(u"cidkid"_s).contains("Host (n2), Image (other-1-1)"));
}

void TestAgent::aNodeThatDoesNotAnswerIsNotAlreadyRight()
{
    QCOMPARE(capt(u"right"_s, u"n[3-4]"_s, u"tree"_s), 0);
    m_cluster.freezeNodes(true);
    // What a node said a moment ago counts for a few seconds.
    QTRY_VERIFY_WITH_TIMEOUT(capt(u"frozen"_s, u"n[3-4]"_s, u"tree"_s, u"1s"_s) != 0, 30'000);
    m_cluster.freezeNodes(false);
    QCOMPARE(capt(u"thawed"_s, u"n[3-4]"_s, u"tree"_s), 0);
    QVERIFY(!m_cluster.log(u"cidkid"_s).contains("stage.out-of-order"));
}

void TestAgent::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestAgent)
#include "agent_test.moc"
