// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/net/shared_rounds.h"

#include "daemon/net/limits.h"

#include <QTest>

using namespace cid;
using namespace Qt::StringLiterals;

class TestSharedRounds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoeverAsksMeanwhileSharesTheNextRound();
    void aRoundMayEndAtOnce();
    void theEndIsToldWhenNothingIsWaitedFor();
    void tooManyAreRefused();
};

void TestSharedRounds::whoeverAsksMeanwhileSharesTheNextRound()
{
    QList<SharedRounds::Done> begun;
    SharedRounds rounds([&](const SharedRounds::Done &done) { begun.append(done); });
    QStringList told;
    const auto ask = [&](const QString &name) {
        rounds.ask([&told, name](const Status &status) { told.append(name + (status ? u" ok"_s : u" failed"_s)); });
    };
    ask(u"a"_s);
    for (const QString &name : {u"b"_s, u"c"_s, u"d"_s})
        ask(name);
    QCOMPARE(begun.size(), 1);
    QVERIFY(told.isEmpty());
    begun.first()(fail(makeError(ErrorKind::Invalid, "x", u"x"_s)));
    QCOMPARE(told, QStringList{u"a failed"_s});
    QCOMPARE(begun.size(), 2);
    begun.last()({});
    QCOMPARE(told, (QStringList{u"a failed"_s, u"b ok"_s, u"c ok"_s, u"d ok"_s}));
    QCOMPARE(begun.size(), 2);
}

void TestSharedRounds::aRoundMayEndAtOnce()
{
    int count = 0;
    SharedRounds rounds([&](const SharedRounds::Done &done) {
        ++count;
        done({});
    });
    int told = 0;
    for (int i = 0; i < 3; ++i)
        rounds.ask([&](const Status &) { ++told; });
    QCOMPARE(told, 3);
    QCOMPARE(count, 3);
}

void TestSharedRounds::theEndIsToldWhenNothingIsWaitedFor()
{
    QList<SharedRounds::Done> begun;
    SharedRounds rounds([&](const SharedRounds::Done &done) { begun.append(done); });
    bool isOver = false;
    rounds.whenIdle([&] { isOver = true; });
    QVERIFY(isOver);
    isOver = false;
    rounds.ask([](const Status &) { });
    rounds.ask([](const Status &) { });
    rounds.whenIdle([&] { isOver = true; });
    begun.first()({});
    QVERIFY(!isOver);
    begun.last()({});
    QVERIFY(isOver);
}

void TestSharedRounds::tooManyAreRefused()
{
    SharedRounds rounds([](const SharedRounds::Done &) { });
    int refused = 0;
    for (qsizetype i = 0; i < net::maxRoundWaiters + 2; ++i)
        rounds.ask([&](const Status &status) { refused += status ? 0 : 1; });
    QCOMPARE(refused, 1);
}

QTEST_GUILESS_MAIN(TestSharedRounds)
#include "shared_rounds_test.moc"
