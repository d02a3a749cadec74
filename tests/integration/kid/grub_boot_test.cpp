// SPDX-License-Identifier: GPL-3.0-or-later
// Disks that cidkid installed, started by QEMU: the boot loader finds what it shall and counts. The kernels here are
// none, so that each start ends with GRUB's fallback, Blancmange, of which the first words are enough.
#include "tests/support/cluster.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestGrubBoot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsInstalledBoots_data();
    void whatIsInstalledBoots();

private:
    /// Starts the disk and returns the serial console's words up to \a until.
    QByteArray start(const QString &disk, bool isUefi, const QByteArray &until);
    [[nodiscard]] static bool countFromNow(const QString &disk);
    QByteArray fileIn(const QString &disk, qint64 offset, const QString &name) const;

    Cluster m_cluster;
};

void TestGrubBoot::initTestCase()
{
    if (QStandardPaths::findExecutable(u"qemu-system-x86_64"_s).isEmpty())
        QSKIP("qemu-system-x86 is not installed");
    QProcess loaders;
    loaders.start(QStringLiteral(CID_SOURCE_DIR "/tools/boot_loaders"), {m_cluster.path(u"loaders"_s)});
    QCOMPARE(Cluster::ended(loaders).code, 0);
    QVERIFY(m_cluster.configure("boot_dir = boot\nhttp_port = " + QByteArray::number(Cluster::freePort()) + "\n"));
    QVERIFY(m_cluster.write(u"boot/vmlinuz"_s, QByteArray(3'000'000, 'k')));
    QVERIFY(m_cluster.write(u"boot/blancmange-initramfs.gz"_s, QByteArray(9'000'000, 'i')));
    QVERIFY(m_cluster.write(u"node_db"_s,
                            "[node-defaults]\nconsole = ttyS0,115200\n"
                            "[node \"n1\"]\nmac = 52:54:00:00:00:01\nlayout = grub-msdos\n"
                            "[node \"n2\"]\nmac = 52:54:00:00:00:02\nlayout = grub-gpt-bios\n"
                            "[node \"n3\"]\nmac = 52:54:00:00:00:03\n"));
    QVERIFY(m_cluster.write(u"image_db"_s, "[image \"tree\"]\ncurrent = 1-1\nappend = quiet\n"));
    QVERIFY(m_cluster.write(u"root/etc/motd"_s, "one"));
    QVERIFY(m_cluster.write(u"root/boot/vmlinuz-1"_s, "no kernel"));
    QVERIFY(m_cluster.write(u"root/boot/initrd.img-1"_s, "no initrd"));
    QVERIFY(m_cluster.pack(u"tree-1-1"_s, u"root"_s));
    QVERIFY(m_cluster.startServer());
}

QByteArray TestGrubBoot::start(const QString &disk, bool isUefi, const QByteArray &until)
{
    const QString console = disk + u".console"_s;
    QFile::remove(console);
    QStringList arguments{u"-accel"_s,
                          u"tcg,thread=multi"_s,
                          u"-m"_s,
                          u"256"_s,
                          u"-display"_s,
                          u"none"_s,
                          u"-nic"_s,
                          u"none"_s,
                          u"-no-reboot"_s,
                          u"-serial"_s,
                          u"file:"_s + console,
                          u"-drive"_s,
                          u"if=virtio,format=raw,file="_s + disk};
    if (isUefi) {
        const QString variables = m_cluster.path(u"vars.fd"_s);
        QFile::remove(variables);
        QFile::copy(u"/usr/share/OVMF/OVMF_VARS_4M.fd"_s, variables);
        arguments << u"-drive"_s << u"if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd"_s
                  << u"-drive"_s << u"if=pflash,format=raw,file="_s + variables;
    }
    QProcess machine;
    machine.start(u"qemu-system-x86_64"_s, arguments);
    QByteArray said;
    static_cast<void>(QTest::qWaitFor(
        [&] {
            QFile file(console);
            said = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            return said.contains(until) || machine.state() == QProcess::NotRunning;
        },
        120'000));
    machine.kill();
    machine.waitForFinished();
    return said;
}

QByteArray TestGrubBoot::fileIn(const QString &disk, qint64 offset, const QString &name) const
{
    QProcess process;
    process.start(u"debugfs"_s, {u"-R"_s, u"cat "_s + name, disk + u"?offset=%1"_s.arg(offset)});
    return Cluster::ended(process).out;
}

// GRUB's environment block, in place: the count in the place of the mark that says "accepted".
bool TestGrubBoot::countFromNow(const QString &disk)
{
    constexpr qsizetype blockSize = 1024;
    constexpr qint64 partitions = 400 * 1024 * 1024;
    QFile file(disk);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const QByteArray bytes = file.read(partitions);
    const qsizetype at = bytes.indexOf("# GRUB Environment Block\ncid_slot=");
    QByteArray block = bytes.mid(at, at < 0 ? 0 : blockSize);
    if (!block.contains("\ndefault=0\n"))
        return false;
    block.replace("\ndefault=0\n", "\ncid_tries=0\n").truncate(blockSize);
    return file.seek(at) && file.write(block) == blockSize;
}

void TestGrubBoot::whatIsInstalledBoots_data()
{
    QTest::addColumn<QString>("node");
    QTest::addColumn<QByteArray>("hardware");
    QTest::addColumn<int>("slot");
    QTest::newRow("a BIOS with an msdos table") << u"n1"_s << QByteArray("mac = 52:54:00:00:00:01\n") << 5;
    QTest::newRow("a BIOS with a GPT") << u"n2"_s << QByteArray("mac = 52:54:00:00:00:02\n") << 5;
    QTest::newRow("UEFI") << u"n3"_s << QByteArray("mac = 52:54:00:00:00:03\nfirmware = uefi\n") << 4;
}

void TestGrubBoot::whatIsInstalledBoots()
{
    QFETCH(QString, node);
    QFETCH(QByteArray, hardware);
    QFETCH(int, slot);
    const bool isUefi = hardware.contains("uefi");
    if (isUefi && !QFile::exists(u"/usr/share/OVMF/OVMF_CODE_4M.fd"_s))
        QSKIP("ovmf is not installed");
    QFile fileSystems(u"/proc/filesystems"_s);
    if (isUefi && (!fileSystems.open(QIODevice::ReadOnly) || !fileSystems.readAll().contains("\tvfat\n")))
        QSKIP("this kernel cannot mount FAT, which the EFI system partition is");
    const QString disk = m_cluster.path(node + u".img"_s);
    QVERIFY(
        m_cluster.write(node + u".img.conf"_s,
                        "[machine]\ndisk_size = 2G\nloaders = loaders\nserial = S-" + node.toUtf8() + '\n' + hardware));
    QVERIFY(m_cluster.startNodes({u"disk:"_s + disk}));
    const Ran ran = m_cluster.capt({u"-j"_s, node, u"-n"_s, node, u"-i"_s, u"tree"_s, u"--timeout"_s, u"90s"_s});
    QVERIFY2(ran.code == 0, ran.out + ran.err + m_cluster.log(u"cidkid"_s));
    QVERIFY(m_cluster.stopNodes());
    const QByteArray name = "the image in slot " + QByteArray::number(slot);
    // It was accepted: what is in the slot starts however often it failed, and nobody counts.
    QByteArray said = start(disk, isUefi, "notP: Blancmange");
    QVERIFY2(said.contains("notP: " + name) && !said.contains("notP: " + name + ", start "), said);
    // As if it had never been accepted: the third failure in a row is the last one.
    QVERIFY(countFromNow(disk));
    for (int count = 1; count <= 3; ++count) {
        said = start(disk, isUefi, "notP: Blancmange");
        QVERIFY2(said.contains("notP: " + name + ", start " + QByteArray::number(count)), said);
        QVERIFY2(said.contains("notP: Blancmange"), said);
    }
    said = start(disk, isUefi, "notP: Blancmange");
    QVERIFY2(said.contains("notP: Blancmange") && !said.contains("notP: " + name), said);
}

QTEST_GUILESS_MAIN(TestGrubBoot)
#include "grub_boot_test.moc"
