// SPDX-License-Identifier: GPL-3.0-or-later
// What is captured stands still where its storage can do that: real btrfs, and real LVM where the kernel has a device
// mapper (tests/vm/kernel_test.py brings one).
#include "kid/deploy/capture_root.h"
#include "kid/deploy/root_snapshot.h"
#include "tests/support/tree.h"

#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

/// Keeps what comes.
class Kept final : public CaptureSink
{
public:
    [[nodiscard]] Status write(CaptureFile file, QByteArrayView bytes) override
    {
        if (file == CaptureFile::Image)
            image += bytes;
        return {};
    }
    [[nodiscard]] Status finish(CaptureFile file) override
    {
        isWhole = isWhole || file == CaptureFile::Manifest;
        return {};
    }
    QByteArray image;
    bool isWhole = false;
};

// A node in /dev says nothing: the tools make one wherever they are called.
bool hasDeviceMapper()
{
    QFile misc(u"/proc/misc"_s);
    return misc.open(QIODevice::ReadOnly) && misc.readAll().contains("device-mapper");
}

} // namespace

class TestRootSnapshot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsCapturedStandsStill_data();
    void whatIsCapturedStandsStill();
    void whatWasLeftBehindGoes();
    void whatIsSomebodyElsesStays();
    void aFolderOfAVolumeIsNotTheVolume();
    void withoutOneTheRootIsSeenByItself();

private:
    [[nodiscard]] Shell make(const QByteArray &storage) const;
    [[nodiscard]] Status capture(Kept &kept);
    void release() const;
    void checkTheImage(const Kept &kept) const;

    QTemporaryDir m_work;
    QStringList m_told;
};

void TestRootSnapshot::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("loop devices need root");
    // No daemon is asked and none is waited for.
    QFile settings(m_work.filePath(u"lvm.conf"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(
        "activation { udev_sync = 0\n udev_rules = 0 }\ndevices { use_devicesfile = 0\n obtain_device_list_from_udev "
        "= 0\n dir = \"/dev\" }\nglobal { use_lvmpolld = 0 }\n");
    settings.close();
    qputenv("LVM_SYSTEM_DIR", m_work.path().toUtf8());
    qputenv("DM_DISABLE_UDEV", "1");
    qputenv("LVM_SUPPRESS_FD_WARNINGS", "1");
}

Shell TestRootSnapshot::make(const QByteArray &storage) const
{
    // A volume group's name must be nobody else's.
    static const QByteArray lvm = R"SH(
loop=$(losetup -f --show disk); echo "$loop" >loop; vg=notp-test-$$; echo "$vg" >vg
pvcreate -q -y "$loop"; vgcreate -q "$vg" "$loop"; lvcreate -q -y -L 400M -n the-root "$vg"
disk=/dev/$vg/the-root
)SH";
    QByteArray script = "exec 2>&1 </dev/null; mkdir -p root; truncate -s 800M disk; disk=disk\n";
    if (storage.startsWith("lvm"))
        script += lvm;
    script += "mkfs." + storage.mid(storage.lastIndexOf(' ') + 1) + " -q \"$disk\"; mount \"$disk\" root\n";
    script += "mkdir root/etc; echo early >root/etc/motd; head -c 40000000 /dev/urandom >root/etc/busy";
    return shell(script, m_work.path());
}

void TestRootSnapshot::release() const
{
    const Shell gone = shell(R"SH(
ok=0; umount root || ok=1
if test -f vg; then vgremove -q -f "$(cat vg)" || ok=1; losetup -d "$(cat loop)" || ok=1; rm vg loop; fi
rm disk; exit $ok
)SH",
                             m_work.path());
    QVERIFY2(gone.ok, gone.err);
}

Status TestRootSnapshot::capture(Kept &kept)
{
    CaptureJob job;
    job.root = m_work.filePath(u"root"_s);
    job.order.image = *ImageId::parse(u"golden-1-1"_s);
    job.tell = [this](const CaptureProgress &progress) { m_told += progress.lines; };
    m_told.clear();
    return captureRoot(job, kept);
}

void TestRootSnapshot::checkTheImage(const Kept &kept) const
{
    QVERIFY(kept.isWhole);
    QFile image(m_work.filePath(u"image.gz"_s));
    QVERIFY(image.open(QIODevice::WriteOnly));
    QCOMPARE(image.write(kept.image), kept.image.size());
    image.close();
    // What was appended and had not reached the disk may be zeros in a snapshot of btrfs, as after a loss of power.
    const Shell same = shell(R"SH(
mkdir out; tar xzf image.gz -C out; test "$(cat out/etc/motd)" = early; test ! -e out/.notp-capture
cmp -n 40000000 out/etc/busy root/etc/busy
tail -c +40000001 out/etc/busy | tr -d '\0' >appended
tail -c +40000001 root/etc/busy | head -c "$(stat -c %s appended)" | cmp - appended
rm -r out image.gz appended
)SH",
                             m_work.path());
    QVERIFY2(same.ok, same.out + same.err);
}

void TestRootSnapshot::whatIsCapturedStandsStill_data()
{
    QTest::addColumn<QByteArray>("storage");
    QTest::addColumn<QString>("description");
    QTest::newRow("btrfs") << QByteArray("btrfs") << u"a btrfs snapshot"_s;
    QTest::newRow("ext4 on LVM") << QByteArray("lvm ext4") << u"an LVM snapshot"_s;
    QTest::newRow("xfs on LVM") << QByteArray("lvm xfs") << u"an LVM snapshot"_s;
    QTest::newRow("ext4") << QByteArray("ext4") << QString();
}

void TestRootSnapshot::whatIsCapturedStandsStill()
{
    QFETCH(QByteArray, storage);
    QFETCH(QString, description);
    if (storage.startsWith("lvm") && !hasDeviceMapper())
        QSKIP("this kernel has no device mapper");
    const Shell made = make(storage);
    QVERIFY2(made.ok, made.out + made.err);
    const auto tidy = qScopeGuard([this] { release(); });
    QProcess writer;
    writer.start(u"/bin/bash"_s,
                 {u"-c"_s, u"while :; do echo late >> '%1'; done"_s.arg(m_work.filePath(u"root/etc/busy"_s))});
    const auto stop = qScopeGuard([&writer] {
        writer.kill();
        writer.waitForFinished();
    });
    QTest::qWait(300);
    Kept kept;
    const Status status = capture(kept);
    if (description.isEmpty()) {
        QVERIFY(!status && status.error().code == "capture.changed" && !kept.isWhole);
        QVERIFY2(m_told.value(0).startsWith(u"no snapshot"_s), qPrintable(m_told.join(u'\n')));
        return;
    }
    QVERIFY2(status, status ? "" : qPrintable(status.error().text + m_told.join(u'\n')));
    QCOMPARE(m_told.value(0), description);
    checkTheImage(kept);
    QVERIFY(!QFile::exists(m_work.filePath(u"root/.notp-capture"_s)));
    const Shell volumes = shell("if test -f vg; then lvs --noheadings -o lv_name \"$(cat vg)\"; fi", m_work.path());
    QVERIFY2(volumes.ok && !volumes.out.contains("notp-capture"), volumes.out + volumes.err);
}

void TestRootSnapshot::whatWasLeftBehindGoes()
{
    const Shell made = make("btrfs");
    QVERIFY2(made.ok, made.out);
    const auto tidy = qScopeGuard([this] { release(); });
    const Shell left =
        shell("btrfs -q subvolume snapshot root root/.notp-capture; echo late >root/etc/late", m_work.path());
    QVERIFY2(left.ok, left.err);
    LocalProcessRunner runner;
    {
        const RootSnapshot snapshot(m_work.filePath(u"root"_s), runner);
        QCOMPARE(snapshot.description(), u"a btrfs snapshot"_s);
        QVERIFY(QFile::exists(snapshot.path() + u"/etc/late"_s));
        // It is read only, and what happens later is not in it.
        QVERIFY(shell("echo >root/etc/later", m_work.path()).ok);
        QVERIFY(!QFile::exists(snapshot.path() + u"/etc/later"_s));
        QVERIFY(!QFile(snapshot.path() + u"/etc/motd"_s).open(QIODevice::ReadWrite));
    }
    QVERIFY(!QFile::exists(m_work.filePath(u"root/.notp-capture"_s)));
}

void TestRootSnapshot::whatIsSomebodyElsesStays()
{
    const Shell made = make("btrfs");
    QVERIFY2(made.ok, made.out);
    const auto tidy = qScopeGuard([this] { release(); });
    const Shell theirs =
        shell("btrfs -q subvolume create root/.notp-capture; echo precious >root/.notp-capture/file", m_work.path());
    QVERIFY2(theirs.ok, theirs.err);
    LocalProcessRunner runner;
    {
        const RootSnapshot snapshot(m_work.filePath(u"root"_s), runner);
        QVERIFY2(snapshot.description().startsWith(u"no snapshot"_s), qPrintable(snapshot.description()));
    }
    QVERIFY(QFile::exists(m_work.filePath(u"root/.notp-capture/file"_s)));
}

void TestRootSnapshot::aFolderOfAVolumeIsNotTheVolume()
{
    if (!hasDeviceMapper())
        QSKIP("this kernel has no device mapper");
    const Shell made = make("lvm ext4");
    QVERIFY2(made.ok, made.out);
    const auto tidy = qScopeGuard([this] { release(); });
    QVERIFY(shell("mkdir bound; mount --bind root/etc bound", m_work.path()).ok);
    LocalProcessRunner runner;
    for (const QString &folder : {u"root/etc"_s, u"bound"_s}) {
        const RootSnapshot snapshot(m_work.filePath(folder), runner);
        QVERIFY2(snapshot.description().startsWith(u"no snapshot"_s), qPrintable(snapshot.description()));
        QVERIFY(QFile::exists(snapshot.path() + u"/motd"_s));
    }
    QVERIFY(shell("umount bound; rmdir bound", m_work.path()).ok);
}

void TestRootSnapshot::withoutOneTheRootIsSeenByItself()
{
    const Shell made = make("ext4");
    QVERIFY2(made.ok, made.out);
    const auto tidy = qScopeGuard([this] { release(); });
    QVERIFY(shell("mount -t tmpfs none root/etc", m_work.path()).ok);
    LocalProcessRunner runner;
    {
        const RootSnapshot snapshot(m_work.filePath(u"root"_s), runner);
        QVERIFY(snapshot.description().startsWith(u"no snapshot"_s));
        QVERIFY(QFile::exists(snapshot.path() + u"/etc/motd"_s));
        QVERIFY(!QFile::exists(m_work.filePath(u"root/etc/motd"_s)));
    }
    QVERIFY(shell("umount root/etc", m_work.path()).ok);
}

QTEST_GUILESS_MAIN(TestRootSnapshot)
#include "root_snapshot_test.moc"
