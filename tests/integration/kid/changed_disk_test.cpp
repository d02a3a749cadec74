// SPDX-License-Identifier: GPL-3.0-or-later
// Disks in files that changed hands: a whole notP leaves them alone, says what to do, and does it when it was done.
#include "tests/support/cluster.h"
#include "tests/support/disk_hash.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestChangedDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aDiskWithoutASerialNumberIsInstalledAndGoesOn();
    void aDiskThatChangedHandsIsLeftAlone_data();
    void aDiskThatChangedHandsIsLeftAlone();

private:
    static bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});
    [[nodiscard]] QByteArray hashOf(const QString &disk) const;
    [[nodiscard]] qint64 startOf(const QString &disk, int number) const;
    [[nodiscard]] bool change(const QString &what);
    Ran deploy(const QString &job, const QString &node, const QString &image);

    Cluster m_cluster;
};

bool TestChangedDisk::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const Ran ran = Cluster::ended(process);
    if (ran.code != 0)
        qWarning("%s: %d %s", qPrintable(program), ran.code, ran.err.constData());
    return ran.code == 0;
}

// Where notP's table is still there, GRUB starts, counts that in its partition, and Blancmange mounts its own: of all
// the rest.
QByteArray TestChangedDisk::hashOf(const QString &disk) const
{
    const QString path = m_cluster.path(disk);
    if (startOf(disk, 5) <= 0)
        return test::diskHash(path);
    return test::diskHash(path, 0, startOf(disk, 1)) + test::diskHash(path, startOf(disk, 3));
}

qint64 TestChangedDisk::startOf(const QString &disk, int number) const
{
    QProcess process;
    process.start(u"sfdisk"_s, {u"--json"_s, m_cluster.path(disk)});
    const QJsonArray table =
        QJsonDocument::fromJson(Cluster::ended(process).out)[u"partitiontable"_s][u"partitions"_s].toArray();
    for (const auto &partition : table) {
        if (partition[u"node"_s].toString().endsWith(u".img"_s + QString::number(number)))
            return partition[u"start"_s].toInteger() * 512;
    }
    return 0;
}

Ran TestChangedDisk::deploy(const QString &job, const QString &node, const QString &image)
{
    return m_cluster.capt({u"-j"_s, job, u"-n"_s, node, u"-i"_s, image, u"--timeout"_s, u"90s"_s});
}

void TestChangedDisk::initTestCase()
{
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\nlayout = grub-msdos\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.pack(u"other-1-1"_s, u"root"_s));
    QFile disk(m_cluster.path(u"d1.img"_s));
    QVERIFY(disk.open(QIODevice::WriteOnly) && disk.resize(1LL << 30));
    QVERIFY(m_cluster.write(u"d1.img.conf"_s, "[machine]\nmac = 52:54:00:00:00:01\nserial = none\n"));
    QVERIFY(m_cluster.startServer());
}

void TestChangedDisk::aDiskWithoutASerialNumberIsInstalledAndGoesOn()
{
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"d1.img"_s)}));
    const Ran first = deploy(u"first"_s, u"n1"_s, u"tree"_s);
    QVERIFY2(first.code == 0, first.out + first.err + m_cluster.log(u"cidkid"_s));
    const Ran second = deploy(u"second"_s, u"n1"_s, u"other"_s);
    QVERIFY2(second.code == 0, second.out + second.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(run(u"cp"_s, {u"--sparse=always"_s, m_cluster.path(u"d1.img"_s), m_cluster.path(u"d1.kept"_s)}));
}

bool TestChangedDisk::change(const QString &what)
{
    const QString disk = m_cluster.path(u"d1.img"_s);
    if (!run(u"cp"_s, {u"--sparse=always"_s, m_cluster.path(u"d1.kept"_s), disk}))
        return false;
    if (what == u"gpt"_s)
        return run(u"sfdisk"_s, {u"--quiet"_s, u"--wipe=always"_s, disk}, "label: gpt\nstart=4096, size=8192\n");
    if (what == u"xfs"_s)
        return run(u"mkfs.xfs"_s, {u"-q"_s, u"-f"_s, disk});
    if (what == u"slot"_s)
        return run(u"mkfs.ext4"_s,
                   {u"-q"_s, u"-F"_s, u"-E"_s, u"offset=%1"_s.arg(startOf(u"d1.img"_s, 5)), disk, u"128M"_s});
    return false;
}

void TestChangedDisk::aDiskThatChangedHandsIsLeftAlone_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("somebody divided it") << u"gpt"_s;
    QTest::newRow("somebody made one file system of it") << u"xfs"_s;
    QTest::newRow("somebody made a file system in a slot") << u"slot"_s;
}

void TestChangedDisk::aDiskThatChangedHandsIsLeftAlone()
{
    QFETCH(QString, what);
    // The machine is switched off meanwhile, and starts from the network: what is on its disk starts nothing any more.
    QFile::remove(m_cluster.path(u"d1.img.state"_s));
    QVERIFY(change(what));
    const QByteArray before = hashOf(u"d1.img"_s);
    // Its key was on that disk; nobody else becomes the node either, so an operator has to know of it.
    QCOMPARE(m_cluster.ctl({u"node"_s, u"reenrol"_s, u"n1"_s, u"-y"_s}).code, 0);
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"d1.img"_s)}));
    // cidd brings it back into its image, which waits for an operator: the job does not wait for that.
    const auto isWaiting = [&] { return m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s}).out.contains("not-armed"); };
    QVERIFY2(QTest::qWaitFor(isWaiting, 40'000), m_cluster.log(u"cidkid"_s));
    const auto capt = m_cluster.begin(
        u"capt/cidcapt"_s,
        {u"-j"_s, u"job-"_s + what.left(4), u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QByteArray said;
    const bool isTold = QTest::qWaitFor([&] { return Cluster::heard(*capt, said).contains("not-armed"); }, 40'000);
    QVERIFY2(isTold, said + m_cluster.log(u"cidd"_s) + m_cluster.log(u"cidkid"_s));
    QVERIFY(hashOf(u"d1.img"_s) == before);
    const QByteArray show = m_cluster.ctl({u"node"_s, u"show"_s, u"n1"_s}).out;
    static const QRegularExpression advice(u"cidctl node wipe n1 --serial \"([^\"]+)\""_s);
    const QString name = advice.match(QString::fromUtf8(m_cluster.log(u"cidkid"_s).simplified())).captured(1);
    QVERIFY2(!name.isEmpty(), show + m_cluster.log(u"cidkid"_s));
    const Ran wipe = m_cluster.ctl({u"node"_s, u"wipe"_s, u"n1"_s, u"--serial"_s, name, u"-y"_s});
    QVERIFY2(wipe.code == 0, wipe.out + wipe.err);
    const Ran ran = Cluster::ended(*capt, 100'000);
    QVERIFY2(ran.code == 0, said + ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
}

QTEST_GUILESS_MAIN(TestChangedDisk)
#include "changed_disk_test.moc"
