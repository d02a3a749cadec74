// SPDX-License-Identifier: GPL-3.0-or-later
// What carries links across threads: the queue of calls, and the count of what is under way.
#include "common/link/call_queue.h"
#include "common/link/link_tally.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

using namespace cid;

class CallQueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsOfOneThreadKeepTheirOrder();
    void aCallIsNeverCarriedOutInsidePost();
    void aFloodKeepsNothingElseWaiting();
    void aCallThatPostsAnotherOneDoesNotHoldTheLoop();
    void aCallMayEndTheQueue();
    void whatIsLeftAtTheEndIsNotCarriedOut();
    void theSenderIsToldWhenThereIsRoomAgain();
    void encryptionMayFillAQueueThatHadRoom();
    void theWorkerStopsAndGoesOn();
    void noWordIsLostBetweenTwoThreads();
    void noWordIsLostForASenderEither();
};

void CallQueueTest::callsOfOneThreadKeepTheirOrder()
{
    constexpr int each = 20'000;
    CallQueue queue;
    QList<int> last(4, 0);
    bool isOrdered = true;
    int count = 0;
    std::vector<std::thread> threads;
    for (int who = 0; who < 4; ++who) {
        threads.emplace_back([&, who] {
            for (int i = 1; i <= each; ++i) {
                queue.post([&, who, i] {
                    isOrdered = isOrdered && last[who] == i - 1;
                    last[who] = i;
                    ++count;
                });
            }
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(count, 4 * each, 30'000);
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(isOrdered);
}

void CallQueueTest::aCallIsNeverCarriedOutInsidePost()
{
    CallQueue queue;
    bool isDone = false;
    queue.post([&isDone] { isDone = true; });
    QVERIFY(!isDone);
    QTRY_VERIFY(isDone);
}

void CallQueueTest::aFloodKeepsNothingElseWaiting()
{
    CallQueue queue;
    QElapsedTimer clock;
    clock.start();
    int done = 0;
    for (int i = 0; i < 200; ++i) {
        queue.post([&] {
            const qint64 until = clock.nsecsElapsed() + 1'000'000;
            while (clock.nsecsElapsed() < until) { }
            ++done;
        });
    }
    // 200 ms of calls: a timer fires in between, long before their end.
    int doneBefore = -1;
    QTimer::singleShot(1, this, [&] { doneBefore = done; });
    QTRY_VERIFY(doneBefore >= 0);
    QVERIFY2(doneBefore < 100, qPrintable(QString::number(doneBefore)));
    QTRY_COMPARE(done, 200);
}

void CallQueueTest::aCallThatPostsAnotherOneDoesNotHoldTheLoop()
{
    CallQueue queue;
    bool isOver = false;
    std::function<void()> again = [&] {
        if (!isOver)
            queue.post(again);
    };
    queue.post(again);
    QTimer::singleShot(5, this, [&isOver] { isOver = true; });
    QTRY_VERIFY(isOver);
}

void CallQueueTest::aCallMayEndTheQueue()
{
    auto queue = std::make_unique<CallQueue>();
    bool isSecondDone = false;
    queue->post([&queue] { queue.reset(); });
    queue->post([&isSecondDone] { isSecondDone = true; });
    QTRY_VERIFY(!queue);
    QCoreApplication::processEvents();
    QVERIFY(!isSecondDone);
}

void CallQueueTest::whatIsLeftAtTheEndIsNotCarriedOut()
{
    const auto held = std::make_shared<int>(0);
    {
        CallQueue queue;
        queue.post([held] { ++*held; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(*held, 0);
    QCOMPARE(held.use_count(), 1);
}

void CallQueueTest::theSenderIsToldWhenThereIsRoomAgain()
{
    LinkTally tally;
    tally.noteSent(60);
    QVERIFY(tally.hasRoom(100));
    QVERIFY(!tally.noteWritten(60, 60, 100)); // nobody waits
    tally.noteSent(60);
    QCOMPARE(tally.outgoing(), 120);
    QVERIFY(!tally.hasRoom(100));
    QVERIFY(!tally.noteWritten(60, 110, 100));
    QCOMPARE(tally.outgoing(), 110);
    QVERIFY(tally.noteWritten(0, 90, 100));
    QVERIFY(!tally.noteWritten(0, 80, 100)); // told once
    QVERIFY(tally.hasRoom(100));
}

// Nobody sent anything between the two looks: TLS adds to what lies in the socket.
void CallQueueTest::encryptionMayFillAQueueThatHadRoom()
{
    LinkTally tally;
    tally.noteSent(95);
    QVERIFY(tally.hasRoom(100));
    QVERIFY(!tally.noteWritten(95, 105, 100));
    QVERIFY(!tally.hasRoom(100));
    QVERIFY(tally.noteWritten(0, 50, 100));
}

void CallQueueTest::theWorkerStopsAndGoesOn()
{
    LinkTally tally;
    QVERIFY(!tally.noteReceived(90, 100));
    QVERIFY(tally.noteReceived(90, 100));
    QVERIFY(!tally.noteTaken(90, 100));
    QVERIFY(tally.noteTaken(90, 100));
    QVERIFY(!tally.noteReceived(90, 100));
    QVERIFY(!tally.noteTaken(90, 100));
}

// A worker that reads until it is told to stop, and a session that takes: whoever waits for a word that never comes
// hangs.
void CallQueueTest::noWordIsLostBetweenTwoThreads()
{
    constexpr int frames = 100'000;
    LinkTally tally;
    CallQueue session;
    int taken = 0;
    qint64 most = 0;
    std::atomic<qint64> under{0};
    QThread thread;
    auto *context = new QObject;
    context->moveToThread(&thread);
    connect(&thread, &QThread::finished, context, &QObject::deleteLater);
    CallQueue worker;
    worker.moveToThread(&thread);
    thread.start();
    int sent = 0; // of the worker's thread
    std::function<void()> read = [&] {
        while (sent < frames) {
            ++sent;
            most = std::max(most, ++under);
            const bool isFull = tally.noteReceived(10, 1'000);
            session.post([&] {
                --under;
                ++taken;
                if (tally.noteTaken(10, 1'000))
                    worker.post(read);
            });
            if (isFull)
                return;
        }
    };
    worker.post(read);
    QTRY_COMPARE_WITH_TIMEOUT(taken, frames, 60'000);
    thread.quit();
    QVERIFY(thread.wait(20'000));
    QVERIFY2(most <= 110, qPrintable(QString::number(most)));
}

// The other direction: a session that sends while there is room, and a worker that encrypts and writes.
void CallQueueTest::noWordIsLostForASenderEither()
{
    constexpr int frames = 5'000; // Each few of them take both threads a turn.
    constexpr qint64 mark = 100;
    LinkTally tally;
    CallQueue session;
    CallQueue worker;
    QThread thread;
    worker.moveToThread(&thread);
    thread.start();
    int sent = 0;
    std::atomic<int> written{0};
    std::function<void()> send;
    const auto write = [&] { // On the worker's thread: a frame grows in the socket, which takes it a moment later.
        bool isWanted = tally.noteWritten(30, 33, mark);
        isWanted = tally.noteWritten(0, 0, mark) || isWanted;
        ++written;
        if (isWanted)
            session.post(send);
    };
    send = [&] {
        while (sent < frames && tally.hasRoom(mark)) {
            ++sent;
            tally.noteSent(30);
            worker.post(write);
        }
    };
    send();
    QTRY_COMPARE_WITH_TIMEOUT(written.load(), frames, 60'000);
    thread.quit();
    QVERIFY(thread.wait(20'000));
    QCOMPARE(tally.outgoing(), 0);
}

QTEST_GUILESS_MAIN(CallQueueTest)
#include "call_queue_test.moc"
