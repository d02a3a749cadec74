// SPDX-License-Identifier: GPL-3.0-or-later
// The image engine when it is killed, when the disk is full and when a disk cannot be read. 100 kills each with
// NOTP_TEST_LONG, a few otherwise.
#include "tests/support/tree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    int code = -1; ///< -1: killed
    qint64 milliseconds = 0;
    QByteArray out;
    QByteArray err;
};

// Kills it after that many milliseconds; -1: never.
Ended runProgram(const QString &program, const QStringList &arguments, int killAfter = -1)
{
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral(CID_BINARY_DIR "/") + program, arguments);
    if (!process.waitForStarted())
        return {};
    if (killAfter >= 0 && !process.waitForFinished(killAfter))
        process.kill();
    process.waitForFinished(110'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, timer.elapsed(),
            process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class TestEngineFault : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKilledPackLeavesNothingUnderTheName();
    void aKilledUnpackGoesOnAndEndsTheSame();
    void aFullDiskIsNamed_data();
    void aFullDiskIsNamed();
    void whatCannotBeReadIsNamed();

private:
    [[nodiscard]] Ended pack(const QString &root, const QString &output, int killAfter = -1,
                             const QStringList &more = {}) const;

    QTemporaryDir m_work;
    QString m_tree;
    QString m_image;
    QByteArrayList m_described;
    int m_count = qEnvironmentVariableIsSet("NOTP_TEST_LONG") ? 100 : 8;
};

Ended TestEngineFault::pack(const QString &root, const QString &output, int killAfter, const QStringList &more) const
{
    return runProgram(
        u"imagebuilder/mkimg.linux"_s,
        QStringList{u"--image"_s, u"tree-1-1"_s, u"--output"_s, output, u"-q"_s} + more + QStringList{root}, killAfter);
}

void TestEngineFault::initTestCase()
{
    m_tree = m_work.filePath(u"tree"_s);
    QVERIFY(QDir().mkpath(m_tree) && QDir().mkpath(m_work.filePath(u"out"_s)));
    const Shell made = shell("mkdir a b c; for d in a b c; do for i in $(seq -w 300); do "
                             "head -c $((RANDOM / 2)) /dev/urandom > $d/$i; done; done; ln a/001 c/link; chmod 500 b; "
                             "head -c 9000000 /dev/urandom > b/large; touch -h -d @77 a/* b/* c/* a b c .",
                             m_tree);
    QVERIFY2(made.ok, made.err);
    m_described = describeTree(m_tree, ::geteuid() == 0);
    const Ended packed = pack(m_tree, m_work.filePath(u"out"_s));
    QVERIFY2(packed.code == 0, packed.err);
    m_image = m_work.filePath(u"out/tree-1-1.gz"_s);
}

void TestEngineFault::aKilledPackLeavesNothingUnderTheName()
{
    const QString output = m_work.filePath(u"killed"_s);
    QVERIFY(QDir().mkpath(output));
    const qint64 whole = std::max<qint64>(20, pack(m_tree, output).milliseconds);
    for (int i = 0; i < m_count; ++i) {
        QVERIFY(shell("rm -f *", output).ok);
        const int after = QRandomGenerator::global()->bounded(static_cast<int>(whole));
        const Ended ended = pack(m_tree, output, after);
        const bool hasManifest = QFile::exists(output + u"/tree-1-1.manifest"_s);
        if (hasManifest || ended.code == 0) {
            const Shell same =
                shell("cmp tree-1-1.gz ../out/tree-1-1.gz && cmp tree-1-1.manifest ../out/tree-1-1.manifest", output);
            QVERIFY2(same.ok, qPrintable(u"killed after %1 ms"_s.arg(after)));
        }
        // The image comes first and alone is in no catalogue; it is whole all the same.
        if (QFile::exists(output + u"/tree-1-1.gz"_s))
            QVERIFY(shell("cmp tree-1-1.gz ../out/tree-1-1.gz", output).ok);
    }
}

void TestEngineFault::aKilledUnpackGoesOnAndEndsTheSame()
{
    const QString target = m_work.filePath(u"target"_s);
    const QStringList words{u"unpack"_s, m_image, target, u"--resume"_s, u"1000000"_s};
    QVERIFY(QDir().mkpath(target));
    const qint64 whole = std::max<qint64>(20, runProgram(u"tests/support/image_tool"_s, words).milliseconds);
    int kills = 0;
    int resumed = 0;
    while (kills < m_count) {
        QVERIFY(shell("rm -rf target; mkdir target", m_work.path()).ok);
        Ended ended;
        do {
            const bool isKilled = kills < m_count;
            ended = runProgram(u"tests/support/image_tool"_s, words,
                               isKilled ? QRandomGenerator::global()->bounded(static_cast<int>(whole)) : -1);
            QVERIFY2(ended.code <= 0, ended.err);
            kills += ended.code == -1 ? 1 : 0;
            if (ended.code == -1 || !isKilled)
                continue;
            kills += ended.out.contains("first=0 ") ? 1 : 0; // It ended before it could be killed: that counts, too.
        } while (ended.code != 0);
        resumed += ended.out.contains("first=0 ") ? 0 : 1;
        QCOMPARE(describeTree(target, ::geteuid() == 0), m_described);
    }
    qInfo("%d kills, %d runs that were taken up again", kills, resumed);
}

void TestEngineFault::aFullDiskIsNamed_data()
{
    QTest::addColumn<QString>("verb");
    QTest::newRow("packing") << u"pack"_s;
    QTest::newRow("unpacking") << u"unpack"_s;
}

void TestEngineFault::aFullDiskIsNamed()
{
    QFETCH(QString, verb);
    if (::geteuid() != 0)
        QSKIP("mounts need root");
    const QString disk = m_work.filePath(u"full"_s);
    QVERIFY(shell("mkdir -p full && mount -t tmpfs -o size=4m none full", m_work.path()).ok);
    const Ended ended = verb == u"pack"_s ? pack(m_tree, disk)
                                          : runProgram(u"tests/support/image_tool"_s, {u"unpack"_s, m_image, disk});
    const QStringList left = QDir(disk).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    QVERIFY(shell("umount full", m_work.path()).ok);
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.err.contains("No space left on device"), ended.err);
    if (verb == u"pack"_s)
        QCOMPARE(left, QStringList());
    else
        QVERIFY2(ended.err.contains("tree-1-1, chunk "), ended.err);
}

// A loop device whose file was cut short under it answers with errors, as a dying disk does. It is filled without being
// mounted: a file system that was mounted for writing stays so in every mount namespace that began meanwhile, and is
// then refused for reading.
void TestEngineFault::whatCannotBeReadIsNamed()
{
    if (::geteuid() != 0)
        QSKIP("loop devices need root");
    const Shell made = shell(R"SH(
mkdir -p bad content; printf early > content/early; head -c 16000000 /dev/urandom > content/large
truncate -s 24M disk; mkfs.ext4 -q -F -O ^has_journal -d content disk
mount -o loop,ro disk bad; truncate -s 12M disk; echo 3 > /proc/sys/vm/drop_caches || true
)SH",
                             m_work.path());
    QVERIFY2(made.ok, made.err);
    const QString output = m_work.filePath(u"unread"_s);
    QVERIFY(QDir().mkpath(output));
    const Ended stopped = pack(m_work.filePath(u"bad"_s), output);
    const bool isEmpty = QDir(output).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const Ended went = pack(m_work.filePath(u"bad"_s), output, -1, {u"--keep-going"_s});
    QVERIFY(shell("umount bad", m_work.path()).ok);
    QCOMPARE(stopped.code, 1);
    QVERIFY2(stopped.err.contains("large: Input/output error"), stopped.err);
    QVERIFY(isEmpty);
    QCOMPARE(went.code, 6);
    QVERIFY2(went.err.contains("large: Input/output error"), went.err);
    QVERIFY(QFile::exists(output + u"/tree-1-1.manifest"_s));
}

QTEST_GUILESS_MAIN(TestEngineFault)
#include "engine_fault_test.moc"
