// SPDX-License-Identifier: GPL-3.0-or-later
// A node's fstab: notP's own lines, the image's, and none of another machine's.
#include "kid/personality/fstab.h"
#include "tests/support/tree.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

const QList<FstabEntry> own{{"UUID=aa", "/", "auto", "defaults", "0 1"},
                            {"UUID=bb", "none", "swap", "sw", "0 0"},
                            {"UUID=cc", "/scratch", "ext4", "defaults,nofail", "0 2"}};
const QByteArray ownPart = "# notP: this and what follows is written anew at each installation\n"
                           "UUID=aa / auto defaults 0 1\nUUID=bb none swap sw 0 0\n"
                           "UUID=cc /scratch ext4 defaults,nofail 0 2\n# notP: end\n";

} // namespace

class TestFstab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesStayOrAreAnotherMachines_data();
    void linesStayOrAreAnotherMachines();
    void mergingAgainGivesTheSame_data();
    void mergingAgainGivesTheSame();
    void namesAreEscaped();
    void mountReadsIt();
};

void TestFstab::linesStayOrAreAnotherMachines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("stays");
    const auto row = [](const char *name, const QByteArray &line, bool stays) { QTest::newRow(name) << line << stays; };
    row("NFS", "nas:/home\t/home nfs4 rw,hard  0 0", true);
    row("NFS with a comment behind it", "nas:/home /home nfs rw 0 0 # ours", true);
    row("tmpfs", "tmpfs /tmp tmpfs size=2G 0 0", true);
    row("a bind mount", "/srv/data /data none bind 0 0", true);
    row("a bind mount on itself", "/ / none bind 0 0", false);
    row("a swap file", "/swapfile none swap sw 0 0", true);
    row("a swap file by its old spelling", "/var/swap swap swap defaults 0 0", true);
    row("a comment", "# /dev/sda1 / ext4 defaults 0 1", true);
    row("a comment that is indented", "   #UUID=1 / ext4", true);
    row("an empty line", "", true);
    row("a name with blanks", "nas:/my\\040share /mnt/my\\040share nfs rw 0 0", true);
    row("bytes that are no text", "nas:/\xff\xfe /m\xff nfs rw 0 0", true);
    row("a line that is no entry", "what", true);
    row("a disk that every machine labels so", "LABEL=data /data xfs defaults 0 0", true);
    row("a disk that need not be there", "/dev/sdb1 /data xfs defaults,nofail 0 0", true);
    row("a disk that nobody mounts", "/dev/sr0 /media/cdrom udf,iso9660 user,noauto 0 0", true);
    row("a ZFS dataset", "tank/home /home zfs defaults 0 0", true);
    row("its root", "UUID=1234 / ext4 errors=remount-ro 0 1", false);
    row("its root by a label", "LABEL=cloudimg-rootfs / ext4 discard 0 1", false);
    row("its root over NFS", "nas:/root / nfs rw 0 0", false);
    row("its root on btrfs", "UUID=1234 / btrfs subvol=@ 0 0", false);
    row("its root with a strange name", "UUID=1234 // ext4 defaults 0 1", false);
    row("its boot partition", "UUID=1234 /boot ext4 defaults 0 2", false);
    row("its boot partition by a label", "LABEL=boot /boot/ ext4 defaults 0 2", false);
    row("its EFI partition", "PARTUUID=1234 /boot/efi vfat umask=0077 0 1", false);
    row("its EFI partition that need not be there", "UUID=12-34 /efi vfat nofail 0 1", false);
    row("its swap partition", "UUID=1234 none swap sw 0 0", false);
    row("its swap partition by a label", "LABEL=swap swap swap nofail 0 0", false);
    row("its swap volume", "/dev/mapper/vg-swap none swap sw 0 0", false);
    row("its home", "UUID=1234 /home ext4 defaults 0 2", false);
    row("its home in quotes", "UUID=\"1234\" /home ext4 defaults 0 2", false);
    row("its home by a device", "/dev/nvme0n1p4 /home xfs defaults 0 2", false);
    row("its home in a volume", "/dev/vg/home /home xfs defaults 0 2", false);
    row("what a partition of ours is mounted on", "nas:/scratch /scratch nfs rw 0 0", false);
    row("the same in other letters", "nas:/scratch /scra\\164ch/ nfs rw 0 0", false);
    row("what notP said before", "# Written by notP at each installation.", false);
}

void TestFstab::linesStayOrAreAnotherMachines()
{
    QFETCH(QByteArray, line);
    QFETCH(bool, stays);
    const MergedFstab merged = mergeFstab("# first\n" + line + "\n# last\n", own);
    QCOMPARE(merged.text, ownPart + "# first\n" + (stays ? line + '\n' : QByteArray()) + "# last\n");
    const bool isComment = line.startsWith('#');
    QCOMPARE(merged.leftOut, stays || isComment ? QByteArrayList() : QByteArrayList{line});
}

void TestFstab::mergingAgainGivesTheSame_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("lines") << QByteArray("nas:/a /a nfs rw 0 0\n\n\ntmpfs /tmp tmpfs\n");
    QTest::newRow("without its last end") << QByteArray("nas:/a /a nfs rw 0 0");
    QTest::newRow("with other ends") << QByteArray("nas:/a /a nfs rw 0 0\r\n");
    QTest::newRow("ours behind the image's") << "nas:/a /a nfs rw 0 0\n" + ownPart;
    QTest::newRow("a part of ours whose end is gone") << ownPart.chopped(12) + "nas:/a /a nfs rw 0 0\n";
}

void TestFstab::mergingAgainGivesTheSame()
{
    QFETCH(QByteArray, text);
    const QByteArray once = mergeFstab(text, own).text;
    QVERIFY(once.startsWith(ownPart));
    QVERIFY(!text.contains("nas:/a") || once.contains("nas:/a /a nfs rw 0 0"));
    QCOMPARE(once.count("UUID=aa"), 1);
    QCOMPARE(mergeFstab(once, own).text, once);
    // Another disk: nothing of the first one is left.
    const QByteArray other = mergeFstab(once, {{"UUID=dd", "/", "auto", "defaults", "0 1"}}).text;
    QVERIFY(!other.contains("UUID=aa") && !other.contains("/scratch") && other.contains("UUID=dd / "));
}

void TestFstab::namesAreEscaped()
{
    QCOMPARE(escapedField("/my disk\t#1\\2\n\xff"), QByteArray("/my\\040disk\\011\\0431\\1342\\012\xff"));
    const QList<FstabEntry> odd{{"UUID=aa", "/my disk", "ext4", "defaults", "0 2"}};
    const QByteArray text = mergeFstab("nas:/x /my\\040disk nfs rw 0 0\nnas:/y /my nfs rw 0 0\n", odd).text;
    QVERIFY(text.contains("\nUUID=aa /my\\040disk ext4 "));
    QVERIFY(!text.contains("nas:/x") && text.contains("nas:/y"));
}

void TestFstab::mountReadsIt()
{
    if (QStandardPaths::findExecutable(u"findmnt"_s).isEmpty())
        QSKIP("findmnt is not installed: the table is not held against it");
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"fstab"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QList<FstabEntry> odd = own + QList<FstabEntry>{{"UUID=dd", "/my disk", "ext4", "nofail", "0 2"}};
    file.write(
        mergeFstab("# ours\nnas:/a\\040b /a nfs4 rw 0 0\ntmpfs /tmp tmpfs\n/dev/sda1 / ext4 defaults 0 1\n", odd).text);
    file.close();
    const Shell read =
        shell("findmnt --fstab --tab-file fstab --noheadings --list --output TARGET,SOURCE,FSTYPE", folder.path());
    QVERIFY2(read.ok, read.err);
    QCOMPARE(read.err, "");
    QCOMPARE(read.out.simplified(),
             "/ UUID=aa auto none UUID=bb swap /scratch UUID=cc ext4 /my disk UUID=dd ext4 /a nas:/a b nfs4 "
             "/tmp tmpfs tmpfs");
}

QTEST_GUILESS_MAIN(TestFstab)
#include "fstab_test.moc"
