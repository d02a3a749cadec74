// SPDX-License-Identifier: GPL-3.0-or-later
// A capture that is cut at any moment, and one for which there is no room. 100 kills of each side with NOTP_TEST_LONG,
// a few otherwise.
#include "tests/support/cluster.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestCaptureCut : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void noHalfImageAtAnyMoment_data();
    void noHalfImageAtAnyMoment();
    void aFullDiskIsNamed();

private:
    [[nodiscard]] std::unique_ptr<QProcess> begin(const QString &image) const;
    /// Begins a capture as soon as the node is there, and returns when its first bytes have come. Null: never.
    [[nodiscard]] std::unique_ptr<QProcess> beginWhenReady(const QString &image) const;
    [[nodiscard]] QStringList hidden() const;
    /// How the last capture of that image ended, as the history says; empty: not yet.
    [[nodiscard]] QByteArray endOf(const QString &image) const;
    /// Whatever bears the image's name is whole.
    void checkWhole(const QString &image, int after) const;

    Cluster m_cluster;
    qint64 m_whole = 0; ///< milliseconds that a capture takes from its first bytes on
};

std::unique_ptr<QProcess> TestCaptureCut::begin(const QString &image) const
{
    return m_cluster.begin(u"capt/cidctl"_s, {u"capture"_s, u"n1"_s, u"--image"_s, image, u"--yes"_s});
}

QStringList TestCaptureCut::hidden() const
{
    return QDir(m_cluster.path(u"images/.captures"_s)).entryList({u".mkimg.*"_s}, QDir::Files | QDir::Hidden);
}

std::unique_ptr<QProcess> TestCaptureCut::beginWhenReady(const QString &image) const
{
    std::unique_ptr<QProcess> running;
    const bool hasBegun = QTest::qWaitFor(
        [&] {
            if (!running || (running->state() == QProcess::NotRunning && running->exitCode() != 0))
                running = begin(image);
            return !hidden().isEmpty() || (running->state() == QProcess::NotRunning && running->exitCode() == 0);
        },
        180'000);
    return hasBegun ? std::move(running) : nullptr;
}

QByteArray TestCaptureCut::endOf(const QString &image) const
{
    const Ran ran = m_cluster.ctl({u"events"_s, u"--node"_s, u"n1"_s, u"--limit"_s, u"20"_s, u"-o"_s, u"json"_s});
    QByteArray last;
    const QJsonArray events = QJsonDocument::fromJson(ran.out).array();
    for (const auto &event : events) {
        if (event[u"change"_s].toString() == image)
            last = event[u"what"_s].toString().toLatin1();
    }
    return last == "capture" ? QByteArray() : last;
}

void TestCaptureCut::checkWhole(const QString &image, int after) const
{
    const QString path = m_cluster.path(u"images/%1"_s.arg(image));
    const QByteArray tool = CID_BINARY_DIR "/tests/support/image_tool verify ";
    const QByteArray name = path.toUtf8();
    const Shell checked = shell("if [ -e " + name + ".manifest ]; then test -e " + name + ".spdx.json; " + tool + name
                                    + ".gz; elif [ -e " + name + ".gz ]; then gunzip -t " + name + ".gz; fi",
                                m_cluster.path());
    QVERIFY2(checked.ok, u"killed after %1 ms: %2"_s.arg(after).arg(QString::fromUtf8(checked.err)).toUtf8());
}

void TestCaptureCut::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\n"));
    QVERIFY(m_cluster.write(u"image_db"_s,
                            "[image \"tree\"]\ncurrent = 1-1\n[image \"golden\"]\n[image \"tight\"]\npath = tight\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "hello"));
    const Shell made = shell("head -c 30000000 /dev/urandom > root/etc/bulk; for i in $(seq 300); do echo $i > "
                             "root/etc/$i; done",
                             m_cluster.path());
    QVERIFY2(made.ok, made.err);
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
    const Ran ran = m_cluster.ctl({u"deploy"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--yes"_s, u"--wait"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err);
    const auto running = beginWhenReady(u"golden-1-1"_s);
    QVERIFY(running);
    QElapsedTimer timer;
    timer.start();
    const Ran captured = Cluster::ended(*running);
    QVERIFY2(captured.code == 0, captured.out + captured.err);
    m_whole = std::max<qint64>(50, timer.elapsed());
}

void TestCaptureCut::noHalfImageAtAnyMoment_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("cidkid is killed") << false;
    QTest::newRow("cidd is killed") << true;
}

void TestCaptureCut::noHalfImageAtAnyMoment()
{
    QFETCH(bool, isServer);
    const int count = qEnvironmentVariableIsSet("NOTP_TEST_LONG") ? 100 : 6;
    int cut = 0;
    for (int i = 0; i < count; ++i) {
        const QString image = u"golden-%1-%2"_s.arg(isServer ? 3 : 2).arg(i);
        const auto running = beginWhenReady(image);
        QVERIFY2(running, m_cluster.log(u"cidd"_s).right(2000));
        const int after = QRandomGenerator::global()->bounded(static_cast<int>(m_whole));
        static_cast<void>(running->waitForFinished(after));
        if (isServer)
            m_cluster.killServer();
        else
            m_cluster.killNodes();
        checkWhole(image, after);
        QVERIFY(isServer ? m_cluster.startServer() : m_cluster.startNodes());
        const Ran ran = Cluster::ended(*running);
        const bool isThere = QFile::exists(m_cluster.path(u"images/%1.manifest"_s.arg(image)));
        QVERIFY2(ran.code != 0 || isThere, ran.out + ran.err); // Nothing is called done that is not.
        cut += isThere ? 0 : 1;
        QTRY_VERIFY_WITH_TIMEOUT(hidden().isEmpty(), 30'000);
        checkWhole(image, after);
        QTRY_VERIFY_WITH_TIMEOUT(!endOf(image).isEmpty(), 10'000);
        QCOMPARE(endOf(image), isThere ? QByteArray("captured") : QByteArray("capture-failed"));
        QVERIFY(shell("rm -f images/" + image.toUtf8() + ".*", m_cluster.path()).ok);
        QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    }
    qInfo("%d kills, %d of them before the image had its name; a capture takes %lld ms", count, cut, m_whole);
    QVERIFY(cut > 0);
    // And then it can be done.
    const auto running = beginWhenReady(isServer ? u"golden-5-1"_s : u"golden-4-1"_s);
    QVERIFY(running);
    const Ran done = Cluster::ended(*running);
    QVERIFY2(done.code == 0, done.out + done.err);
}

void TestCaptureCut::aFullDiskIsNamed()
{
    if (::geteuid() != 0)
        QSKIP("mounts need root");
    QVERIFY(shell("mkdir -p images/tight; mount -t tmpfs -o size=3m none images/tight", m_cluster.path()).ok);
    const auto unmount = qScopeGuard([this] { static_cast<void>(shell("umount images/tight", m_cluster.path())); });
    Ran ran;
    const auto isHeard = [&] {
        ran = Cluster::ended(*begin(u"tight-1-1"_s));
        return ran.code != 4; // The node may not be back yet.
    };
    QVERIFY(QTest::qWaitFor(isHeard, 60'000));
    const QDir folder(m_cluster.path(u"images/tight"_s));
    const bool isClean = QTest::qWaitFor(
        [&folder] {
            return QDir(folder.filePath(u".captures"_s))
                .isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        },
        10'000);
    const QStringList left = folder.entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QCOMPARE(ran.code, 1);
    for (const char *word : {"cidd could not store tight-1-1", "images/tight", "No space left on device"})
        QVERIFY2(ran.err.contains(word), ran.out + ran.err);
    QVERIFY(isClean);
    QCOMPARE(left, QStringList());
}

QTEST_GUILESS_MAIN(TestCaptureCut)
#include "capture_cut_test.moc"
