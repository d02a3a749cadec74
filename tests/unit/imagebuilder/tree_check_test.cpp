// SPDX-License-Identifier: GPL-3.0-or-later
#include "imagebuilder/delta/tree_check.h"
#include "imagebuilder/delta/tree_replay.h"
#include "imagebuilder/pack/packer.h"
#include "tests/support/tree.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;

class TestTreeCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aTreeIsLikeItsOwnManifest();
    void whatIsDifferentIsNamed_data();
    void whatIsDifferentIsNamed();
    void factsAloneReadNothing();
    void holesAreNotRead_data();
    void holesAreNotRead();
    void aLostHoleIsPassedOver();
    void ignoredPathsAreNotLookedAt();
    void aStoppedCheckSaysSo();
    void aMissingRootIsAnError();

private:
    QTemporaryDir m_work;
    QString m_tree;
    Manifest m_manifest;
};

void TestTreeCheck::initTestCase()
{
    m_tree = m_work.filePath(u"tree"_s);
    QVERIFY(QDir().mkpath(m_tree));
    QVERIFY(QDir().mkpath(m_work.filePath(u"out"_s)));
    const Shell made = shell(R"SH(
mkdir -p a/b etc c; printf one > a/file; printf two > a/b/file; printf three > a-b; ln a/file a/hard; ln -s target a/link
head -c 600000 /dev/urandom > c/large; printf host > etc/hostname; mkfifo c/fifo
touch -h -d '2020-02-02 02:02:02.2' a/* a/b/* a-b c/* etc/* a a/b c etc .
)SH",
                             m_tree);
    QVERIFY2(made.ok, made.err);
    PackOptions options;
    options.root = m_tree;
    options.image = *ImageId::parse(u"tree-1-1"_s);
    options.outputFolder = m_work.filePath(u"out"_s);
    const auto packed = packImage(options);
    QVERIFY2(packed, packed ? "" : qPrintable(packed.error().text));
    m_manifest = packed->manifest;
}

void TestTreeCheck::aTreeIsLikeItsOwnManifest()
{
    const auto check = verifyTree(m_manifest, m_tree);
    QVERIFY(check);
    QVERIFY(check->isClean());
    QCOMPARE(check->entries, static_cast<qint64>(m_manifest.files.size()));
    QCOMPARE(check->bytes, 600'000 + 3 + 3 + 5 + 4);
}

void TestTreeCheck::whatIsDifferentIsNamed_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QStringList>("differing");
    QTest::addColumn<QByteArrayList>("extra");
    const auto row = [](const char *name, const QByteArray &change, const QStringList &differing,
                        const QByteArrayList &extra = {}) {
        QTest::newRow(name) << change + "; touch -h -d '2020-02-02 02:02:02.2' . a a/b c etc 2>/dev/null || true"
                            << differing << extra;
    };
    row("a byte of a file", "printf onE > a/file; touch -d '2020-02-02 02:02:02.2' a/file", {u"a/file: content"_s});
    row("a file that grew", "printf x >> a-b; touch -d '2020-02-02 02:02:02.2' a-b", {u"a-b: content"_s});
    row("a byte in the middle of a large file",
        "printf x | dd of=c/large bs=1 seek=300000 conv=notrunc status=none; printf y | dd of=c/large bs=1 seek=300000 "
        "conv=notrunc status=none; printf yy | dd of=c/large bs=1 seek=300001 conv=notrunc status=none; "
        "printf zzzz | dd of=c/large bs=1 seek=300003 conv=notrunc status=none; touch -d '2020-02-02 02:02:02.2' "
        "c/large",
        {u"c/large: content"_s});
    row("a time", "touch -d '2021-01-01' a/b/file", {u"a/b/file: time"_s});
    row("a mode", "chmod 600 etc/hostname", {u"etc/hostname: mode"_s});
    row("a file that is gone", "rm a-b", {u"a-b: missing"_s});
    row("a folder that is gone", "rm -r a/b", {u"a/b: missing"_s, u"a/b/file: missing"_s});
    row("another target of a link", "ln -sfn elsewhere a/link; touch -h -d '2020-02-02 02:02:02.2' a/link",
        {u"a/link: content"_s});
    row("a longer target that begins alike", "ln -sfn target2 a/link; touch -h -d '2020-02-02 02:02:02.2' a/link",
        {u"a/link: content"_s});
    row("a hard link that became a copy", "cp -p a/hard x; rm a/hard; mv x a/hard", {u"a/hard: hard link"_s});
    row("a folder in the place of a file", "rm etc/hostname; mkdir -p etc/hostname/below", {u"etc/hostname: type"_s});
    row("a file in the place of a folder", "rm -r a/b; printf x > a/b", {u"a/b: type"_s, u"a/b/file: missing"_s});
    row("something extra", "mkdir -p new/deep; printf x > new/deep/file; printf x > a/zz", {}, {"a/zz", "new"});
    row("names around a slash", "printf x > a-a; printf x > a0; printf x > a/a", {}, {"a-a", "a/a", "a0"});
}

void TestTreeCheck::whatIsDifferentIsNamed()
{
    QFETCH(QByteArray, change);
    const QString copy = m_work.filePath(u"copy"_s);
    const Shell changed = shell("rm -rf ../copy; cp -a . ../copy; cd ../copy; " + change, m_tree);
    QVERIFY2(changed.ok, changed.err);
    const auto check = verifyTree(m_manifest, copy);
    QVERIFY2(check, check ? "" : qPrintable(check.error().text));
    QStringList differing;
    for (const TreeDifference &difference : check->differing)
        differing.append(QString::fromUtf8(difference.path) + u": "_s + describeAspects(difference.aspects));
    QTEST(differing, "differing");
    QTEST(check->extra, "extra");
}

void TestTreeCheck::factsAloneReadNothing()
{
    TreeCheckOptions options;
    options.withContent = false;
    const auto check = verifyTree(m_manifest, m_tree, options);
    QVERIFY(check && check->isClean());
    QCOMPARE(check->bytes, 0);
}

void TestTreeCheck::holesAreNotRead_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("as it was packed") << QByteArray(":") << true;
    QTest::newRow("zeros that are written are no hole, and the same")
        << QByteArray("dd if=/dev/zero of=holes/log bs=64K count=1 seek=100 conv=notrunc status=none") << true;
    QTest::newRow("a byte in the middle of the hole")
        << QByteArray("printf x | dd of=holes/log bs=1 seek=40000000 conv=notrunc status=none") << false;
    QTest::newRow("a hole where data was") << QByteArray("fallocate -p -l 4096 -o 0 holes/log") << false;
    QTest::newRow("a hole at the end where data was")
        << QByteArray("truncate -s 1000 holes/log; truncate -s 67109864 holes/log") << false;
}

void TestTreeCheck::holesAreNotRead()
{
    QFETCH(QByteArray, change);
    QFETCH(bool, isSame);
    const Shell made =
        shell("rm -rf holes; mkdir holes; head -c 1000 /dev/urandom > holes/log; "
              "truncate -s 64M holes/log; head -c 1000 /dev/urandom >> holes/log; truncate -s 64M holes/all",
              m_work.path());
    QVERIFY2(made.ok, made.err);
    PackOptions options;
    options.root = m_work.filePath(u"holes"_s);
    options.image = *ImageId::parse(u"holes-1-1"_s);
    options.outputFolder = m_work.filePath(u"out"_s);
    const auto packed = packImage(options);
    QVERIFY(packed);
    QVERIFY(shell(change + "; touch -r holes holes/log", m_work.path()).ok);
    TreeCheckOptions check;
    check.withContent = true;
    ByteCount last = 0;
    check.progress = [&last](ByteCount done, ByteCount total) {
        QVERIFY(done <= total && done >= last);
        last = done;
    };
    const auto result = verifyTree(packed->manifest, options.root, check);
    QVERIFY(result);
    const auto log = std::find_if(result->differing.begin(), result->differing.end(),
                                  [](const TreeDifference &one) { return one.path == "log"; });
    QCOMPARE(log != result->differing.end() && log->aspects.testFlag(FileAspect::Content), !isSame);
    QVERIFY2(result->bytes < 1'000'000, qPrintable(QString::number(result->bytes)));
    QCOMPARE(last, 2 * 67'108'864 + 1000);
}

// The archive has one chunk of such a file. What it would be without its hole is nobody's.
void TestTreeCheck::aLostHoleIsPassedOver()
{
    const Shell made = shell("mkdir lost; cd lost; truncate -s 8G a; printf end >> a; printf b > b", m_work.path());
    QVERIFY2(made.ok, made.err);
    const Manifest manifest{*ImageId::parse(u"lost-1-1"_s),
                            ImageKind::Linux,
                            {},
                            0,
                            0,
                            0,
                            {},
                            {{"", S_IFDIR | 0755, 0, 0, 0, 0, 0, 0, 0, false, {}, {}},
                             {"a", S_IFREG | 0644, 0, 0, 8589934595, 0, 0, 0, 0, false, {}, {}},
                             {"b", S_IFREG | 0644, 0, 0, 1, 0, 0, 0, 0, false, {}, {}}}};
    const QByteArray path = QFile::encodeName(m_work.filePath(u"lost"_s));
    const int root = ::open(path.constData(), O_RDONLY | O_DIRECTORY);
    TreeReplay replay(manifest, root, path);
    QByteArray data;
    qsizetype last = 0;
    int steps = 0;
    for (TreeReplay::Start start; !replay.isEnd(start); ++steps) {
        start = replay.makeChunk(start, data).next;
        last = data.size();
    }
    ::close(root);
    QVERIFY2(steps < 10, qPrintable(QString::number(steps)));
    // What stands behind it stands where it stood: the file's last three bytes, filled up, b with its header, the end.
    QCOMPARE(last, 512 + 512 + 512 + 1024);
}

void TestTreeCheck::ignoredPathsAreNotLookedAt()
{
    const QString copy = m_work.filePath(u"copy"_s);
    QVERIFY(shell("rm -rf ../copy; cp -a . ../copy; printf mine > ../copy/etc/hostname; printf x > ../copy/etc/new; "
                  "touch -d '2020-02-02 02:02:02.2' ../copy/etc",
                  m_tree)
                .ok);
    TreeCheckOptions options;
    options.ignored = {"etc/hostname", "/etc/new"};
    const auto check = verifyTree(m_manifest, copy, options);
    QVERIFY(check && check->isClean());
}

void TestTreeCheck::aStoppedCheckSaysSo()
{
    TreeCheckOptions options;
    int calls = 0;
    options.threads = 1;
    options.cancelled = [&calls] { return ++calls > static_cast<int>(5); };
    const auto check = verifyTree(m_manifest, m_tree, options);
    QVERIFY(!check);
    QCOMPARE(check.error().kind, ErrorKind::Cancelled);
}

void TestTreeCheck::aMissingRootIsAnError()
{
    const auto check = verifyTree(m_manifest, u"/no/such/folder"_s);
    QVERIFY(!check);
    QCOMPARE(check.error().code, QByteArray("check.no-root"));
}

QTEST_GUILESS_MAIN(TestTreeCheck)
#include "tree_check_test.moc"
