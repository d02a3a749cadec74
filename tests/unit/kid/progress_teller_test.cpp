// SPDX-License-Identifier: GPL-3.0-or-later
#include "kid/agent/progress_teller.h"

#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace std::chrono_literals;

class ProgressTellerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aThousandChunksAreTwoReports();
    void whatAStageLeftIsNotTold();
};

void ProgressTellerTest::aThousandChunksAreTwoReports()
{
    ProgressTeller teller(50ms);
    QList<ByteCount> told;
    connect(&teller, &ProgressTeller::due, this, [&](const Progress &progress) { told.append(progress.written); });
    for (int chunk = 1; chunk <= 1'000; ++chunk)
        teller.note({0, chunk, 1'000});
    QCOMPARE(told, QList<ByteCount>{1}); // The first at once: somebody waits for a sign of life.
    QTRY_COMPARE(told.size(), 2);
    QCOMPARE(told.last(), 1'000);
}

void ProgressTellerTest::whatAStageLeftIsNotTold()
{
    ProgressTeller teller(20ms);
    ProgressTeller other(40ms);
    int told = 0;
    connect(&teller, &ProgressTeller::due, this, [&told] { ++told; });
    QSignalSpy later(&other, &ProgressTeller::due);
    for (ProgressTeller *one : {&teller, &other}) {
        one->note({0, 1, 2});
        one->note({0, 2, 2});
    }
    teller.forget();
    QTRY_COMPARE(later.size(), 2); // Its interval is the longer one.
    QCOMPARE(told, 1);
}

QTEST_GUILESS_MAIN(ProgressTellerTest)
#include "progress_teller_test.moc"
