// SPDX-License-Identifier: GPL-3.0-or-later
// A tree that was an image once becomes it again, whatever was done to it.
#include "imagebuilder/delta/repair_tree.h"
#include "imagebuilder/delta/tree_check.h"
#include "imagebuilder/image_file.h"
#include "imagebuilder/pack/packer.h"
#include "tests/support/counting_source.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestRepair : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatIsRightStays();
    void aSlotThatKeepsWholeSecondsIsRight();
    void everyDamageIsMended_data();
    void everyDamageIsMended();
    void nothingIsFetchedForATreeThatLacksNothing_data();
    void nothingIsFetchedForATreeThatLacksNothing();
    void whatIsKeptStays();
    void nothingOutsideIsTouched();
    void progressGoesUpToTheWhole();
    void aDamagedChunkIsRefused();
    void aStopIsHeard();
    void aMissingRootIsAnError();

private:
    /// The image in a folder of its own, and then changed by a script.
    void unpackAnd(const QByteArray &change);
    [[nodiscard]] Result<RepairReport> repair(ChunkSource &source, const QByteArrayList &kept = {}) const;
    void compare() const;

    QTemporaryDir m_work;
    QString m_slot;
    QByteArrayList m_described;
    std::shared_ptr<ImageFile> m_image;
    qint64 m_sparse = 0; ///< chunks of sparse files, which no tree can give
};

void TestRepair::initTestCase()
{
    const QString tree = m_work.filePath(u"tree"_s);
    m_slot = m_work.filePath(u"slot"_s);
    QVERIFY(QDir().mkpath(tree) && QDir().mkpath(m_work.filePath(u"out"_s)));
    QVERIFY(makeRichTree(tree).ok);
    QVERIFY(shell("rm usr/huge usr/sparse; truncate -s 1M usr/sparse; printf end >> usr/sparse; mkdir many; for i in "
                  "$(seq -w 300); do head -c $((10#$i * 41)) /dev/urandom > many/$i; done; "
                  "head -c 3000000 /dev/urandom > usr/bin/larger; ln many/100 many/again; ln many/100 usr/hundred; "
                  "touch -d @7 usr many .",
                  tree)
                .ok);
    m_described = describeTree(tree, ::geteuid() == 0);
    PackOptions options;
    options.root = tree;
    options.image = *ImageId::parse(u"tree-1-1"_s);
    options.outputFolder = m_work.filePath(u"out"_s);
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    m_image = *image;
}

void TestRepair::cleanupTestCase()
{
    // Qt does not remove what has a name that is not UTF-8.
    static_cast<void>(shell("chattr -i */etc/fixed 2>/dev/null || true; rm -rf *", m_work.path()));
}

void TestRepair::unpackAnd(const QByteArray &change)
{
    static_cast<void>(shell("chattr -i slot/etc/fixed 2>/dev/null || true; rm -rf slot", m_work.path()));
    QVERIFY(QDir().mkpath(m_slot));
    CountingSource source(m_image);
    UnpackOptions options;
    options.target = m_slot;
    options.restoreOwners = ::geteuid() == 0;
    QVERIFY(unpackImage(m_image->manifest(), source, options));
    const Shell changed = shell(change, m_slot);
    QVERIFY2(changed.ok, changed.err);
}

Result<RepairReport> TestRepair::repair(ChunkSource &source, const QByteArrayList &kept) const
{
    RepairOptions options;
    options.unpack.target = m_slot;
    options.unpack.restoreOwners = ::geteuid() == 0;
    options.kept = kept;
    return repairTree(m_image->manifest(), source, options);
}

void TestRepair::compare() const
{
    const QByteArrayList after = describeTree(m_slot, ::geteuid() == 0);
    for (qsizetype i = 0; i < std::min(m_described.size(), after.size()); ++i)
        QCOMPARE(after[i], m_described[i]);
    QCOMPARE(after.size(), m_described.size());
}

void TestRepair::whatIsRightStays()
{
    unpackAnd("true");
    CountingSource source(m_image);
    const auto report = repair(source);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->differing, 0);
    QCOMPARE(report->removed, 0);
    QCOMPARE(source.given, report->missingChunks);
    QVERIFY(report->missingChunks <= 4);
    m_sparse = report->missingChunks;
    compare();
}

// ext4 with the small inodes of old.
void TestRepair::aSlotThatKeepsWholeSecondsIsRight()
{
    if (::geteuid() != 0)
        QSKIP("mounting needs root");
    static_cast<void>(shell("chattr -i slot/etc/fixed 2>/dev/null || true; rm -rf slot; mkdir slot", m_work.path()));
    const Shell mounted = shell(
        "truncate -s 300M fs; mkfs.ext4 -q -I 128 fs; mount -o loop fs slot; rmdir slot/lost+found", m_work.path());
    QVERIFY2(mounted.ok, mounted.err);
    const auto unmount = qScopeGuard([this] { static_cast<void>(shell("umount slot; rm fs", m_work.path())); });
    CountingSource source(m_image);
    UnpackOptions options;
    options.target = m_slot;
    QVERIFY(unpackImage(m_image->manifest(), source, options));
    TreeCheckOptions checked;
    const auto check = verifyTree(m_image->manifest(), m_slot, checked);
    QVERIFY2(check, check ? "" : qPrintable(check.error().text));
    for (const TreeDifference &difference : check->differing)
        qWarning("%s: %ls", difference.path.constData(), qUtf16Printable(describeAspects(difference.aspects)));
    QVERIFY(check->isClean());
    CountingSource again(m_image);
    const auto report = repair(again);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->differing, 0);
}

void TestRepair::everyDamageIsMended_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("most"); // chunks that may be fetched
    const auto row = [](const char *name, const QByteArray &change, int most) {
        QTest::newRow(name) << change << most;
    };
    row("a byte of a file",
        "printf Z | dd of=many/200 bs=1 seek=17 conv=notrunc status=none; touch -d 2020-02-02 many/200", 2);
    row("a byte in the middle of a large file",
        "printf ZZZZ | dd of=usr/bin/larger bs=1 seek=1500000 conv=notrunc status=none", 14);
    row("a file that grew", "printf x >> many/007", 2);
    row("a file that is gone", "rm many/150", 2);
    row("a folder that is gone", "rm -r deep", 2);
    row("extra files and folders", "mkdir -p new/a/b many/x; printf x > new/a/b/c; ln -s / new/link; printf y > many/y",
        0);
    row("a mode", "chmod 4777 many/030", 0);
    row("the mode of a folder", "chmod 700 usr", 0);
    row("a time", "touch -d 2021-01-01 many/031", 0);
    row("an attribute that changed", "setfattr -n user.b -v three etc/hostname", 3);
    row("an attribute too many", "setfattr -n user.new -v x many/040", 2);
    row("an attribute of a folder that is gone", "setfattr -x user.dir empty", 2);
    row("an attribute too many of a folder", "setfattr -n user.new -v x many", 2);
    row("an access list that is gone", "setfacl -b usr/bin/large", 3);
    row("a default access list too many", "setfacl -d -m u:5:rwx many", 2);
    row("a hard link that became a copy", "cp -p many/again x; rm many/again; mv x many/again", 0);
    row("another file under the first of some hard links", "rm many/100; printf other > many/100", 2);
    row("one file less of some hard links", "rm many/100", 2);
    row("a folder in the place of a file", "rm many/060; mkdir -p many/060/below/it; printf x > many/060/below/it/y",
        2);
    row("a file in the place of a folder", "rm -r deep; printf x > deep", 2);
    row("a link in the place of a folder", "mv deep elsewhere; ln -s elsewhere deep", 2);
    row("another target of a link", "ln -sfn /etc/shadow usr/link", 2);
    row("nothing is left", "chattr -i etc/fixed 2>/dev/null || true; rm -rf -- *", 1000);
    row("the times of all", "find . -exec touch -h -d 2022-02-02 {} + 2>/dev/null || true", 0);
    row("the times of folders alone", "touch -d 2021-01-01 usr many .", 0);
    if (::geteuid() != 0)
        return;
    row("a file that an administrator made immutable", "chattr +i many/041", 2);
    row("a file that was changed and made immutable", "printf x > many/041; chattr +i many/041", 2);
    row("a folder that an administrator made immutable, with a file gone", "rm many/041; chattr +i many", 2);
    row("a folder that one may only add to", "chattr +a usr; chattr +d many", 0);
    row("an immutable file that is too many", "printf x > many/new; chattr +i many/new", 0);
    row("an immutable folder that is too many", "mkdir -p new/a; printf x > new/a/f; chattr +i new/a/f new/a new", 0);
    row("an immutable root", "rm many/041; chattr +i .", 2);
    row("an owner", "chown 55:66 many/041", 0);
    row("the owner of a folder", "chown 55:66 many", 0);
    row("a capability that is gone", "setcap -r usr/bin/exact", 3);
    row("another device", "rm etc/null; mknod etc/null b 7 7", 2);
    row("a fixed file that changed", "chattr -i etc/fixed && printf changed > etc/fixed && chattr +i etc/fixed", 2);
    row("a fixed file that is not fixed any more", "chattr -i etc/fixed", 2);
}

void TestRepair::everyDamageIsMended()
{
    QFETCH(QByteArray, change);
    QFETCH(int, most);
    unpackAnd(change);
    CountingSource source(m_image);
    const auto report = repair(source);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    compare();
    QVERIFY2(source.given <= m_sparse + most, qPrintable(u"%1 chunks were fetched"_s.arg(source.given)));
    // Once is enough.
    CountingSource again(m_image);
    const auto clean = repair(again);
    QVERIFY(clean && clean->differing == 0 && clean->removed == 0 && clean->missingChunks == m_sparse);
}

// Without sparse files, of which a tree never gives all chunks.
void TestRepair::nothingIsFetchedForATreeThatLacksNothing_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("removed");
    QTest::newRow("nothing differs") << QByteArray("true") << 0;
    QTest::newRow("a file is too many") << QByteArray("touch d/x") << 1;
    QTest::newRow("the time of a folder") << QByteArray("touch -d 2021-01-01 d") << 0;
    QTest::newRow("the mode of a folder") << QByteArray("chmod 700 d") << 0;
    QTest::newRow("the mode and time of the root") << QByteArray("chmod 700 .; touch -d 2021-01-01 .") << 0;
}

void TestRepair::nothingIsFetchedForATreeThatLacksNothing()
{
    QFETCH(QByteArray, change);
    QFETCH(int, removed);
    const QTemporaryDir work;
    QVERIFY(shell("mkdir -p root/d out; printf x >root/d/file; ln -s d root/link", work.path()).ok);
    PackOptions pack;
    pack.root = work.filePath(u"root"_s);
    pack.image = *ImageId::parse(u"small-1-1"_s);
    pack.outputFolder = work.filePath(u"out"_s);
    const auto packed = packImage(pack);
    QVERIFY(packed);
    const auto image = ImageFile::open(packed->imagePath);
    QVERIFY(image);
    const QByteArrayList before = describeTree(pack.root);
    QVERIFY(shell(change, pack.root).ok);
    CountingSource source(*image);
    RepairOptions options;
    options.unpack.target = pack.root;
    const auto report = repairTree((*image)->manifest(), source, options);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->removed, removed);
    QCOMPARE(source.given, 0);
    QCOMPARE(describeTree(pack.root), before);
}

void TestRepair::whatIsKeptStays()
{
    unpackAnd(
        "mkdir -p var/log new; echo key > etc/machine-id; echo log > var/log/boot; echo x > var/x; echo y > new/y");
    CountingSource source(m_image);
    const auto report = repair(source, {"etc/machine-id", "var/log/*"});
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    QCOMPARE(report->removed, 3);
    QVERIFY(shell("test -e etc/machine-id -a -e var/log/boot -a ! -e var/x -a ! -e new; rm -r var etc/machine-id; "
                  "touch -d '2010-01-01 01:01:01.000000001' etc; touch -d @7 .",
                  m_slot)
                .ok);
    compare();
}

void TestRepair::nothingOutsideIsTouched()
{
    QVERIFY(
        shell("mkdir -p outside/many; echo precious > outside/many/001; echo precious > outside/other", m_work.path())
            .ok);
    const QByteArrayList before = describeTree(m_work.filePath(u"outside"_s));
    unpackAnd("rm -r many; ln -s ../outside/many many; mkdir extra; ln -s ../../outside extra/link");
    CountingSource source(m_image);
    const auto report = repair(source);
    QVERIFY2(report, report ? "" : qPrintable(report.error().text));
    compare();
    QCOMPARE(describeTree(m_work.filePath(u"outside"_s)), before);
}

void TestRepair::progressGoesUpToTheWhole()
{
    unpackAnd("rm -r many/1*; printf Z | dd of=usr/bin/larger bs=1 seek=1500000 conv=notrunc status=none");
    CountingSource source(m_image);
    RepairOptions options;
    options.unpack.target = m_slot;
    options.unpack.restoreOwners = ::geteuid() == 0;
    QList<ByteCount> written;
    options.unpack.progress = [&](ByteCount, ByteCount bytes) { written.append(bytes); };
    QVERIFY(repairTree(m_image->manifest(), source, options));
    QVERIFY(written.size() > 10);
    QCOMPARE(written.last(), m_image->manifest().unpackedSize);
    QVERIFY(std::all_of(written.begin(), written.end(),
                        [this](ByteCount bytes) { return bytes <= m_image->manifest().unpackedSize; }));
}

void TestRepair::aDamagedChunkIsRefused()
{
    class Damaged final : public ChunkSource
    {
    public:
        Result<QByteArray> next() override { return QByteArray(1000, 'x'); }
        bool want(qint64, qint64) override { return true; }
    };
    unpackAnd("printf Z | dd of=many/200 bs=1 seek=17 conv=notrunc status=none");
    Damaged source;
    const auto report = repair(source);
    QVERIFY(!report);
    QCOMPARE(report.error().code, "image.bad-chunk");
    QVERIFY2(report.error().text.contains(u"tree-1-1, chunk"_s), qPrintable(report.error().text));
}

void TestRepair::aStopIsHeard()
{
    unpackAnd("rm many/150");
    CountingSource source(m_image);
    RepairOptions options;
    options.unpack.target = m_slot;
    options.unpack.cancelled = [] { return true; };
    const auto report = repairTree(m_image->manifest(), source, options);
    QVERIFY(!report && report.error().kind == ErrorKind::Cancelled);
    QCOMPARE(source.given, 0);
}

void TestRepair::aMissingRootIsAnError()
{
    CountingSource source(m_image);
    RepairOptions options;
    options.unpack.target = m_work.filePath(u"nowhere"_s);
    const auto report = repairTree(m_image->manifest(), source, options);
    QVERIFY(!report && report.error().kind == ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestRepair)
#include "repair_test.moc"
