// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/service/timer_heap.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

TimerHeap::Time at(std::chrono::milliseconds time)
{
    return TimerHeap::Time(time);
}

} // namespace

class TimerHeapTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timersFireInTheOrderInWhichTheyAreDue();
    void aTimerThatIsFiringWaitsForItsEventsEnd();
    void missedTimesAreNotMadeUpFor();
    void coarseTimersMeetAndNoneIsEarly();
    void aNumberThatIsUsedAnewIsAnotherTimer();
    void tenThousandTimersStayInOrder();
};

void TimerHeapTest::timersFireInTheOrderInWhichTheyAreDue()
{
    TimerHeap heap;
    heap.insert({1, 30ms, Qt::PreciseTimer, this}, at(0ms));
    heap.insert({2, 10ms, Qt::PreciseTimer, this}, at(0ms));
    heap.insert({3, 10ms, Qt::PreciseTimer, this}, at(0ms));
    QCOMPARE(heap.firstDue().value(), at(10ms));
    QVERIFY(!heap.takeDue(at(9ms)));
    QCOMPARE(heap.takeDue(at(30ms))->timer.id, 2);
    QCOMPARE(heap.takeDue(at(30ms))->timer.id, 3);
    QCOMPARE(heap.takeDue(at(30ms))->timer.id, 1);
    QVERIFY(!heap.takeDue(at(30ms)));
}

void TimerHeapTest::aTimerThatIsFiringWaitsForItsEventsEnd()
{
    TimerHeap heap;
    heap.insert({1, 10ms, Qt::PreciseTimer, this}, at(0ms));
    const auto firing = heap.takeDue(at(10ms)).value();
    QVERIFY(!heap.takeDue(at(100ms)));
    QVERIFY(!heap.firstDue());
    QCOMPARE(heap.timersOf(this).size(), 1);
    heap.rearm(firing, at(12ms));
    QCOMPARE(heap.firstDue().value(), at(20ms));
}

void TimerHeapTest::missedTimesAreNotMadeUpFor()
{
    TimerHeap heap;
    heap.insert({1, 10ms, Qt::PreciseTimer, this}, at(0ms));
    heap.rearm(heap.takeDue(at(57ms)).value(), at(57ms));
    QCOMPARE(heap.firstDue().value(), at(60ms));
    QVERIFY(!heap.takeDue(at(57ms)));
}

void TimerHeapTest::coarseTimersMeetAndNoneIsEarly()
{
    TimerHeap heap;
    heap.insert({1, 1000ms, Qt::CoarseTimer, this}, at(1ms));
    heap.insert({2, 1000ms, Qt::CoarseTimer, this}, at(9ms));
    heap.insert({3, 2600ms, Qt::VeryCoarseTimer, this}, at(1ms));
    QCOMPARE(heap.dueOf(1).value(), heap.dueOf(2).value());
    QVERIFY(heap.dueOf(2).value() >= at(1009ms) && heap.dueOf(1).value() <= at(1051ms));
    QCOMPARE(heap.dueOf(3).value(), at(3000ms));
    // A row of them keeps its rate: what is rounded is not added up.
    auto now = at(0ms);
    for (int i = 0; i < 100; ++i) {
        now = heap.dueOf(1).value();
        const auto firing = heap.takeDue(now);
        QVERIFY(firing);
        if (firing->timer.id == 1)
            heap.rearm(*firing, now);
        else
            --i;
    }
    QVERIFY(now >= at(100'001ms) && now <= at(100'101ms));
}

void TimerHeapTest::aNumberThatIsUsedAnewIsAnotherTimer()
{
    TimerHeap heap;
    heap.insert({1, 10ms, Qt::PreciseTimer, this}, at(0ms));
    const auto firing = heap.takeDue(at(10ms)).value();
    QVERIFY(heap.remove(1));
    heap.insert({1, 500ms, Qt::PreciseTimer, this}, at(10ms));
    heap.rearm(firing, at(10ms));
    QCOMPARE(heap.firstDue().value(), at(510ms));
    QCOMPARE(heap.waitingCount(), 1);
}

void TimerHeapTest::tenThousandTimersStayInOrder()
{
    TimerHeap heap;
    QObject other;
    for (int i = 0; i < 10'000; ++i)
        heap.insert({i, 1ms * (i * 7919 % 10'000), Qt::PreciseTimer, i % 3 == 0 ? &other : this}, at(0ms));
    for (int i = 1; i < 10'000; i += 3)
        QVERIFY(heap.remove(i));
    QVERIFY(heap.removeAll(&other));
    QVERIFY(!heap.removeAll(&other));
    auto last = at(-1ms);
    int count = 0;
    while (const auto firing = heap.takeDue(at(1h))) {
        QVERIFY(heap.dueOf(firing->timer.id).value() > last);
        last = heap.dueOf(firing->timer.id).value();
        QCOMPARE(firing->timer.id % 3, 2);
        ++count;
    }
    QCOMPARE(count, 3'333);
}

QTEST_GUILESS_MAIN(TimerHeapTest)
#include "timer_heap_test.moc"
