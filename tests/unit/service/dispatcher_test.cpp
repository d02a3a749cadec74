// SPDX-License-Identifier: GPL-3.0-or-later
// EpollDispatcher's timers and its waking up. The program runs on one itself.
#include "common/service/epoll_dispatcher.h"
#include "common/service/turn_probe.h"
#include "tests/support/socket_pair.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>
#include <thread>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// One turn that does not wait.
void turn()
{
    QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
}

} // namespace

class DispatcherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyTypeOfTimerFires_data();
    void everyTypeOfTimerFires();
    void aZeroTimerFiresOnceATurnAndStarvesNobody();
    void aTimerMayEndItselfAndOthers();
    void aTimerDoesNotFireWithinItsOwnEvent();
    void aLoopWithoutTimersFiresNone();
    void whatIsLeftOfATimerIsKnown();
    void anotherThreadWakesTheLoop();
    void anEventOfAnotherThreadIsNeverLost();
    void interruptEndsTheTurnAtOnce();
    void anExitFromAnotherThreadIsNeverLost();
    void aThreadOfItsOwnRunsOnIt();
    void aProcessRuns();
    void tcpSocketsTalk();
    void theProbeKnowsTheLongestTurn();
};

void DispatcherTest::init()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
}

void DispatcherTest::everyTypeOfTimerFires_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("atMost");
    QTest::newRow("precise") << Qt::PreciseTimer << 30 << 5'000;
    QTest::newRow("coarse") << Qt::CoarseTimer << 100 << 5'000;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 300 << 10'000;
}

void DispatcherTest::everyTypeOfTimerFires()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, interval);
    QFETCH(int, atMost);
    QTimer timer;
    timer.setTimerType(type);
    QElapsedTimer since;
    since.start();
    qint64 took = -1;
    connect(&timer, &QTimer::timeout, this, [&] { took = since.elapsed(); });
    timer.start(interval);
    QTRY_VERIFY_WITH_TIMEOUT(took >= 0, atMost);
    QVERIFY2(took >= interval, qPrintable(QString::number(took)));
    QVERIFY(timer.isActive());
}

void DispatcherTest::aZeroTimerFiresOnceATurnAndStarvesNobody()
{
    QTimer zero;
    int zeros = 0;
    connect(&zero, &QTimer::timeout, this, [&] { ++zeros; });
    zero.start(0);
    for (int i = 1; i <= 20; ++i) {
        turn();
        QVERIFY(zeros <= i);
    }
    QVERIFY(zeros >= 19);
    test::SocketPair pair;
    QSocketNotifier notifier(pair.ends[1], QSocketNotifier::Read);
    bool isTold = false;
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        isTold = true;
        pair.hear(1);
    });
    bool isPosted = false;
    bool isTimed = false;
    QTimer::singleShot(5, this, [&] { isTimed = true; });
    QMetaObject::invokeMethod(this, [&] { isPosted = true; }, Qt::QueuedConnection);
    QVERIFY(pair.say(0));
    QTRY_VERIFY(isTold && isPosted && isTimed);
}

void DispatcherTest::aTimerMayEndItselfAndOthers()
{
    auto first = std::make_unique<QTimer>();
    auto second = std::make_unique<QTimer>();
    int fired = 0;
    connect(first.get(), &QTimer::timeout, this, [&] {
        ++fired;
        second.reset();
        first->stop();
        first->start(1'000'000);
    });
    connect(second.get(), &QTimer::timeout, this, [&] { fired += 100; });
    first->start(1);
    second->start(1);
    QThread::msleep(3);
    turn();
    turn();
    QCOMPARE(fired, 1);
    QVERIFY(first->remainingTime() > 900'000);
}

void DispatcherTest::aTimerDoesNotFireWithinItsOwnEvent()
{
    QTimer timer;
    int depth = 0;
    int deepest = 0;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] {
        ++fired;
        deepest = std::max(deepest, ++depth);
        QEventLoop inner;
        QTimer::singleShot(20, &inner, &QEventLoop::quit);
        inner.exec();
        --depth;
    });
    timer.start(1);
    QTRY_VERIFY(fired >= 3);
    QCOMPARE(deepest, 1);
}

void DispatcherTest::aLoopWithoutTimersFiresNone()
{
    QTimer timer;
    int fired = 0;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(0);
    auto *dispatcher = QAbstractEventDispatcher::instance();
    dispatcher->processEvents(QEventLoop::X11ExcludeTimers);
    dispatcher->processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(fired, 0);
    turn();
    QCOMPARE(fired, 1);
}

void DispatcherTest::whatIsLeftOfATimerIsKnown()
{
    QTimer timer;
    QCOMPARE(timer.remainingTime(), -1);
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(60'000);
    QVERIFY(timer.remainingTime() > 59'000 && timer.remainingTime() <= 60'000);
    auto *dispatcher = QAbstractEventDispatcher::instance();
    const auto timers = dispatcher->registeredTimers(&timer);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first().interval, 60'000);
    QCOMPARE(timers.first().timerType, Qt::PreciseTimer);
    QVERIFY(dispatcher->registeredTimers(this).isEmpty());
}

void DispatcherTest::anotherThreadWakesTheLoop()
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    turn();
    QElapsedTimer since;
    since.start();
    std::thread other([dispatcher] { dispatcher->wakeUp(); });
    // Without a timer or a socket it would wait for ever.
    dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
    other.join();
    QVERIFY(since.elapsed() < 10'000);
}

void DispatcherTest::anEventOfAnotherThreadIsNeverLost()
{
    constexpr int rounds = 20'000;
    int got = 0;
    QObject here;
    QEventLoop loop;
    std::thread other([&] {
        for (int i = 0; i < rounds; ++i) {
            QMetaObject::invokeMethod(
                &here,
                [&] {
                    if (++got == rounds)
                        loop.quit();
                },
                Qt::QueuedConnection);
            if (i % 64 == 0)
                std::this_thread::yield();
        }
    });
    QTimer::singleShot(30'000, &loop, [&] { loop.exit(1); });
    QCOMPARE(loop.exec(), 0);
    other.join();
    QCOMPARE(got, rounds);
}

void DispatcherTest::interruptEndsTheTurnAtOnce()
{
    auto *dispatcher = QAbstractEventDispatcher::instance();
    QMetaObject::invokeMethod(this, [dispatcher] { dispatcher->interrupt(); }, Qt::QueuedConnection);
    QVERIFY(!dispatcher->processEvents(QEventLoop::WaitForMoreEvents));
    turn();
}

void DispatcherTest::anExitFromAnotherThreadIsNeverLost()
{
    for (int i = 0; i < 500; ++i) {
        QThread thread;
        thread.setEventDispatcher(new EpollDispatcher);
        thread.start();
        thread.quit();
        QVERIFY(thread.wait(20'000));
    }
}

void DispatcherTest::aThreadOfItsOwnRunsOnIt()
{
    QThread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    auto *worker = new QObject;
    worker->moveToThread(&thread);
    connect(&thread, &QThread::finished, worker, &QObject::deleteLater);
    std::atomic<int> beats{0};
    QMetaObject::invokeMethod(worker, [&] {
        auto *timer = new QTimer(worker);
        QObject::connect(timer, &QTimer::timeout, worker, [&] { ++beats; });
        timer->start(1);
    });
    QTRY_VERIFY(beats >= 5);
    thread.quit();
    QVERIFY(thread.wait(20'000));
}

void DispatcherTest::aProcessRuns()
{
    QProcess process;
    const QSignalSpy finished(&process, &QProcess::finished);
    process.start(u"/bin/cat"_s, {});
    const QByteArray text(300'000, 'n');
    process.write(text);
    process.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 20'000);
    QCOMPARE(process.readAllStandardOutput(), text);
    QCOMPARE(process.exitCode(), 0);
}

void DispatcherTest::tcpSocketsTalk()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray got;
    const QByteArray text(5'000'000, 'p');
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&, socket] { got += socket->readAll(); });
    });
    QTcpSocket client;
    const QSignalSpy gone(&client, &QTcpSocket::disconnected);
    client.connectToHost(QHostAddress::LocalHost, server.serverPort());
    connect(&client, &QTcpSocket::connected, this, [&] {
        client.write(text);
        client.disconnectFromHost();
    });
    QTRY_COMPARE_WITH_TIMEOUT(got.size(), text.size(), 20'000);
    QTRY_COMPARE(gone.size(), 1);
}

void DispatcherTest::theProbeKnowsTheLongestTurn()
{
    QThread thread;
    auto *dispatcher = new EpollDispatcher;
    auto *probe = new TurnProbe(u"test"_s, dispatcher);
    thread.setEventDispatcher(dispatcher);
    thread.start();
    std::chrono::microseconds longest{0};
    const auto ask = [&] {
        QMetaObject::invokeMethod(probe, [&] { longest = probe->takeLongest(); }, Qt::BlockingQueuedConnection);
    };
    ask();
    QMetaObject::invokeMethod(
        probe,
        [] {
            QElapsedTimer busy;
            busy.start();
            while (busy.elapsed() < 30) { }
        },
        Qt::BlockingQueuedConnection);
    ask();
    QVERIFY(longest >= 30ms);
    thread.quit();
    QVERIFY(thread.wait(20'000));
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    DispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "dispatcher_test.moc"
