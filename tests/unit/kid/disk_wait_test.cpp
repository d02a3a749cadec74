// SPDX-License-Identifier: GPL-3.0-or-later
// An order that lacks its disk is tried again, and its reason is told once.
#include "kid/agent/disk_wait.h"
#include "kid/agent/limits.h"
#include "tests/support/fake_clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace cid::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDiskWait : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anOrderIsTriedAgainAfterHalfAMinute();
    void itIsTriedAgainForAsLongAsTheDiskIsAway();
    void whatIsTriedMeanwhileIsNotDue();
    void aSecondBeginningCountsFromThere();
    void eachReasonIsToldOnce();
    void theTimerLooksByItself();
};

void TestDiskWait::anOrderIsTriedAgainAfterHalfAMinute()
{
    QCOMPARE(diskPatience, 30s);
    FakeClock clock;
    DiskWait wait(clock, diskPatience);
    const QSignalSpy due(&wait, &DiskWait::due);
    wait.look();
    wait.begin();
    clock.advance(29'999ms);
    wait.look();
    QCOMPARE(due.size(), 0);
    clock.advance(1ms);
    wait.look();
    wait.look();
    QCOMPARE(due.size(), 1);
}

void TestDiskWait::itIsTriedAgainForAsLongAsTheDiskIsAway()
{
    FakeClock clock;
    DiskWait wait(clock, diskPatience);
    int tries = 0;
    connect(&wait, &DiskWait::due, this, [&] {
        wait.stop(); // As the agent does: the plan is made, and lacks its disk again.
        if (++tries < 4)
            wait.begin();
    });
    wait.begin();
    for (int second = 0; second < 200; ++second) {
        clock.advance(1s);
        wait.look();
    }
    QCOMPARE(tries, 4);
}

void TestDiskWait::whatIsTriedMeanwhileIsNotDue()
{
    FakeClock clock;
    DiskWait wait(clock, diskPatience);
    const QSignalSpy due(&wait, &DiskWait::due);
    wait.begin();
    clock.advance(20s);
    wait.stop();
    clock.advance(20s);
    wait.look();
    QCOMPARE(due.size(), 0);
}

void TestDiskWait::aSecondBeginningCountsFromThere()
{
    FakeClock clock;
    DiskWait wait(clock, diskPatience);
    const QSignalSpy due(&wait, &DiskWait::due);
    wait.begin();
    clock.advance(20s);
    wait.begin();
    clock.advance(20s);
    wait.look();
    QCOMPARE(due.size(), 0);
    clock.advance(10s);
    wait.look();
    QCOMPARE(due.size(), 1);
}

void TestDiskWait::eachReasonIsToldOnce()
{
    FakeClock clock;
    DiskWait wait(clock, diskPatience);
    QVERIFY(wait.isNews(u"no disk"_s));
    QVERIFY(!wait.isNews(u"no disk"_s));
    wait.begin();
    wait.stop();
    QVERIFY(!wait.isNews(u"no disk"_s)); // It was tried again, and nothing has changed.
    QVERIFY(wait.isNews(u"two disks"_s));
    wait.forget();
    QVERIFY(wait.isNews(u"two disks"_s));
}

void TestDiskWait::theTimerLooksByItself()
{
    FakeClock clock;
    DiskWait wait(clock, 5ms);
    const QSignalSpy due(&wait, &DiskWait::due);
    wait.begin();
    clock.advance(5ms);
    QTRY_COMPARE(due.size(), 1);
}

QTEST_GUILESS_MAIN(TestDiskWait)
#include "disk_wait_test.moc"
