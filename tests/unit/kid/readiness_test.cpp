// SPDX-License-Identifier: GPL-3.0-or-later
// An image is held against its tests: real programs, real ports, and a systemctl that the test writes.
#include "common/system/file_system.h"
#include "kid/agent/limits.h"
#include "kid/agent/readiness_watch.h"
#include "kid/agent/ready_tests.h"
#include "tests/support/fake_clock.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestReadiness : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aProgramSaysByItsEndWhetherTheNodeIsReady_data();
    void aProgramSaysByItsEndWhetherTheNodeIsReady();
    void aPortIsReadyWhenSomethingListens_data();
    void aPortIsReadyWhenSomethingListens();
    void aUnitIsReadyWhenSystemdCallsItActive();
    void theFirstTestThatDoesNotPassIsNamed();
    void itIsSaidWhyItWaitsAndWhenItIsReady();
    void theSameReasonIsSaidEveryHalfMinute();
    void whenTheTimeIsOverTheLastReasonIsTheVerdict();
    void whatIsReadyLateIsSaid();
    void whatWasAskedBeforeCountsForNothing();
    void aProgramThatHangsEndsWithTheWatch();

private:
    [[nodiscard]] QString script(const QString &name, const QByteArray &text);

    LocalProcessRunner m_runner;
    LocalFileSystem m_files;
    QThreadPool m_pool;
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ReadinessWatch> m_watch;
    QList<ReadyReport> m_said;
    QByteArray m_path;
};

void TestReadiness::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_said.clear();
    m_watch = std::make_unique<ReadinessWatch>(m_clock, &m_pool, &m_runner, &m_files);
    connect(m_watch.get(), &ReadinessWatch::told, this, [this](const ReadyReport &report) { m_said.append(report); });
    m_path = qgetenv("PATH");
}

void TestReadiness::cleanup()
{
    qputenv("PATH", m_path);
    m_watch->stop();
    m_pool.waitForDone();
    m_watch.reset();
}

QString TestReadiness::script(const QString &name, const QByteArray &text)
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + text + '\n') < 0)
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

void TestReadiness::aProgramSaysByItsEndWhetherTheNodeIsReady_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("it ends well") << QByteArray("echo all is fine") << QString();
    QTest::newRow("it complains") << QByteArray("echo first; echo 'GPU 2 is missing' >&2; exit 3")
                                  << u"ended with 3: GPU 2 is missing"_s;
    QTest::newRow("it speaks to the other stream") << QByteArray("echo one; echo two; exit 1") << u"with 1: two"_s;
    QTest::newRow("it says nothing") << QByteArray("exit 4") << u"ended with 4"_s;
    QTest::newRow("a signal ends it") << QByteArray("kill -9 $$") << u"9"_s;
    QTest::newRow("its words are no text") << QByteArray("printf '\\377\\376'; exit 1") << u"ended with 1"_s;
}

void TestReadiness::aProgramSaysByItsEndWhetherTheNodeIsReady()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    const QString problem = readyProblem(m_runner, {script(u"check"_s, text)}, {});
    QVERIFY2(said.isEmpty() ? problem.isEmpty() : problem.contains(said), qPrintable(problem));
}

void TestReadiness::aPortIsReadyWhenSomethingListens_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("on all addresses") << QHostAddress(QHostAddress::Any);
    QTest::newRow("on IPv4 alone") << QHostAddress(QHostAddress::LocalHost);
    QTest::newRow("on IPv6 alone") << QHostAddress(QHostAddress::LocalHostIPv6);
}

void TestReadiness::aPortIsReadyWhenSomethingListens()
{
    QFETCH(QHostAddress, address);
    QTcpServer server;
    if (!server.listen(address))
        QSKIP("no such address here");
    const QStringList tests{u"port:%1"_s.arg(server.serverPort())};
    QCOMPARE(readyProblem(m_runner, tests, {}), QString());
    server.close();
    QCOMPARE(readyProblem(m_runner, tests, {}), u"nothing listens on port %1"_s.arg(tests.first().mid(5)));
}

void TestReadiness::aUnitIsReadyWhenSystemdCallsItActive()
{
    const QStringList tests{u"unit:notp-nowhere.service"_s};
    QVERIFY(
        !script(u"systemctl"_s, "[ \"$*\" = 'is-active -- notp-nowhere.service' ] || exit 9; echo activating; exit 3")
             .isEmpty());
    qputenv("PATH", m_folder->path().toUtf8() + ':' + m_path);
    QCOMPARE(readyProblem(m_runner, tests, {}), u"notp-nowhere.service is activating"_s);
    QVERIFY(!script(u"systemctl"_s, "echo active").isEmpty());
    QCOMPARE(readyProblem(m_runner, tests, {}), QString());
    QVERIFY(!script(u"systemctl"_s, "echo 'Running in chroot, ignoring command' >&2").isEmpty());
    QVERIFY(readyProblem(m_runner, tests, {}).contains(u"ignoring"_s));
    qputenv("PATH", m_folder->filePath(u"nowhere"_s).toUtf8());
    QVERIFY(readyProblem(m_runner, tests, {}).startsWith(u"notp-nowhere.service"_s));
}

void TestReadiness::theFirstTestThatDoesNotPassIsNamed()
{
    const QString good = script(u"good"_s, "exit 0");
    const QString bad = script(u"bad"_s, "exit 1");
    QVERIFY(readyProblem(m_runner, {good, bad, u"port:1"_s}, {}).startsWith(bad));
    QVERIFY(readyProblem(m_runner, {good, u"nonsense"_s, bad}, {}).contains(u"nonsense"_s));
    QCOMPARE(readyProblem(m_runner, {}, {}), QString());
}

void TestReadiness::itIsSaidWhyItWaitsAndWhenItIsReady()
{
    const QString flag = m_folder->filePath(u"flag"_s);
    const QString check = script(u"check"_s, "test -e " + QFile::encodeName(flag) + " || { echo no flag; exit 1; }");
    m_watch->begin({{check}, 60});
    QTRY_COMPARE(m_said.size(), 1);
    QCOMPARE(m_said.first().verdict, ReadyVerdict::Waiting);
    QVERIFY(m_said.first().reason.endsWith(u"no flag"_s));
    QVERIFY(QFile(flag).open(QIODevice::WriteOnly));
    QTRY_COMPARE(m_said.size(), 2);
    QVERIFY(m_said.last() == (ReadyReport{ReadyVerdict::Passed, {}}));
}

void TestReadiness::theSameReasonIsSaidEveryHalfMinute()
{
    QFile rounds(m_folder->filePath(u"rounds"_s));
    const QString check = script(u"check"_s, "echo >> " + QFile::encodeName(rounds.fileName()) + "; exit 1");
    m_watch->begin({{check}, 600});
    QTRY_COMPARE(m_said.size(), 1);
    QTRY_VERIFY(rounds.size() >= 2);
    QCOMPARE(m_said.size(), 1);
    m_clock.advance(readyNewsInterval);
    QTRY_COMPARE(m_said.size(), 2);
}

void TestReadiness::whenTheTimeIsOverTheLastReasonIsTheVerdict()
{
    const QString check = script(u"check"_s, "echo still nothing; exit 1");
    m_watch->begin({{check}, 60});
    QTRY_COMPARE(m_said.size(), 1);
    m_clock.advance(60s);
    QTRY_COMPARE(m_said.size(), 2);
    QCOMPARE(m_said.last().verdict, ReadyVerdict::Failed);
    QVERIFY(m_said.last().reason.endsWith(u"still nothing"_s));
}

void TestReadiness::whatIsReadyLateIsSaid()
{
    QFile rounds(m_folder->filePath(u"rounds"_s));
    const QString check = script(u"check"_s, "echo >> " + QFile::encodeName(rounds.fileName()) + "; exit 1");
    m_watch->begin({{check}, 1});
    QTRY_COMPARE(m_said.size(), 1);
    m_clock.advance(1s);
    QTRY_COMPARE(m_said.size(), 2);
    QCOMPARE(m_said.last().verdict, ReadyVerdict::Failed);
    // It goes on looking, rarely; the test does not wait for that.
    auto *pause = m_watch->findChild<QTimer *>();
    QVERIFY(pause && pause->isActive());
    QCOMPARE(pause->intervalAsDuration(), std::chrono::milliseconds(lateReadyPause));
    const qint64 before = rounds.size();
    pause->start(0);
    QTRY_VERIFY(rounds.size() > before);
    QTest::qWait(100);
    QCOMPARE(m_said.size(), 2); // Once is enough.
    QVERIFY(!script(u"check"_s, "exit 0").isEmpty());
    QTRY_VERIFY(pause->isActive());
    pause->start(0);
    QTRY_COMPARE(m_said.size(), 3);
    QCOMPARE(m_said.last().verdict, ReadyVerdict::Passed);
}

void TestReadiness::whatWasAskedBeforeCountsForNothing()
{
    const QString slow = script(u"slow"_s, "sleep 20");
    const QString bad = script(u"bad"_s, "echo bad; exit 1");
    m_watch->begin({{slow}, 60});
    QTest::qWait(200); // It runs by now, most of the time; either way it must not be heard of.
    m_watch->begin({{bad}, 60});
    QTRY_COMPARE(m_said.size(), 1);
    QVERIFY(m_said.first().reason.endsWith(u"bad"_s));
}

void TestReadiness::aProgramThatHangsEndsWithTheWatch()
{
    const QString started = m_folder->filePath(u"started"_s);
    const QString slow = script(u"slow"_s, "touch " + QFile::encodeName(started) + "; sleep 25");
    QElapsedTimer timer;
    timer.start();
    m_watch->begin({{slow}, 60});
    QTRY_VERIFY(QFile::exists(started));
    m_watch->stop();
    m_pool.waitForDone();
    QVERIFY(timer.elapsed() < 20'000);
    QCoreApplication::processEvents();
    QVERIFY(m_said.isEmpty());
}

QTEST_GUILESS_MAIN(TestReadiness)
#include "readiness_test.moc"
