// SPDX-License-Identifier: GPL-3.0-or-later
// The program mkimg.linux where it is called: by shells, by nohup, with limits, on terminals, into its own root.
#include "tests/support/tree.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <pty.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cid::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int interrupted = 130;
const QString program = QStringLiteral(CID_BINARY_DIR "/imagebuilder/mkimg.linux");

struct Finished
{
    int code = -1; ///< -1: by a signal that it did not catch
    QByteArray out;
    QByteArray err;
};

Finished finished(QProcess &process)
{
    process.waitForFinished(110'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

} // namespace

class TestMkimg : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSignalLeavesNothing_data();
    void aSignalLeavesNothing();
    void aFileThatMayNotGrowLeavesNothing();
    void whatTheCallerIgnoresIsIgnored();
    void itsOwnFilesAreLeftOut_data();
    void itsOwnFilesAreLeftOut();
    void aTemporaryFolderThatIsGoneDoesNotMatter();
    void modesDoNotDependOnTheCaller();
    void aTerminalGetsNothingToObey_data();
    void aTerminalGetsNothingToObey();
    void aListThatNobodyReadsToItsEndEndsQuietly();

private:
    [[nodiscard]] QString path(const QString &name) const { return m_work->filePath(name); }
    [[nodiscard]] QStringList packWords(const QStringList &more = {}) const;
    /// Runs the shell's \a before, and then the program in its place.
    [[nodiscard]] Finished run(const QStringList &words, const QString &before = u":"_s) const;
    void begin(QProcess &process, const QString &before) const;
    [[nodiscard]] QStringList left() const;

    std::unique_ptr<QTemporaryDir> m_work;
};

void TestMkimg::init()
{
    m_work = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_work->path()).mkpath(u"root"_s) && QDir(m_work->path()).mkpath(u"out"_s));
    QVERIFY(shell("echo one > root/file", m_work->path()).ok);
}

QStringList TestMkimg::packWords(const QStringList &more) const
{
    return QStringList{u"-q"_s, u"--image"_s, u"tree-1-1"_s, u"--output"_s, path(u"out"_s)} + more
        + QStringList{path(u"root"_s)};
}

Finished TestMkimg::run(const QStringList &words, const QString &before) const
{
    QProcess process;
    process.setWorkingDirectory(m_work->path());
    process.start(u"/bin/sh"_s, QStringList{u"-c"_s, before + u"; exec \"$0\" \"$@\""_s, program} + words);
    return finished(process);
}

// Returns in the middle of the work: its files are there, and much is left to do.
void TestMkimg::begin(QProcess &process, const QString &before) const
{
    QVERIFY(shell("head -c 250000000 /dev/urandom > root/large", m_work->path()).ok);
    process.start(u"/bin/sh"_s, QStringList{u"-c"_s, before + u"; exec \"$0\" \"$@\""_s, program} + packWords());
    QTRY_VERIFY_WITH_TIMEOUT(!left().isEmpty(), 20'000);
}

QStringList TestMkimg::left() const
{
    return QDir(path(u"out"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

void TestMkimg::aSignalLeavesNothing_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("the terminal is closed") << SIGHUP;
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("Ctrl-backslash") << SIGQUIT;
    QTest::newRow("the machine is shut down") << SIGTERM;
    QTest::newRow("nobody reads what it says") << SIGPIPE;
    QTest::newRow("its processor time is over") << SIGXCPU;
}

void TestMkimg::aSignalLeavesNothing()
{
    QFETCH(int, number);
    QProcess process;
    begin(process, u":"_s);
    ::kill(static_cast<pid_t>(process.processId()), number);
    const Finished ended = finished(process);
    QCOMPARE(left(), QStringList());
    QVERIFY2(ended.code == interrupted, ended.err);
}

void TestMkimg::aFileThatMayNotGrowLeavesNothing()
{
    QVERIFY(shell("head -c 3000000 /dev/urandom > root/large", m_work->path()).ok);
    const Finished ended = run(packWords(), u"ulimit -f 100"_s);
    QCOMPARE(left(), QStringList());
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.err.contains("File too large"), ended.err);
}

void TestMkimg::whatTheCallerIgnoresIsIgnored()
{
    QProcess process;
    begin(process, u"trap '' HUP"_s); // As nohup does.
    ::kill(static_cast<pid_t>(process.processId()), SIGHUP);
    const Finished ended = finished(process);
    QVERIFY2(ended.code == 0, ended.err);
    QVERIFY(left().contains(u"tree-1-1.manifest"_s));
}

void TestMkimg::itsOwnFilesAreLeftOut_data()
{
    QTest::addColumn<QStringList>("words");
    const QStringList image{u"-q"_s, u"--image"_s, u"tree-1-1"_s};
    QTest::newRow("the output lies in the root") << image + QStringList{u"--output"_s, u"root/srv"_s, u"root"_s};
    QTest::newRow("the same by another name") << image + QStringList{u"--output"_s, u"link"_s, u"root"_s};
    QTest::newRow("what sources make lies in the root") << image
            + QStringList{u"--output"_s, u"root/srv"_s, u"--work"_s, u"root/var/work"_s, u"--from"_s, u"dir:root"_s};
}

void TestMkimg::itsOwnFilesAreLeftOut()
{
    QFETCH(QStringList, words);
    const Shell made =
        shell("mkdir -p root/srv/.mkimg.d root/var/work/.mkimg-work.abcdef; ln -s root/srv link; "
              "touch root/srv/hers root/srv/old-1-1.gz root/srv/other.gz root/var/work/.mkimg-work.abcdef/x; "
              "touch root/srv/.mkimg.AbCdEf",
              m_work->path());
    QVERIFY2(made.ok, made.err);
    for (int i = 0; i < 2; ++i) { // The second time over the image of the first.
        const Finished packed = run(words);
        QVERIFY2(packed.code == 0, packed.err);
    }
    QStringList found;
    const Finished listed = run({u"--list"_s, u"root/srv/tree-1-1.gz"_s});
    for (const QByteArray &line : listed.out.split('\n'))
        found.append(QString::fromUtf8(line.mid(line.lastIndexOf(' ') + 1)));
    found.removeAll(QString());
    QStringList expected{u"."_s,        u"file"_s,         u"srv"_s, u"srv/.mkimg.d"_s,
                         u"srv/hers"_s, u"srv/other.gz"_s, u"var"_s, u"var/work"_s};
    if (!words.contains(u"--work"_s)) // Whose it is, nobody said.
        expected += {u"var/work/.mkimg-work.abcdef"_s, u"var/work/.mkimg-work.abcdef/x"_s};
    QCOMPARE(found, expected);
}

void TestMkimg::aTemporaryFolderThatIsGoneDoesNotMatter()
{
    const Finished ended = run(packWords(), u"TMPDIR=/gone/with/the/job; export TMPDIR"_s);
    QVERIFY2(ended.code == 0, ended.err);
    QCOMPARE(run(packWords({u"--work"_s, u"/gone"_s})).code, 2); // Who says it means it.
}

void TestMkimg::modesDoNotDependOnTheCaller()
{
    QVERIFY(run({u"--genkey"_s, u"key"_s}).code == 0);
    QList<QFile::Permissions> modes;
    for (const QString &mask : {u"umask 022"_s, u"umask 077"_s}) {
        const Finished ended = run(packWords({u"--sign"_s, u"key"_s}), mask);
        QVERIFY2(ended.code == 0, ended.err);
        QCOMPARE(left().size(), 4);
        for (const QString &name : left())
            modes.append(QFile::permissions(path(u"out/"_s + name)));
        QVERIFY(shell("rm out/*", m_work->path()).ok);
    }
    QCOMPARE(modes.first(4), modes.last(4));
}

void TestMkimg::aTerminalGetsNothingToObey_data()
{
    QTest::addColumn<bool>("isTerminal");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("a terminal gets it escaped") << true << QByteArray("a\\x1b[31m\\nb");
    QTest::newRow("a program gets the bytes") << false << QByteArray("a\x1b[31m\nb");
}

void TestMkimg::aTerminalGetsNothingToObey()
{
    QFETCH(bool, isTerminal);
    QFETCH(QByteArray, shown);
    QVERIFY(shell("touch \"$(printf 'root/a\\033[31m\\nb')\"", m_work->path()).ok);
    const Finished packed = run(packWords({u"--exclude"_s, u"a*"_s}).mid(1));
    QVERIFY2(packed.err.contains("left out: a\\x1b[31m\\nb"), packed.err); // Wherever a log goes in the end.
    QVERIFY(run(packWords()).code == 0);
    int terminal = -1;
    int inside = -1;
    QVERIFY(::openpty(&terminal, &inside, nullptr, nullptr, nullptr) == 0);
    QByteArray said(64 * 1024, '\0');
    QProcess process;
    if (isTerminal)
        process.setStandardOutputFile(QString::fromLocal8Bit(::ttyname(inside)));
    process.start(program, {u"--list"_s, path(u"out/tree-1-1.gz"_s)});
    const Finished ended = finished(process);
    said.resize(isTerminal ? ::read(terminal, said.data(), static_cast<size_t>(said.size())) : 0);
    ::close(terminal);
    ::close(inside);
    QCOMPARE(ended.code, 0);
    QVERIFY2((said + ended.out).contains(shown), said + ended.out);
}

void TestMkimg::aListThatNobodyReadsToItsEndEndsQuietly()
{
    QVERIFY(
        shell("i=0; while [ $i -lt 3000 ]; do : > root/file-with-a-long-name-$i; i=$((i+1)); done", m_work->path()).ok);
    QVERIFY(run(packWords()).code == 0);
    const Shell listed = shell("'" + program.toLocal8Bit() + "' --list out/tree-1-1.gz | head -n 1", m_work->path());
    QVERIFY(listed.ok);
    QCOMPARE(listed.err, QByteArray());
}

QTEST_GUILESS_MAIN(TestMkimg)
#include "mkimg_test.moc"
