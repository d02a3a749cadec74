// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes on disks in files: really partitioned, formatted and filled, read back without notP's help.
#include "tests/support/cluster.h"
#include "tests/support/disk_hash.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aPlanSaysWhatWouldBeDoneAndDoesNothing();
    void aBlankDiskIsPartitionedAndFilled();
    void aForeignDiskIsLeftAloneUntilItIsNamed();
    void anAgentThatIsKilledGoesOn();
    void nothingIsLeftBehind();

private:
    static QByteArray output(const QString &program, const QStringList &arguments);
    [[nodiscard]] QJsonArray table(const QString &disk) const;
    [[nodiscard]] QByteArray hashOf(const QString &disk) const { return test::diskHash(m_cluster.path(disk)); }
    [[nodiscard]] QString device(const QString &disk, const QJsonValue &partition) const;
    [[nodiscard]] bool addDisk(const QString &name, const QByteArray &mac, qint64 size) const;
    Ran deploy(const QString &job, const QString &node, const QString &image);

    Cluster m_cluster;
};

QByteArray TestDisk::output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const Ran ran = Cluster::ended(process);
    if (ran.code != 0)
        qWarning("%s: %d %s", qPrintable(program), ran.code, ran.err.constData());
    return ran.out;
}

bool TestDisk::addDisk(const QString &name, const QByteArray &mac, qint64 size) const
{
    QFile disk(m_cluster.path(name + u".img"_s));
    return disk.open(QIODevice::WriteOnly) && disk.resize(size)
        && m_cluster.write(name + u".img.conf"_s,
                           "[machine]\nmac = " + mac + "\nserial = SERIAL-" + name.toUtf8() + '\n');
}

QJsonArray TestDisk::table(const QString &disk) const
{
    const QByteArray json = output(u"sfdisk"_s, {u"--json"_s, m_cluster.path(disk)});
    return QJsonDocument::fromJson(json)[u"partitiontable"_s][u"partitions"_s].toArray();
}

// How the e2fsprogs name a file system in the middle of a file.
QString TestDisk::device(const QString &disk, const QJsonValue &partition) const
{
    return m_cluster.path(disk) + u"?offset=%1"_s.arg(partition[u"start"_s].toInteger() * 512);
}

Ran TestDisk::deploy(const QString &job, const QString &node, const QString &image)
{
    return m_cluster.capt({u"-j"_s, job, u"-n"_s, node, u"-i"_s, image, u"--timeout"_s, u"90s"_s});
}

void TestDisk::initTestCase()
{
    // What the agents mount lies there, too: what another run left elsewhere is none of this one's.
    qputenv("TMPDIR", m_cluster.path().toUtf8());
    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n[1-2]\"]\nmac = 52:54:00:00:00:[01-02]\nlayout = grub-msdos\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\n[image \"other\"]\ncurrent = 1-1\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.write(u"root/usr/large"_s, QByteArray(40'000'000, 'x')));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "two"));
    QVERIFY(m_cluster.pack(u"other-1-1"_s, u"root"_s));
    QVERIFY(addDisk(u"d1"_s, "52:54:00:00:00:01", 3LL << 30));
    QVERIFY(addDisk(u"d2"_s, "52:54:00:00:00:02", 3LL << 30));
    output(u"mkfs.ext4"_s, {u"-q"_s, u"-F"_s, m_cluster.path(u"d2.img"_s)});
    QVERIFY(m_cluster.startServer());
}

void TestDisk::aPlanSaysWhatWouldBeDoneAndDoesNothing()
{
    const QString machine = u"disk:"_s + m_cluster.path(u"d1.img"_s);
    const QStringList planOf{u"--plan"_s, u"--machine"_s, machine};
    const Ran nothing = m_cluster.run(u"kid/cidkid"_s, planOf);
    QVERIFY2(nothing.code == 0 && nothing.out.contains("No order waits"), nothing.out + nothing.err);
    const auto capt = m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"one"_s, u"-n"_s, u"n1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"jobs"_s}).out.contains("one"), 20'000);
    const QByteArray before = hashOf(u"d1.img"_s);
    const Ran plan = m_cluster.run(u"kid/cidkid"_s, planOf);
    QVERIFY2(plan.code == 0, plan.out + plan.err);
    for (const char *part : {"n1 on ", "tree-1-1", "SERIAL-d1", "partitioning: ", "self-install: ", "rebooting(1): "})
        QVERIFY2(plan.out.contains(part), plan.out.constData());
    QVERIFY(hashOf(u"d1.img"_s) == before);
    // The order goes on waiting; the next function carries it out.
    capt->kill();
    QVERIFY(capt->waitForFinished());
}

void TestDisk::aBlankDiskIsPartitionedAndFilled()
{
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"d1.img"_s)}));
    const Ran first = deploy(u"one"_s, u"n1"_s, u"tree"_s);
    QVERIFY2(first.code == 0, first.out + first.err + m_cluster.log(u"cidkid"_s));
    const Ran second = deploy(u"two"_s, u"n1"_s, u"other"_s);
    QVERIFY2(second.code == 0, second.out + second.err);
    QVERIFY(m_cluster.stopNodes());
    // 1 grub, 2 blancmange, 3 swap, 4 extended, images from 5 on.
    const QJsonArray partitions = table(u"d1.img"_s);
    QVERIFY(partitions.size() >= 5);
    QCOMPARE(partitions[2][u"type"_s].toString(), u"82"_s);
    QVERIFY(QStringList({u"5"_s, u"f"_s}).contains(partitions[3][u"type"_s].toString()));
    QByteArrayList found;
    for (qsizetype i = 0; i < partitions.size(); ++i) {
        if (i == 2 || i == 3)
            continue;
        output(u"e2fsck"_s, {u"-fn"_s, device(u"d1.img"_s, partitions[i])});
        found << output(u"debugfs"_s, {u"-R"_s, u"cat /etc/motd"_s, device(u"d1.img"_s, partitions[i])});
    }
    QVERIFY2(found.contains("two"), found.join(' '));
}

void TestDisk::aForeignDiskIsLeftAloneUntilItIsNamed()
{
    const QByteArray before = hashOf(u"d2.img"_s);
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"d2.img"_s)}));
    const auto capt = m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"foreign"_s, u"-n"_s, u"n2"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT(Cluster::heard(*capt, said).contains("not-armed"), 20'000);
    QVERIFY(hashOf(u"d2.img"_s) == before);
    const Ran show = m_cluster.ctl({u"node"_s, u"show"_s, u"n2"_s});
    QVERIFY2(show.out.contains("SERIAL-d2"), show.out.constData());
    // Another disk's serial number arms nothing.
    QCOMPARE(m_cluster.ctl({u"node"_s, u"wipe"_s, u"n2"_s, u"--serial"_s, u"SERIAL-d1"_s, u"-y"_s}).code, 0);
    QTest::qWait(1'000);
    QVERIFY(hashOf(u"d2.img"_s) == before);
    QCOMPARE(m_cluster.ctl({u"node"_s, u"wipe"_s, u"n2"_s, u"--serial"_s, u"SERIAL-d2"_s, u"-y"_s}).code, 0);
    const Ran ran = Cluster::ended(*capt, 100'000);
    QVERIFY2(ran.code == 0, said + ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(hashOf(u"d2.img"_s) != before);
}

void TestDisk::anAgentThatIsKilledGoesOn()
{
    const QStringList machine{u"disk:"_s + m_cluster.path(u"d1.img"_s)};
    QVERIFY(m_cluster.startNodes(machine));
    for (const QString &image : {u"tree"_s, u"other"_s, u"tree"_s}) {
        const auto capt = m_cluster.begin(
            u"capt/cidcapt"_s,
            {u"-j"_s, u"killed-"_s + image, u"-n"_s, u"n1"_s, u"-i"_s, image, u"--timeout"_s, u"90s"_s});
        QByteArray said;
        // "installing" is the longest stage; it is under way with mounts and loop devices.
        static_cast<void>(QTest::qWaitFor([&] { return Cluster::heard(*capt, said).contains("installing"); }, 30'000));
        m_cluster.killNodes();
        QVERIFY(m_cluster.startNodes(machine));
        const Ran ran = Cluster::ended(*capt, 100'000);
        QVERIFY2(ran.code == 0, said + ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    }
    QVERIFY(m_cluster.stopNodes());
}

void TestDisk::nothingIsLeftBehind()
{
    QVERIFY(m_cluster.stopServer());
    const QByteArray folder = m_cluster.path().toUtf8();
    const QByteArray loops = output(u"losetup"_s, {u"--list"_s, u"--noheadings"_s, u"--output"_s, u"BACK-FILE"_s});
    QVERIFY2(!loops.contains(folder), loops.constData());
    QFile mounts(u"/proc/self/mountinfo"_s);
    QVERIFY(mounts.open(QIODevice::ReadOnly));
    const QByteArray mounted = mounts.readAll();
    QVERIFY2(!mounted.contains(folder), mounted.constData());
}

QTEST_GUILESS_MAIN(TestDisk)
#include "disk_test.moc"
