// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/background.h"
#include "common/service/pid_file.h"
#include "common/service/service_notifier.h"
#include "common/service/unix_signals.h"
#include "tests/support/notify_socket.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cid;
using cid::test::NotifySocket;
using namespace Qt::StringLiterals;

namespace {

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signalsReachTheLoop();
    void systemdIsTold();
    void theWatchdogIsFed();
    void withoutSystemdNothingHappens();
    void aSecondProcessSeesThePidFile();
    void theFirstProcessWaitsForTheDaemon();
    void aDaemonThatDiesIsAFailure();
};

void TestService::signalsReachTheLoop()
{
    UnixSignals signals_({SIGHUP, SIGUSR1});
    QSignalSpy spy(&signals_, &UnixSignals::received);
    ::raise(SIGHUP);
    ::raise(SIGUSR1);
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(spy.at(0).at(0).toInt(), SIGHUP);
    QCOMPARE(spy.at(1).at(0).toInt(), SIGUSR1);
}

void TestService::systemdIsTold()
{
    const QTemporaryDir folder;
    const NotifySocket systemd(folder.filePath(u"notify"_s).toUtf8());
    QVERIFY(systemd.bound);
    ServiceNotifier notifier;
    QVERIFY(!qEnvironmentVariableIsSet("NOTIFY_SOCKET"));
    notifier.ready();
    QCOMPARE(systemd.next(), "READY=1\nMAINPID=" + QByteArray::number(::getpid()));
    notifier.status(u"3 nodes\nconnected"_s);
    QCOMPARE(systemd.next(), QByteArray("STATUS=3 nodes connected"));
    notifier.reloading();
    QVERIFY(systemd.next().startsWith("RELOADING=1\nMONOTONIC_USEC="));
    notifier.stopping();
    QCOMPARE(systemd.next(), QByteArray("STOPPING=1"));
}

void TestService::theWatchdogIsFed()
{
    const QTemporaryDir folder;
    const NotifySocket systemd(folder.filePath(u"notify"_s).toUtf8());
    qputenv("WATCHDOG_USEC", "40000");
    qputenv("WATCHDOG_PID", QByteArray::number(::getpid()));
    ServiceNotifier notifier;
    QVERIFY(notifier.isWatched());
    notifier.ready();
    QVERIFY(systemd.next().startsWith("READY=1"));
    QByteArray message;
    QTRY_VERIFY(!systemd.next(message).isEmpty());
    QCOMPARE(message, QByteArray("WATCHDOG=1"));
}

void TestService::withoutSystemdNothingHappens()
{
    qputenv("WATCHDOG_USEC", "40000");
    qputenv("WATCHDOG_PID", "1");
    ServiceNotifier notifier;
    QVERIFY(!notifier.isWatched());
    notifier.ready();
    notifier.stopping();
}

void TestService::aSecondProcessSeesThePidFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"cidd.pid"_s);
    {
        PidFile first;
        QVERIFY(first.create(path).has_value());
        QCOMPARE(readAll(path), QByteArray::number(::getpid()) + '\n');
        PidFile second;
        const Status refused = second.create(path);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, QByteArray("service.running"));
    }
    QVERIFY(!QFile::exists(path));
}

void TestService::theFirstProcessWaitsForTheDaemon()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"log"_s);
    const pid_t child = ::fork();
    if (child == 0) {
        Background background;
        const bool up = background.enter().has_value() && background.finish(log).has_value();
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, "in the log\n", 11);
        ::_exit(up ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
    QTRY_COMPARE(readAll(log), QByteArray("in the log\n"));
}

void TestService::aDaemonThatDiesIsAFailure()
{
    const pid_t child = ::fork();
    if (child == 0) {
        Background background;
        [[maybe_unused]] const Status entered = background.enter();
        ::_exit(0);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 1);
}

QTEST_GUILESS_MAIN(TestService)
#include "service_test.moc"
