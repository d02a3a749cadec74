// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/base/rate_limiter.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace cid;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TestRateLimiter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstIsAllowedAndTheRestAreCounted();
    void keysDoNotShareTheirIntervals();
    void tooManyKeysShareOne();
};

void TestRateLimiter::theFirstIsAllowedAndTheRestAreCounted()
{
    test::FakeClock clock;
    RateLimiter limiter(clock, 60s);
    QVERIFY(limiter.note(u"a"_s) == (RateLimiter::Verdict{true, 0}));
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(!limiter.note(u"a"_s).allowed);
    clock.advance(60s);
    QVERIFY(limiter.note(u"a"_s) == (RateLimiter::Verdict{true, 10'000}));
    QVERIFY(!limiter.note(u"a"_s).allowed);
}

void TestRateLimiter::keysDoNotShareTheirIntervals()
{
    test::FakeClock clock;
    RateLimiter limiter(clock, 60s);
    QVERIFY(limiter.note(u"a"_s).allowed);
    QVERIFY(limiter.note(u"b"_s).allowed);
    clock.advance(59s);
    QVERIFY(!limiter.note(u"a"_s).allowed);
}

void TestRateLimiter::tooManyKeysShareOne()
{
    test::FakeClock clock;
    RateLimiter limiter(clock, 60s, 10);
    int allowed = 0;
    for (int i = 0; i < 1000; ++i)
        allowed += limiter.note(QString::number(i)).allowed ? 1 : 0;
    QCOMPARE(allowed, 11);
    QVERIFY(limiter.keyCount() <= 11);
    clock.advance(61s);
    QVERIFY(limiter.note(u"new"_s).allowed);
    QVERIFY(limiter.note(u"other"_s).allowed);
    QVERIFY(limiter.keyCount() <= 3);
}

QTEST_APPLESS_MAIN(TestRateLimiter)
#include "rate_limiter_test.moc"
