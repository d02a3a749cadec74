// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/farewells.h"

#include <QSignalSpy>
#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestFarewells : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thousandsWhoLeaveAtOnceAreLookedUpAFewAtATime();
    void aMachineWithoutANameIsToldAsItsNode();
    void anAnswerAfterTheEndHarmsNobody();
};

void TestFarewells::thousandsWhoLeaveAtOnceAreLookedUpAFewAtATime()
{
    constexpr int count = 10'000;
    QList<Farewells::Found> asked;
    qsizetype most = 0;
    Farewells farewells([&](const QString &, const Farewells::Found &found) {
        asked.append(found);
        most = std::max(most, asked.size());
    });
    const QSignalSpy told(&farewells, &Farewells::told);
    for (int i = 0; i < count; ++i)
        farewells.add(u"n%1"_s.arg(i), u"10.0.0.1"_s);
    int answered = 0;
    while (!asked.isEmpty()) {
        asked.takeFirst()(u"name"_s);
        ++answered;
    }
    QCOMPARE(most, Farewells::maxAtOnce);
    QCOMPARE(answered, Farewells::maxAtOnce + Farewells::maxWaiting);
    QCOMPARE(told.size(), count);
}

void TestFarewells::aMachineWithoutANameIsToldAsItsNode()
{
    Farewells::Found answer;
    Farewells farewells([&](const QString &, const Farewells::Found &found) { answer = found; });
    const QSignalSpy told(&farewells, &Farewells::told);
    farewells.add(u"n1"_s, u"10.0.0.1"_s);
    answer({});
    QCOMPARE(told.first().first().toString(), u"n1"_s);
}

void TestFarewells::anAnswerAfterTheEndHarmsNobody()
{
    Farewells::Found answer;
    auto farewells =
        std::make_unique<Farewells>([&](const QString &, const Farewells::Found &found) { answer = found; });
    farewells->add(u"n1"_s, u"10.0.0.1"_s);
    farewells.reset();
    answer(u"name"_s);
    QVERIFY(answer);
}

QTEST_GUILESS_MAIN(TestFarewells)
#include "farewells_test.moc"
