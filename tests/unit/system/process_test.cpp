// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/system/process_runner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace cid;
using namespace std::chrono_literals;

namespace {

Command shell(const QString &script)
{
    Command command;
    command.program = u"sh"_s;
    command.arguments = {u"-c"_s, script};
    return command;
}

bool isAlive(int pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = file.readAll();
    return !text.contains(") Z") && !text.contains(") X");
}

int pidIn(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
}

} // namespace

class ProcessTest : public QObject
{
    Q_OBJECT
private:
    LocalProcessRunner m_runner;

private Q_SLOTS:
    void outputAndExitCodeComeBack()
    {
        const auto output = m_runner.run(shell(u"echo out; echo err >&2; exit 3"_s));
        QVERIFY(output);
        QCOMPARE(output->exitCode, 3);
        QCOMPARE(output->standardOutput, "out\n");
        QCOMPARE(output->standardError, "err\n");
    }

    void argumentsReachTheProgramAsTheyAre()
    {
        Command command;
        command.program = u"printf"_s;
        command.arguments = {u"%s|"_s, u"a b"_s, u"$HOME"_s, u"`id`"_s, QString(), u"ü'\""_s};
        const auto output = runChecked(m_runner, command);
        QVERIFY(output);
        QCOMPARE(*output, QByteArray("a b|$HOME|`id`||ü'\"|"));
    }

    void aLargeInputPassesThrough()
    {
        Command command = shell(u"cat"_s);
        command.input = QByteArray(3'000'000, 'x');
        command.maxOutput = 4 * MiB;
        const auto output = m_runner.run(command);
        QVERIFY(output);
        QCOMPARE(output->standardOutput.size(), 3'000'000);
    }

    void aProgramMayIgnoreItsInput()
    {
        Command command = shell(u"exit 0"_s);
        command.input = QByteArray(3'000'000, 'x');
        const auto output = m_runner.run(command);
        QVERIFY(output);
        QCOMPARE(output->exitCode, 0);
    }

    void outputBeyondTheLimitIsDropped()
    {
        Command command = shell(u"head -c 500000 /dev/zero; echo end >&2"_s);
        command.maxOutput = 1000;
        const auto output = m_runner.run(command);
        QVERIFY(output);
        QCOMPARE(output->standardOutput.size(), 1000);
        QCOMPARE(output->standardError, "end\n");
    }

    void aMissingProgramIsNotFound_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("name") << u"no-such-program-here"_s;
        QTest::newRow("path") << u"/no/such/program"_s;
    }

    void aMissingProgramIsNotFound()
    {
        QFETCH(QString, program);
        Command command;
        command.program = program;
        const auto output = m_runner.run(command);
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::NotFound);
        QCOMPARE(output.error().code, "process.not-found");
    }

    void aSignalIsAnError()
    {
        const auto output = m_runner.run(shell(u"kill -TERM $$"_s));
        QVERIFY(!output);
        QCOMPARE(output.error().code, "process.signal");
    }

    void theWholeGroupDiesAtTheDeadline()
    {
        const QTemporaryDir folder;
        Command command = shell(u"sleep 60 & echo $! > %1/pid; wait"_s.arg(folder.path()));
        command.deadline = 300ms;
        QElapsedTimer timer;
        timer.start();
        const auto output = m_runner.run(command);
        QVERIFY(!output);
        QCOMPARE(output.error().code, "process.timeout");
        QVERIFY(timer.elapsed() < 5000);
        const int pid = pidIn(folder.filePath(u"pid"_s));
        QVERIFY(pid > 0);
        QTRY_VERIFY(!isAlive(pid));
    }

    void cancellingStopsTheProgram()
    {
        Command command = shell(u"sleep 60"_s);
        std::thread canceller([token = command.cancel] {
            std::this_thread::sleep_for(200ms);
            token.cancel();
        });
        const auto output = m_runner.run(command);
        canceller.join();
        QVERIFY(!output);
        QCOMPARE(output.error().kind, ErrorKind::Cancelled);
        QVERIFY(!m_runner.run(command));
    }

    void aProgramDiesWithTheProcessThatStartedIt()
    {
        const QTemporaryDir folder;
        const pid_t agent = ::fork();
        if (agent == 0) {
            LocalProcessRunner runner;
            (void)runner.run(shell(u"echo $$ > %1/pid.new; mv %1/pid.new %1/pid; exec sleep 60"_s.arg(folder.path())));
            ::_exit(0);
        }
        QTRY_VERIFY(pidIn(folder.filePath(u"pid"_s)) > 0);
        const int pid = pidIn(folder.filePath(u"pid"_s));
        QVERIFY(isAlive(pid));
        ::kill(agent, SIGKILL);
        QTRY_VERIFY(!isAlive(pid));
        ::waitpid(agent, nullptr, 0);
    }

    void aDaemonThatKeepsTheStreamsOpenDoesNotHoldUs()
    {
        QElapsedTimer timer;
        timer.start();
        const auto output = m_runner.run(shell(u"sleep 3 & echo started"_s));
        QVERIFY(output);
        QCOMPARE(output->standardOutput, "started\n");
        QVERIFY(timer.elapsed() < 2500);
    }

    void aFailureSaysWhatTheProgramSaid()
    {
        const auto output = runChecked(m_runner, shell(u"echo too bad >&2; exit 2"_s));
        QVERIFY(!output);
        QCOMPARE(output.error().code, "process.failed");
        QCOMPARE(output.error().arguments.value(u"exit"_s), u"2"_s);
        QCOMPARE(output.error().arguments.value(u"stderr"_s), u"too bad"_s);
        QVERIFY(output.error().text.contains(u"too bad"_s));
    }

    void theCommandLineIsReadable() { QCOMPARE(shell(u"it's"_s).toString(), u"sh -c 'it'\\''s'"_s); }

    void noDescriptorStaysOpen()
    {
        const auto count = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size(); };
        (void)m_runner.run(shell(u"true"_s));
        const auto before = count();
        for (int i = 0; i < 20; ++i)
            (void)m_runner.run(shell(u"true"_s));
        QCOMPARE(count(), before);
    }
};

QTEST_GUILESS_MAIN(ProcessTest)
#include "process_test.moc"
