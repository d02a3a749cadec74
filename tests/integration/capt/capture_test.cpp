// SPDX-License-Identifier: GPL-3.0-or-later
// What runs on a node becomes an image, or nothing does.
#include "tests/support/cluster.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestCapture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatRunsBecomesAnImage();
    void theImageCanBeDeployed();
    void nothingIsLostOnTheWay();
    void aDiskIsCapturedLikeAFolder();
    void itIsRefused_data();
    void itIsRefused();
    void aFileThatChangesIsNamed();
    void aCutLeavesNothing_data();
    void aCutLeavesNothing();
    void aJobGoesFirst();

private:
    [[nodiscard]] Ran capture(const QString &node, const QString &image, const QStringList &more = {}) const;
    /// The folder that is / of what runs on a node.
    [[nodiscard]] QString rootOf(const QString &node) const;
    [[nodiscard]] bool isUnderWay(std::unique_ptr<QProcess> &running, const QDir &hidden) const;
    [[nodiscard]] QStringList imageFiles(const QString &pattern) const;

    Cluster m_cluster;
};

Ran TestCapture::capture(const QString &node, const QString &image, const QStringList &more) const
{
    return m_cluster.ctl(QStringList{u"capture"_s, node, u"--image"_s, image, u"--yes"_s} + more);
}

QString TestCapture::rootOf(const QString &node) const
{
    const Shell found = shell(
        "dirname \"$(dirname \"$(find nodes/" + node.toUtf8() + " -path '*etc/motd' | head -1)\")\"", m_cluster.path());
    return m_cluster.path(QString::fromUtf8(found.out.trimmed()));
}

QStringList TestCapture::imageFiles(const QString &pattern) const
{
    return QDir(m_cluster.path(u"images"_s)).entryList({pattern}, QDir::Files | QDir::Hidden);
}

void TestCapture::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(
        u"node_db"_s, "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\n[node \"x9\"]\nmac = 52:54:00:00:00:09\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"golden\"]\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(m_cluster.write(u"root/var/lib/dpkg/status"_s, "Package: bash\nArchitecture: amd64\nVersion: 5.1\n"));
    const Shell made = shell("ln root/etc/motd root/etc/hard; ln -s motd root/etc/link; head -c 700000 /dev/urandom > "
                             "root/etc/large; truncate -s 5M root/etc/sparse; mkdir -p root/tmp root/etc/ssh",
                             m_cluster.path());
    QVERIFY2(made.ok, made.err);
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    for (int i = 1; i <= 2; ++i)
        QVERIFY(m_cluster.addMachine(u"n%1"_s.arg(i), "52:54:00:00:00:0" + QByteArray::number(i)));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n[1-2]"_s, u"-i"_s, u"tree"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
}

void TestCapture::whatRunsBecomesAnImage()
{
    const QString root = rootOf(u"n1"_s);
    QVERIFY(shell("echo mine > etc/added; echo secret > etc/ssh/ssh_host_rsa_key; echo x > tmp/junk", root).ok);
    const Ran ran = capture(u"n1"_s, u"golden-1-1"_s);
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    for (const char *word :
         {"left out: /etc/ssh/ssh_host_rsa_key", "left out: /etc/cid/node.key", "left out: /tmp/junk", "golden-1-1: "})
        QVERIFY2(ran.out.contains(word), ran.out.constData());
    QCOMPARE(imageFiles(u"golden-1-1*"_s),
             (QStringList{u"golden-1-1.gz"_s, u"golden-1-1.manifest"_s, u"golden-1-1.spdx.json"_s}));
    const Shell same =
        shell("mkdir -p out && tar xzf images/golden-1-1.gz -C out && test \"$(cat out/etc/added)\" = mine && cmp "
              "out/etc/large root/etc/large && test $(stat -c %h out/etc/motd) = 2 && ! test -e "
              "out/etc/cid/node.key && ! test -e out/tmp/junk && ! test -e out/etc/ssh/ssh_host_rsa_key",
              m_cluster.path());
    QVERIFY2(same.ok, same.err);
    QCOMPARE(m_cluster.ctl({u"image"_s, u"verify"_s, u"golden-1-1"_s}).code, 0);
}

void TestCapture::theImageCanBeDeployed()
{
    const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"golden-1-1"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    QVERIFY(shell("find nodes/n2 -path '*etc/added' | grep -q .", m_cluster.path()).ok);
}

void TestCapture::nothingIsLostOnTheWay()
{
    Cluster rich;
    QVERIFY(rich.configure());
    QVERIFY(rich.write(u"node_db"_s, "[node \"r1\"]\nmac = 52:54:00:00:00:01\n"));
    QVERIFY(rich.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"golden\"]\n"));
    QVERIFY(rich.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(makeRichTree(rich.path(u"root"_s)).ok);
    QVERIFY(shell("rm root/usr/huge", rich.path()).ok); // It takes seconds to hash.
    QVERIFY(rich.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(rich.addMachine(u"r1"_s, "52:54:00:00:00:01"));
    QVERIFY(rich.startServer());
    QVERIFY(rich.startNodes());
    const auto tidy = qScopeGuard([&rich] {
        // Qt does not remove what has a name that is not UTF-8.
        static_cast<void>(shell("chattr -i root/etc/fixed out/etc/fixed $(find nodes -name fixed) 2>/dev/null || true; "
                                "rm -rf root out nodes",
                                rich.path()));
    });
    const Ran deployed = rich.ctl({u"deploy"_s, u"-n"_s, u"r1"_s, u"-i"_s, u"tree"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(deployed.code == 0, deployed.out + deployed.err);
    const Ran ran = rich.ctl({u"capture"_s, u"r1"_s, u"--image"_s, u"golden-1-1"_s, u"--yes"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const Shell unpacked =
        shell("mkdir out; " CID_BINARY_DIR "/tests/support/image_tool unpack images/golden-1-1.gz out; "
              "dirname $(dirname $(find nodes -path '*etc/motd'))",
              rich.path());
    QVERIFY2(unpacked.ok, unpacked.err);
    const QString root = rich.path(QString::fromUtf8(unpacked.out.trimmed().split('\n').last()));
    QByteArrayList expected;
    for (const QByteArray &line : describeTree(root, ::geteuid() == 0)) {
        const QByteArray path = line.mid(3, line.indexOf('\'', 3) - 3);
        if (!ran.out.contains("left out: " + path + '\n'))
            expected.append(line);
    }
    const QByteArrayList after = describeTree(rich.path(u"out"_s), ::geteuid() == 0);
    for (qsizetype i = 0; i < std::min(expected.size(), after.size()); ++i)
        QCOMPARE(after[i], expected[i]);
    QCOMPARE(after.size(), expected.size());
    QVERIFY(after.size() > 35);
}

void TestCapture::aDiskIsCapturedLikeAFolder()
{
    if (::geteuid() != 0)
        QSKIP("disk files need root");
    Cluster disks;
    QVERIFY(disks.configure());
    QVERIFY(disks.write(u"node_db"_s, "[node \"d1\"]\nmac = 52:54:00:00:00:01\nlayout = grub-msdos\n"));
    QVERIFY(disks.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"golden\"]\n"));
    QVERIFY(disks.write(u"root/etc/motd"_s, "hello"));
    QVERIFY(disks.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(disks.write(u"d1.img.conf"_s, "[machine]\nmac = 52:54:00:00:00:01\nserial = SERIAL-d1\n"));
    QFile disk(disks.path(u"d1.img"_s));
    QVERIFY(disk.open(QIODevice::WriteOnly) && disk.resize(3LL << 30));
    disk.close();
    QVERIFY(disks.startServer());
    QVERIFY(disks.startNodes({u"disk:"_s + disks.path(u"d1.img"_s)}));
    const Ran deployed = disks.ctl({u"deploy"_s, u"-n"_s, u"d1"_s, u"-i"_s, u"tree"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(deployed.code == 0, deployed.out + deployed.err + disks.log(u"cidkid"_s).right(2000));
    const Ran ran = disks.ctl({u"capture"_s, u"d1"_s, u"--image"_s, u"golden-1-1"_s, u"--yes"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const Ran files = disks.ctl({u"image"_s, u"files"_s, u"golden-1-1"_s, u"etc/motd"_s});
    QVERIFY2(files.out.contains("/etc/motd"), files.out.constData());
    QVERIFY(disks.stopNodes());
}

void TestCapture::itIsRefused_data()
{
    QTest::addColumn<QString>("node");
    QTest::addColumn<QString>("image");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char *name, const QString &node, const QString &image, int code, const char *why) {
        QTest::newRow(name) << node << image << code << QByteArray(why);
    };
    row("no such node", u"q7"_s, u"golden-2-1"_s, 2, "q7");
    row("a node that is switched off", u"x9"_s, u"golden-2-1"_s, 4, "no connection");
    row("an image that image_db does not name", u"n1"_s, u"other-2-1"_s, 2, "image_db");
    row("an image that is there", u"n1"_s, u"golden-1-1"_s, 4, "already");
    row("half a name", u"n1"_s, u"golden"_s, 2, "--image");
}

void TestCapture::itIsRefused()
{
    QFETCH(QString, node);
    QFETCH(QString, image);
    QFETCH(int, code);
    QFETCH(QByteArray, why);
    const Ran ran = capture(node, image);
    QVERIFY2(ran.code == code && ran.err.contains(why), QByteArray::number(ran.code) + ran.out + ran.err);
    QVERIFY(imageFiles(u"golden-2*"_s).isEmpty());
}

void TestCapture::aFileThatChangesIsNamed()
{
    const QString root = rootOf(u"n1"_s);
    QFile busy(root + u"/etc/busy"_s);
    QVERIFY(busy.open(QIODevice::WriteOnly));
    QProcess writer;
    writer.start(
        u"/bin/bash"_s,
        {u"-c"_s, u"head -c 30000000 /dev/urandom > '%1'; while :; do echo x >> '%1'; done"_s.arg(busy.fileName())});
    QTRY_VERIFY_WITH_TIMEOUT(busy.size() > 30'000'000, 20'000);
    const Ran refused = capture(u"n1"_s, u"golden-3-1"_s);
    QVERIFY2(refused.code == 6 && refused.err.contains("etc/busy changed"),
             QByteArray::number(refused.code) + refused.out + refused.err);
    QVERIFY(imageFiles(u"golden-3*"_s).isEmpty());
    const Ran allowed = capture(u"n1"_s, u"golden-3-1"_s, {u"--allow-changed"_s});
    writer.kill();
    writer.waitForFinished();
    QVERIFY2(allowed.code == 0 && allowed.out.contains("etc/busy changed while it was read"),
             allowed.out + allowed.err);
    QCOMPARE(m_cluster.ctl({u"image"_s, u"verify"_s, u"golden-3-1"_s}).code, 0);
    QVERIFY(busy.remove());
    // Who did what, and how it ended, is in the history.
    const QByteArray events = m_cluster.ctl({u"events"_s, u"--limit"_s, u"500"_s, u"-o"_s, u"csv"_s}).out;
    const QByteArray call = "cidctl capture n1 --image golden-3-1 --yes";
    QVERIFY2(events.contains("operator") && events.contains(call + '\n') && events.contains(call + " --allow-changed"),
             events.constData());
    for (const char *what : {",capture,golden-3-1", ",capture-failed,golden-3-1", ",captured,golden-3-1"})
        QVERIFY2(events.contains(what), events.constData());
}

void TestCapture::aCutLeavesNothing_data()
{
    QTest::addColumn<QString>("who");
    QTest::newRow("the operator goes") << u"operator"_s;
    QTest::newRow("the node is killed") << u"node"_s;
    QTest::newRow("the server is killed") << u"server"_s;
}

void TestCapture::aCutLeavesNothing()
{
    QFETCH(QString, who);
    // Large enough that it is under way when it is cut.
    const QString root = rootOf(u"n1"_s);
    QVERIFY(shell("test -e etc/bulk || head -c 400000000 /dev/urandom > etc/bulk", root).ok);
    const auto running =
        m_cluster.begin(u"capt/cidctl"_s, {u"capture"_s, u"n1"_s, u"--image"_s, u"golden-4-1"_s, u"--yes"_s});
    const QDir hidden(m_cluster.path(u"images/.captures"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!hidden.entryList({u".mkimg.*"_s}, QDir::Files | QDir::Hidden).isEmpty(), 30'000);
    if (who == u"operator"_s) {
        running->kill();
    } else if (who == u"node"_s) {
        m_cluster.killNodes();
        QVERIFY(m_cluster.startNodes());
    } else {
        m_cluster.killServer();
        QVERIFY(m_cluster.startServer());
    }
    running->kill();
    running->waitForFinished();
    QTRY_VERIFY_WITH_TIMEOUT(hidden.entryList({u".mkimg.*"_s}, QDir::Files | QDir::Hidden).isEmpty(), 30'000);
    QVERIFY(imageFiles(u"golden-4*"_s).isEmpty());
    // And then it can be done.
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"nodes"_s, u"n1"_s}).out.contains("running"), 40'000);
}

bool TestCapture::isUnderWay(std::unique_ptr<QProcess> &running, const QDir &hidden) const
{
    if (!running || running->state() == QProcess::NotRunning)
        running = m_cluster.begin(u"capt/cidctl"_s, {u"capture"_s, u"n1"_s, u"--image"_s, u"golden-5-1"_s, u"--yes"_s});
    return !hidden.entryList({u".mkimg.*"_s}, QDir::Files | QDir::Hidden).isEmpty();
}

void TestCapture::aJobGoesFirst()
{
    const QDir hidden(m_cluster.path(u"images/.captures"_s));
    std::unique_ptr<QProcess> running;
    // Refused until the node has found the server again that was killed.
    QTRY_VERIFY_WITH_TIMEOUT(isUnderWay(running, hidden), 30'000);
    const Ran deployed =
        m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"golden-1-1"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(deployed.code == 0, deployed.out + deployed.err);
    QVERIFY(Cluster::ended(*running).code != 0);
    QVERIFY(imageFiles(u"golden-5*"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestCapture)
#include "capture_test.moc"
