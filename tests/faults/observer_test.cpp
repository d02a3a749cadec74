// SPDX-License-Identifier: GPL-3.0-or-later
// The judge is tried: each rule sees what is wrong and lets pass what is right.
#include "tests/faults/observer.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestObserver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aGoodRunHasNothingWrong();
    void aMissingStepIsSeen();
    void aStepThatTheTableDoesNotKnowIsSeen();
    void aJobWithoutAnEndIsSeen();
    void whatComesAfterAJobsEndIsSeen();
    void aDiskDividedTwiceIsSeen();
    void aMachineThatBeganAgainMayDivideItsDisk();
    void anotherDeploymentsSlotIsSeen();
    void aForeignDigestIsSeen();
};

namespace {

QList<SeenEvent> way(const QStringList &states, qint64 deployment = 7, const QString &job = u"j"_s)
{
    QList<SeenEvent> events;
    for (qsizetype i = 1; i < states.size(); ++i)
        events.append({i, u"n1"_s, job, deployment, u"state"_s, states[i - 1], states[i]});
    return events;
}

QList<SeenEvent> goodWay()
{
    return way({u"unknown"_s, u"netbooted"_s, u"partitioning"_s, u"self-install"_s, u"rebooting(1)"_s, u"blancmange"_s,
                u"installing"_s, u"configuring"_s, u"bootloader"_s, u"rebooting(2)"_s, u"running"_s})
        + QList<SeenEvent>{{100, {}, u"j"_s, 0, u"job"_s, u"active"_s, u"done"_s}};
}

} // namespace

void TestObserver::aGoodRunHasNothingWrong()
{
    const QList<SeenRecord> records{{u"n1"_s, "aa", 7}};
    QCOMPARE(Observer::brokenChains(goodWay()), QStringList());
    QCOMPARE(Observer::unendedJobs(goodWay()), QStringList());
    QCOMPARE(Observer::doubleWork(goodWay()), QStringList());
    QCOMPARE(Observer::wrongImages(goodWay(), records, {"aa"}), QStringList());
}

void TestObserver::aMissingStepIsSeen()
{
    QList<SeenEvent> events = goodWay();
    events.removeAt(3);
    QCOMPARE(Observer::brokenChains(events).size(), 1);
}

void TestObserver::aStepThatTheTableDoesNotKnowIsSeen()
{
    QCOMPARE(Observer::brokenChains(way({u"unknown"_s, u"running"_s, u"installing"_s})).size(), 1);
}

void TestObserver::aJobWithoutAnEndIsSeen()
{
    QList<SeenEvent> events = goodWay();
    events.removeLast();
    QCOMPARE(Observer::unendedJobs(events).size(), 1);
}

void TestObserver::whatComesAfterAJobsEndIsSeen()
{
    QList<SeenEvent> events = goodWay();
    events.append({101, u"n1"_s, u"j"_s, 7, u"state"_s, u"running"_s, u"armed"_s});
    QCOMPARE(Observer::unendedJobs(events).size(), 1);
}

void TestObserver::aDiskDividedTwiceIsSeen()
{
    QCOMPARE(Observer::doubleWork(way({u"netbooted"_s, u"partitioning"_s, u"self-install"_s, u"rebooting(1)"_s,
                                       u"blancmange"_s, u"partitioning"_s}))
                 .size(),
             1);
}

void TestObserver::aMachineThatBeganAgainMayDivideItsDisk()
{
    QCOMPARE(Observer::doubleWork(way({u"netbooted"_s, u"partitioning"_s, u"self-install"_s, u"rebooting(1)"_s,
                                       u"blancmange"_s, u"netbooted"_s, u"partitioning"_s})),
             QStringList());
}

void TestObserver::anotherDeploymentsSlotIsSeen()
{
    QCOMPARE(Observer::wrongImages(goodWay(), {{u"n1"_s, "aa", 6}}, {"aa"}).size(), 1);
}

void TestObserver::aForeignDigestIsSeen()
{
    QCOMPARE(Observer::wrongImages(goodWay(), {{u"n1"_s, "aa", 7}, {u"n1"_s, "bb", 3}}, {"aa"}).size(), 1);
}

QTEST_GUILESS_MAIN(TestObserver)
#include "observer_test.moc"
