// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/backoff.h"

#include <QTest>

using namespace cid;
using namespace std::chrono_literals;

class BackoffTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theCeilingDoublesUpToTheLongest();
    void theLowestDrawWaitsTheShortest();
    void resetBeginsAgain();
    void manyClientsSpreadOut();
};

namespace {
constexpr Backoff::Range range{50ms, 500ms, 30'000ms};
}

void BackoffTest::theCeilingDoublesUpToTheLongest()
{
    Backoff backoff(range, [] { return 0.999999; });
    std::chrono::milliseconds before{0};
    for (const int ceiling : {500, 1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
        const auto delay = backoff.next();
        QVERIFY2(delay.count() <= ceiling && delay.count() > ceiling * 9 / 10,
                 qPrintable(QString::number(delay.count())));
        QVERIFY(delay >= before);
        before = delay;
    }
    for (int i = 0; i < 1000; ++i)
        QVERIFY(backoff.next() <= range.longest);
}

void BackoffTest::theLowestDrawWaitsTheShortest()
{
    Backoff backoff(range, [] { return 0.0; });
    for (int i = 0; i < 20; ++i)
        QCOMPARE(backoff.next().count(), range.shortest.count());
}

void BackoffTest::resetBeginsAgain()
{
    Backoff backoff(range, [] { return 0.999999; });
    for (int i = 0; i < 6; ++i)
        QVERIFY(backoff.next().count() > 0);
    backoff.reset();
    QVERIFY(backoff.next() <= range.first);
}

void BackoffTest::manyClientsSpreadOut()
{
    // A thousand clients that lost their server together: no tenth of the window takes more than a fifth of them.
    QList<int> tenths(10, 0);
    for (int client = 0; client < 1000; ++client) {
        Backoff backoff(range);
        const auto delay = std::min(backoff.next(), range.first - 1ms);
        tenths[static_cast<int>((delay.count() - range.shortest.count()) * 10
                                / (range.first - range.shortest).count())]++;
    }
    for (const int count : std::as_const(tenths))
        QVERIFY2(count < 200, qPrintable(QString::number(count)));
}

QTEST_GUILESS_MAIN(BackoffTest)
#include "backoff_test.moc"
