// SPDX-License-Identifier: GPL-3.0-or-later
// EpollDispatcher's sockets. The program runs on one itself.
#include "common/service/epoll_dispatcher.h"
#include "tests/support/socket_pair.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <memory>
#include <vector>

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

class NotifierTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readingAndWritingOnOneDescriptor();
    void aNotifierThatIsSwitchedOffInItsOwnEventStaysOff();
    void aNotifierThatAnotherOneDeletedIsNotTold();
    void aNotifierThatIsMadeInAnEventIsTold();
    void aClosedDescriptorsNumberBelongsToTheNextOne();
    void aDescriptorThatWasClosedUnderItsNotifierHarmsNobody();
    void theEndOfAPeerIsToldToEveryKind();
    void aPlainFileIsAlwaysReady();
    void aLoopWithoutNotifiersTellsNone();
    void whatALoopWithinAnEventHasReadIsNotToldAgain();
    void noSocketWaitsForAnotherOneTwice();
};

void NotifierTest::init()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
}

void NotifierTest::readingAndWritingOnOneDescriptor()
{
    test::SocketPair pair;
    QVERIFY(pair.isGood);
    QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
    QSocketNotifier writer(pair.ends[0], QSocketNotifier::Write);
    int reads = 0;
    int writes = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] { reads += pair.hear(0) == 'x' ? 1 : 0; });
    connect(&writer, &QSocketNotifier::activated, this, [&] { ++writes; });
    turn();
    QCOMPARE(writes, 1);
    QCOMPARE(reads, 0);
    writer.setEnabled(false);
    QVERIFY(pair.say(1));
    turn();
    QCOMPARE(writes, 1);
    QCOMPARE(reads, 1);
    reader.setEnabled(false);
    writer.setEnabled(true);
    QVERIFY(pair.say(1));
    turn();
    QCOMPARE(writes, 2);
    QCOMPARE(reads, 1);
    reader.setEnabled(true);
    turn();
    QCOMPARE(writes, 3);
    QCOMPARE(reads, 2);
}

void NotifierTest::aNotifierThatIsSwitchedOffInItsOwnEventStaysOff()
{
    test::SocketPair pair;
    QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
    int reads = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] {
        ++reads;
        reader.setEnabled(false);
    });
    QVERIFY(pair.say(1));
    for (int i = 0; i < 3; ++i)
        turn();
    QCOMPARE(reads, 1);
    // Off and on again within one event: what lies there is told again.
    reader.setEnabled(true);
    turn();
    QCOMPARE(reads, 2);
}

void NotifierTest::aNotifierThatAnotherOneDeletedIsNotTold()
{
    test::SocketPair one;
    test::SocketPair two;
    auto first = std::make_unique<QSocketNotifier>(one.ends[0], QSocketNotifier::Read);
    auto second = std::make_unique<QSocketNotifier>(two.ends[0], QSocketNotifier::Read);
    int told = 0;
    connect(first.get(), &QSocketNotifier::activated, this, [&] {
        ++told;
        one.hear(0);
        second.reset();
    });
    connect(second.get(), &QSocketNotifier::activated, this, [&] {
        ++told;
        two.hear(0);
        first.reset();
    });
    QVERIFY(one.say(1) && two.say(1));
    turn();
    turn();
    QCOMPARE(told, 1);
}

void NotifierTest::aNotifierThatIsMadeInAnEventIsTold()
{
    test::SocketPair one;
    test::SocketPair two;
    QSocketNotifier first(one.ends[0], QSocketNotifier::Read);
    std::unique_ptr<QSocketNotifier> second;
    bool isTold = false;
    connect(&first, &QSocketNotifier::activated, this, [&] {
        one.hear(0);
        second = std::make_unique<QSocketNotifier>(two.ends[0], QSocketNotifier::Read);
        connect(second.get(), &QSocketNotifier::activated, this, [&] { isTold = two.hear(0) == 'y'; });
    });
    QVERIFY(one.say(1) && two.say(1, "y"));
    turn();
    turn();
    QVERIFY(isTold);
}

void NotifierTest::aClosedDescriptorsNumberBelongsToTheNextOne()
{
    // Both are ready; whoever is told first ends the other and puts a silent one in its place.
    std::array<test::SocketPair, 2> pairs;
    std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
    test::SocketPair silent;
    std::unique_ptr<QSocketNotifier> heir;
    int told = 0;
    bool isHeirTold = false;
    for (size_t i = 0; i < 2; ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read);
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&, i] {
            ++told;
            pairs[i].hear(0);
            notifiers[1 - i].reset();
            const int number = pairs[1 - i].ends[0];
            QCOMPARE(::dup3(silent.ends[0], number, O_CLOEXEC), number);
            heir = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
            connect(heir.get(), &QSocketNotifier::activated, this, [&, number] {
                isHeirTold = true;
                char byte = 0;
                QCOMPARE(::read(number, &byte, 1), 1);
            });
        });
    }
    QVERIFY(pairs[0].say(1) && pairs[1].say(1));
    turn();
    turn();
    QCOMPARE(told, 1);
    QVERIFY(!isHeirTold);
    QVERIFY(silent.say(1));
    turn();
    QVERIFY(isHeirTold);
}

void NotifierTest::aDescriptorThatWasClosedUnderItsNotifierHarmsNobody()
{
    test::SocketPair pair;
    auto careless = std::make_unique<QSocketNotifier>(pair.ends[0], QSocketNotifier::Read);
    bool isTold = false;
    connect(careless.get(), &QSocketNotifier::activated, this, [&] { isTold = true; });
    turn();
    const int number = pair.ends[0];
    pair.close(0);
    test::SocketPair next; // its first end has the number of the one that was closed
    QCOMPARE(next.ends[0], number);
    turn();
    QVERIFY(!isTold);
    careless.reset();
    QSocketNotifier careful(number, QSocketNotifier::Read);
    connect(&careful, &QSocketNotifier::activated, this, [&] { isTold = next.hear(0) == 'x'; });
    QVERIFY(next.say(1));
    turn();
    QVERIFY(isTold);
}

void NotifierTest::theEndOfAPeerIsToldToEveryKind()
{
    test::SocketPair pair;
    std::array<int, 3> told{};
    std::array<std::unique_ptr<QSocketNotifier>, 3> notifiers;
    for (size_t i = 0; i < told.size(); ++i) {
        notifiers[i] = std::make_unique<QSocketNotifier>(pair.ends[0], static_cast<QSocketNotifier::Type>(i));
        connect(notifiers[i].get(), &QSocketNotifier::activated, this, [&told, i] { ++told[i]; });
    }
    pair.close(1);
    turn();
    QCOMPARE(told, (std::array<int, 3>{1, 1, 1}));
}

void NotifierTest::aPlainFileIsAlwaysReady()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    int told = 0;
    {
        QSocketNotifier notifier(file.handle(), QSocketNotifier::Read);
        connect(&notifier, &QSocketNotifier::activated, this, [&] { ++told; });
        // A loop that would wait does not.
        for (int i = 0; i < 3; ++i)
            QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(told >= 2);
    }
    const int before = told;
    turn();
    QCOMPARE(told, before);
}

void NotifierTest::aLoopWithoutNotifiersTellsNone()
{
    test::SocketPair pair;
    QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read);
    int reads = 0;
    connect(&reader, &QSocketNotifier::activated, this, [&] { reads += pair.hear(0) == 'x' ? 1 : 0; });
    QVERIFY(pair.say(1));
    auto *dispatcher = QAbstractEventDispatcher::instance();
    bool isPosted = false;
    QMetaObject::invokeMethod(this, [&] { isPosted = true; }, Qt::QueuedConnection);
    // Waits, and a posted event wakes it all the same.
    dispatcher->processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
    QVERIFY(isPosted);
    QCOMPARE(reads, 0);
    turn();
    QCOMPARE(reads, 1);
}

void NotifierTest::whatALoopWithinAnEventHasReadIsNotToldAgain()
{
    test::SocketPair one;
    test::SocketPair two;
    int ones = 0;
    int twos = 0;
    bool isEmptyTold = false;
    QSocketNotifier first(one.ends[0], QSocketNotifier::Read);
    QSocketNotifier second(two.ends[0], QSocketNotifier::Read);
    const auto listen = [&](QSocketNotifier &notifier, test::SocketPair &pair, int &count) {
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            isEmptyTold = isEmptyTold || pair.hear(0) != 'x';
            ++count;
            turn(); // the other one is read in here
        });
    };
    listen(first, one, ones);
    listen(second, two, twos);
    QVERIFY(one.say(1) && two.say(1));
    turn();
    QCOMPARE(ones, 1);
    QCOMPARE(twos, 1);
    QVERIFY(!isEmptyTold);
}

void NotifierTest::noSocketWaitsForAnotherOneTwice()
{
    // More are ready, and stay so, than one turn takes.
    constexpr size_t count = 200;
    std::array<test::SocketPair, count> pairs;
    std::array<int, count> told{};
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    for (size_t i = 0; i < count; ++i) {
        QVERIFY(pairs[i].say(1));
        notifiers.push_back(std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read));
        connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&told, i] { ++told[i]; });
    }
    for (int i = 0; i < 40; ++i)
        turn();
    const auto [least, most] = std::minmax_element(told.begin(), told.end());
    QVERIFY2(*least > 5 && *most - *least <= 1, qPrintable(u"%1 to %2"_s.arg(*least).arg(*most)));
}

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    NotifierTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "notifier_test.moc"
