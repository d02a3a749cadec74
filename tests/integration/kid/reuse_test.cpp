// SPDX-License-Identifier: GPL-3.0-or-later
// An image that is in a slot already: verified and repaired, trusted, or installed anew.
#include "tests/support/cluster.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestReuse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatASlotHoldsIsUsedAsTheImageSays_data();
    void whatASlotHoldsIsUsedAsTheImageSays();
    void whatRunsIsWrittenAnewWhenAsked();
    void whatDoesNotFitIsRefusedWhileTheOldImageRuns();
    void aRepairThatFailsLeavesNothingToStart();
    void cleanupTestCase();

private:
    [[nodiscard]] Ran deploy(const QString &image);
    /// The folder of the slot that holds the image; empty: none.
    [[nodiscard]] QString slotOf(const QString &image) const;

    Cluster m_cluster;
    int m_jobs = 0;
};

namespace {

// What happens to files of a running image: some change, some come, some go.
const QByteArray wear =
    "printf Z | dd of=bulk/07 bs=1 seek=99 conv=notrunc status=none; chmod 600 etc/motd; rm bulk/11; "
    "mkdir -p var/new; echo x > var/new/file; echo id > etc/hostid";

quint64 inodeOf(const QString &path)
{
    struct stat facts = {};
    return ::stat(QFile::encodeName(path).constData(), &facts) == 0 ? facts.st_ino : 0;
}

} // namespace

void TestReuse::initTestCase()
{
    QVERIFY(m_cluster.configure("retries = 1\n"));
    QVERIFY(m_cluster.write(u"node_db"_s, "[node \"n1\"]\nmac = 52:54:00:00:00:01\n"));
    QVERIFY(m_cluster.write(u"image_db"_s,
                            "[image \"verified\"]\ncurrent = 1-1\n[image \"trusted\"]\ncurrent = 1-1\nreuse = trust\n"
                            "[image \"never\"]\ncurrent = 1-1\nreuse = never\n[image \"other\"]\ncurrent = 1-1\n"
                            "[image \"many\"]\ncurrent = 1-1\nmkfs_options = -N 20\n"));
    // No image has chunks of another one, so that nobody lends any.
    for (const QString &image : {u"verified"_s, u"trusted"_s, u"never"_s, u"other"_s, u"many"_s}) {
        QVERIFY(m_cluster.write(image + u"/etc/motd"_s, image.toUtf8()));
        QVERIFY(m_cluster.write(image + u"/var/empty"_s, ""));
        const Shell filled = shell("mkdir bulk; for i in $(seq -w 20); do head -c 200000 /dev/urandom > bulk/$i; done",
                                   m_cluster.path(image));
        QVERIFY2(filled.ok, filled.err);
        QVERIFY(m_cluster.pack(image + u"-1-1"_s, image));
    }
    QVERIFY(m_cluster.addMachine(u"n1"_s, "52:54:00:00:00:01"));
    QVERIFY(m_cluster.startServer());
    QVERIFY(m_cluster.startNodes());
}

Ran TestReuse::deploy(const QString &image)
{
    return m_cluster.capt({u"-j"_s, u"job.%1"_s.arg(++m_jobs), u"-n"_s, u"n1"_s, u"-i"_s, image});
}

QString TestReuse::slotOf(const QString &image) const
{
    const QDir disk(m_cluster.path(u"nodes/n1/disk"_s));
    for (const QString &name : disk.entryList({u"slot*"_s}, QDir::Dirs)) {
        QFile mark(disk.filePath(name + u"/etc/cid/curr_img"_s));
        if (mark.open(QIODevice::ReadOnly) && mark.readLine().trimmed() == image.toUtf8() + "-1-1")
            return disk.filePath(name);
    }
    return {};
}

void TestReuse::whatASlotHoldsIsUsedAsTheImageSays_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<bool>("isMended");
    QTest::addColumn<bool>("isAnew"); // Also what was right is written once more.
    QTest::newRow("verify") << u"verified"_s << true << false;
    QTest::newRow("trust") << u"trusted"_s << false << false;
    QTest::newRow("never") << u"never"_s << true << true;
}

void TestReuse::whatASlotHoldsIsUsedAsTheImageSays()
{
    QFETCH(QString, image);
    QFETCH(bool, isMended);
    QFETCH(bool, isAnew);
    for (const QString &wanted : {image, u"other"_s}) {
        const Ran ran = deploy(wanted);
        QVERIFY2(ran.code == 0, ran.out + ran.err);
    }
    const QString slot = slotOf(image);
    QVERIFY(!slot.isEmpty());
    // A second link to it, so that no other file can have its number later.
    QVERIFY(QFile::exists(slot + u"/bulk/01"_s));
    const QString held = m_cluster.path(u"held."_s + image);
    QCOMPARE(::link(QFile::encodeName(slot + u"/bulk/01"_s).constData(), QFile::encodeName(held).constData()), 0);
    const quint64 before = inodeOf(held);
    const Shell worn = shell(wear, slot);
    QVERIFY2(worn.ok, worn.err);
    const Ran again = deploy(image);
    QVERIFY2(again.code == 0, again.out + again.err);
    const QString now = slotOf(image);
    QVERIFY(isAnew || now == slot);
    QCOMPARE(inodeOf(now + u"/bulk/01"_s) == before && now == slot, !isAnew);
    const QByteArray root = m_cluster.path(image).toUtf8();
    const Shell mended = shell("cmp bulk/07 " + root + "/bulk/07 && cmp bulk/11 " + root
                                   + "/bulk/11 && test ! -e var/new -a $(stat -c %a etc/motd) = 644",
                               now);
    QVERIFY2(mended.ok == isMended, mended.err);
    QCOMPARE(QFile::exists(now + u"/etc/hostid"_s), !isAnew); // Left out of images, and the node's own.
}

// A running image is what its job wants, unless an operator says that it is not.
void TestReuse::whatRunsIsWrittenAnewWhenAsked()
{
    QCOMPARE(deploy(u"verified"_s).code, 0);
    const QString slot = slotOf(u"verified"_s);
    const Shell worn = shell("echo id > etc/hostid", slot);
    QVERIFY2(worn.ok, worn.err);
    const QStringList words{u"deploy"_s,   u"-n"_s,     u"n1"_s,     u"-i"_s,
                            u"verified"_s, u"--take"_s, u"--wait"_s, u"--yes"_s};
    const Ran same = m_cluster.ctl(words);
    QVERIFY2(same.code == 0, same.out + same.err);
    QVERIFY(QFile::exists(slot + u"/etc/hostid"_s));
    const Ran anew = m_cluster.ctl(words + QStringList{u"--reinstall"_s});
    QVERIFY2(anew.code == 0, anew.out + anew.err);
    QVERIFY(!QFile::exists(slotOf(u"verified"_s) + u"/etc/hostid"_s));
}

// With fewer inodes than files.
void TestReuse::whatDoesNotFitIsRefusedWhileTheOldImageRuns()
{
    QCOMPARE(deploy(u"verified"_s).code, 0);
    const auto state = [this] {
        QFile file(m_cluster.path(u"nodes/n1/state"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = state();
    QVERIFY(!before.isEmpty());
    const Ran ran = deploy(u"many"_s);
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("many-1-1 takes 25 inodes; the largest slot gets 8"), ran.err);
    QCOMPARE(state(), before); // It was not started again.
    QVERIFY(!slotOf(u"verified"_s).isEmpty());
}

// The bytes that are missing are damaged at the server: the slot is no image any more, and the node says why.
void TestReuse::aRepairThatFailsLeavesNothingToStart()
{
    for (const QString &wanted : {u"verified"_s, u"other"_s})
        QCOMPARE(deploy(wanted).code, 0);
    const QString slot = slotOf(u"verified"_s);
    QVERIFY(shell("for i in bulk/*; do printf Z | dd of=$i bs=1 seek=9 conv=notrunc status=none; done", slot).ok);
    QFile image(m_cluster.path(u"images/verified-1-1.gz"_s));
    QVERIFY(image.open(QIODevice::ReadWrite) && image.seek(image.size() / 2) && image.write("XXXX") == 4);
    image.close();
    const Ran ran = deploy(u"verified"_s);
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains("chunk"), ran.err);
    QCOMPARE(slotOf(u"verified"_s), QString());
    // Nothing is stuck.
    QCOMPARE(deploy(u"trusted"_s).code, 0);
}

void TestReuse::cleanupTestCase()
{
    QVERIFY(m_cluster.stopNodes());
    QVERIFY(m_cluster.stopServer());
}

QTEST_GUILESS_MAIN(TestReuse)
#include "reuse_test.moc"
