// SPDX-License-Identifier: GPL-3.0-or-later
// A node with the layout yaboot on a disk in a file, read back byte for byte without notP's help: parted, hfsutils,
// e2fsprogs. No PowerPC machine starts from it here.
#include "kid/machine/disk_record.h"
#include "tests/support/cluster.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mebibyte = 1 << 20;
const QByteArray standIn = QByteArray("stands in for yaboot\n").repeated(5'000);

struct Extent
{
    qint64 start = 0; ///< in bytes
    qint64 size = 0;
    QByteArray name;
};

} // namespace

class TestYabootDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aPlanNamesEveryPartition();
    void theNodeIsInstalled();
    void thePartitionMapIsThere();
    void theBootstrapPartitionIsTheRecipesVolume();
    void blancmangeSwapAndImageAreThere();
    void anotherImageChangesTheConfigurationAlone();

private:
    static QByteArray output(const QString &program, const QStringList &arguments, const QString &home = {});
    [[nodiscard]] QByteArray bytes(qint64 start, qint64 size) const;
    [[nodiscard]] QByteArray fileIn(int partition, const QString &path) const;
    [[nodiscard]] QByteArray fileInBootstrap(const QString &name) const;
    [[nodiscard]] QList<Extent> map() const;

    Cluster m_cluster;
    QByteArray m_volume;
};

QByteArray TestYabootDisk::output(const QString &program, const QStringList &arguments, const QString &home)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!home.isEmpty())
        environment.insert(u"HOME"_s, home);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    const Ran ran = Cluster::ended(process);
    if (ran.code != 0)
        qWarning("%s: %d %s", qPrintable(program), ran.code, ran.err.constData());
    return ran.out;
}

QByteArray TestYabootDisk::bytes(qint64 start, qint64 size) const
{
    QFile disk(m_cluster.path(u"p1.img"_s));
    return disk.open(QIODevice::ReadOnly) && disk.seek(start) ? disk.read(size) : QByteArray();
}

// As parted reads it: NUMBER:START:END:SIZE:FILE SYSTEM:NAME:FLAGS;
QList<Extent> TestYabootDisk::map() const
{
    QList<Extent> extents;
    const QByteArray text =
        output(u"parted"_s, {u"-s"_s, u"-m"_s, m_cluster.path(u"p1.img"_s), u"unit"_s, u"B"_s, u"print"_s});
    for (const QByteArray &line : text.split('\n')) {
        const QByteArrayList fields = line.split(':');
        if (fields.size() == 7 && fields[0].toInt() > 0)
            extents << Extent{fields[1].chopped(1).toLongLong(), fields[3].chopped(1).toLongLong(), fields[5]};
    }
    return extents;
}

QByteArray TestYabootDisk::fileIn(int partition, const QString &path) const
{
    const QString device = m_cluster.path(u"p1.img"_s) + u"?offset=%1"_s.arg(map().value(partition - 1).start);
    output(u"e2fsck"_s, {u"-fn"_s, device});
    return output(u"debugfs"_s, {u"-R"_s, u"cat "_s + path, device});
}

void TestYabootDisk::initTestCase()
{
    if (!QFile::exists(u"/usr/bin/hformat"_s))
        QSKIP("hfsutils are not installed");
    QVERIFY(m_cluster.write(u"yaboot/usr/lib/yaboot/yaboot"_s, standIn));
    QVERIFY(m_cluster.write(u"build/empty"_s, {}));
    QProcess recipe;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"SOURCE"_s, {});
    environment.insert(u"OUT"_s, m_cluster.path(u"out"_s));
    environment.insert(u"NEED_yaboot_program"_s, m_cluster.path(u"yaboot"_s));
    recipe.setProcessEnvironment(environment);
    recipe.setWorkingDirectory(m_cluster.path(u"build"_s));
    recipe.start(u"sh"_s, {u"-eu"_s, QStringLiteral(CID_SOURCE_DIR) + u"/blancmange/recipes/yaboot"_s});
    const Ran made = Cluster::ended(recipe, 60'000);
    QVERIFY2(made.code == 0, made.out + made.err);
    const QString loaders = m_cluster.path(u"out/usr/lib/cid/boot"_s);
    QFile volume(loaders + u"/powerpc-yaboot/bootstrap.hfs"_s);
    QVERIFY(volume.open(QIODevice::ReadOnly));
    m_volume = volume.readAll();
    QCOMPARE(m_volume.size(), mebibyte);

    QVERIFY(m_cluster.configure());
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"p1\"]\nmac = 52:54:00:00:00:01\nlayout = yaboot\nconsole = hvc0\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\nappend = quiet\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.write(u"root/boot/vmlinuz-6"_s, "kernel"));
    QVERIFY(m_cluster.write(u"root/boot/initrd.img-6"_s, "initrd"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QFile disk(m_cluster.path(u"p1.img"_s));
    QVERIFY(disk.open(QIODevice::WriteOnly) && disk.resize(3LL << 30));
    QVERIFY(
        m_cluster.write(u"p1.img.conf"_s,
                        "[machine]\nmac = 52:54:00:00:00:01\nserial = SERIAL-P1\nfirmware = openfirmware\nloaders = "
                            + loaders.toUtf8() + '\n'));
    QVERIFY(m_cluster.startServer());
}

void TestYabootDisk::aPlanNamesEveryPartition()
{
    const auto capt = m_cluster.begin(
        u"capt/cidcapt"_s, {u"-j"_s, u"plan"_s, u"-n"_s, u"p1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_cluster.ctl({u"jobs"_s}).out.contains("plan"), 20'000);
    const Ran plan =
        m_cluster.run(u"kid/cidkid"_s, {u"--plan"_s, u"--machine"_s, u"disk:"_s + m_cluster.path(u"p1.img"_s)});
    QVERIFY2(plan.code == 0, plan.out + plan.err);
    for (const char *part :
         {"as yaboot: 1 map ", ", 2 bootstrap ", ", 3 blancmange ", ", 4 swap ", ", 5 slot5 ", "boot loader of yaboot"})
        QVERIFY2(plan.out.contains(part), plan.out.constData());
    QCOMPARE(bytes(0, mebibyte), QByteArray(mebibyte, '\0'));
    capt->kill();
    QVERIFY(capt->waitForFinished());
}

void TestYabootDisk::theNodeIsInstalled()
{
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"p1.img"_s)}));
    const Ran ran = m_cluster.capt({u"-j"_s, u"one"_s, u"-n"_s, u"p1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
}

void TestYabootDisk::thePartitionMapIsThere()
{
    const QList<Extent> extents = map();
    QByteArrayList names;
    for (const Extent &extent : extents)
        names << extent.name;
    QCOMPARE(names.mid(0, 5), QByteArrayList({"Apple", "bootstrap", "blancmange", "swap", "slot5"}));
    QCOMPARE(extents[0].start, 512);
    QCOMPARE(extents[1].start, mebibyte);
    QCOMPARE(extents[1].size, mebibyte);
    QCOMPARE(bytes(0, 8), QByteArray::fromHex("45520200") + QByteArray::fromHex("00600000"));
    QCOMPARE(bytes(512 + 48, 20), QByteArray("Apple_partition_map\0", 20));
    QCOMPARE(bytes(1024 + 48, 16), QByteArray("Apple_Bootstrap\0", 16));
}

// As hfsutils read it.
QByteArray TestYabootDisk::fileInBootstrap(const QString &name) const
{
    const QString home = m_cluster.path(u"hfs"_s);
    QFile volume(home + u"/bootstrap"_s);
    if (!QDir().mkpath(home) || !volume.open(QIODevice::WriteOnly) || volume.write(bytes(mebibyte, mebibyte)) < 0)
        return {};
    volume.close();
    output(u"hmount"_s, {volume.fileName()}, home);
    return name.isEmpty() ? output(u"hls"_s, {u"-l"_s, u":"_s}, home)
                          : output(u"hcopy"_s, {u"-r"_s, u':' + name, u"-"_s}, home);
}

void TestYabootDisk::theBootstrapPartitionIsTheRecipesVolume()
{
    const QByteArray config = fileInBootstrap(u"yaboot.conf"_s);
    QCOMPARE(config.size(), 4096);
    QVERIFY2(config.contains("\ndefault=image\n\nimage=/boot/vmlinuz-6\n\tlabel=image\n\tpartition=5\n"
                             "\tinitrd=/boot/initrd.img-6\n\tappend=\"root=UUID="),
             config.constData());
    QVERIFY2(config.contains(" ro panic=10 quiet console=hvc0\"\n"), config.constData());
    QVERIFY2(config.contains("\tlabel=blancmange\n\tpartition=3\n"), config.constData());
    // All the rest is as it was made.
    QByteArray volume = bytes(mebibyte, mebibyte);
    const qsizetype at = volume.indexOf(config);
    QVERIFY(at > 0);
    QVERIFY(volume.replace(at, config.size(), m_volume.mid(at, config.size())) == m_volume);
    QCOMPARE(fileInBootstrap(u"yaboot"_s), standIn);
    QVERIFY(fileInBootstrap(u"ofboot.b"_s).contains("<BOOT-SCRIPT>boot &device;:&partition;,\\yaboot</BOOT-SCRIPT>\n"));
    QVERIFY2(fileInBootstrap({}).contains("tbxi/UNIX"), fileInBootstrap({}).constData());
    // The blessed folder is the root, number 2.
    QCOMPARE(m_volume.mid(1024 + 92, 4), QByteArray::fromHex("00000002"));
}

void TestYabootDisk::blancmangeSwapAndImageAreThere()
{
    QVERIFY(fileIn(3, u"/etc/cid/cid.conf"_s).contains("server"));
    QCOMPARE(bytes(map()[3].start + 4086, 10), QByteArray("SWAPSPACE2"));
    QCOMPARE(fileIn(5, u"/etc/motd"_s), QByteArray("one"));
}

void TestYabootDisk::anotherImageChangesTheConfigurationAlone()
{
    const QByteArray head = bytes(0, 2 * mebibyte);
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "two"));
    QVERIFY(m_cluster.pack(u"tree-1-2"_s, u"root"_s));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-2\nappend = quiet\n"));
    QCOMPARE(m_cluster.ctl({u"reload"_s}).code, 0);
    QVERIFY(m_cluster.startNodes({u"disk:"_s + m_cluster.path(u"p1.img"_s)}));
    const Ran ran = m_cluster.capt({u"-j"_s, u"two"_s, u"-n"_s, u"p1"_s, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
    QCOMPARE(fileIn(6, u"/etc/motd"_s), QByteArray("two"));
    const QByteArray config = fileInBootstrap(u"yaboot.conf"_s);
    QVERIFY2(config.contains("\n\tlabel=image\n\tpartition=6\n"), config.constData());
    QByteArray after = bytes(0, 2 * mebibyte);
    const qsizetype at = after.indexOf(config);
    after.replace(at, config.size(), head.mid(at, config.size()));
    // Beside it only what notP keeps of the disk in its own record: which slot is being written.
    for (const ByteCount record : diskRecordOffsets)
        after.replace(record, diskRecordSize, head.mid(record, diskRecordSize));
    QVERIFY(after == head);
}

QTEST_GUILESS_MAIN(TestYabootDisk)
#include "yaboot_disk_test.moc"
